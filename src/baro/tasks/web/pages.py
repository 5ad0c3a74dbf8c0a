"""What the page of a task shows, and what is done to it there."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from baro.documents.models import Attachment, Document
from baro.org.actors import Actor
from baro.org.models import Post
from baro.tasks import verbs as v
from baro.tasks.actions import approving, correcting, extending, redirecting, urging, working
from baro.tasks.flow import State
from baro.tasks.models import HIDDEN, Task, TaskRole
from baro.tasks.web import badges, forms
from baro.tasks.web.away import owner_is_away
from baro.tasks.web.clears import clears_of
from baro.trail.changes import Batch
from baro.ui.http import Request
from baro.ui.records import PANELS, Fact, Facts, Piece, RecordPage, RecordPages, VerbPage, as_prose
from baro.ui.words.cells import day, text

REPORTS = 20
WORDING = ("work", "product", "clause", "authority")
PROOFS = Prefetch("evidence__attachment", Attachment.objects.defer("text", "proposal"))  # sees: read with their task


def _reassign(pk: int, *, owner_post: Post, reason: str, by: Actor) -> Task:
    """The unit of the new owner is the unit of the post."""
    return redirecting.reassign(pk, unit=owner_post.unit, owner_post=owner_post, reason=reason, by=by)


def _reassign_many(ids: list[int], *, owner_post: Post, reason: str, by: Actor) -> Batch[Task]:
    """The unit of the new owner is the unit of the post."""
    return redirecting.reassign_many(ids, unit=owner_post.unit, owner_post=owner_post, reason=reason, by=by)


def _is_to_be_taken_on(task: Task) -> bool:
    return task.state in (State.ASSIGNED, State.DECLINED)


def _is_done(task: Task) -> bool:
    return task.state == State.DONE


def _begins(**fields: str) -> Any:
    """A form that begins with what the task says: field of the form to field of the task."""
    return lambda _request, task: {name: getattr(task, field) for name, field in fields.items()}


VERBS = (
    VerbPage(v.ACCEPT, working.accept, only=_is_to_be_taken_on),
    VerbPage(v.DECLINE, working.decline, forms.DeclineForm, only=_is_to_be_taken_on),
    VerbPage(v.HAND_IN, working.hand_in, forms.HandInForm, initial=_begins(result="result")),
    VerbPage(v.REPORT, working.report, forms.ReportForm, initial=_begins(percent="progress_percent")),
    VerbPage(v.APPROVE, approving.approve, many=approving.approve_many),
    VerbPage(v.RETURN, approving.return_, forms.ReturnForm, many=approving.return_many),
    VerbPage(v.WITHDRAW, correcting.withdraw),
    VerbPage(v.ASK_EXTENSION, extending.ask_extension, forms.AskExtensionForm),
    VerbPage(v.EXTEND, extending.extend, forms.ExtendForm, initial=_begins(due_on="asked_due_on")),
    VerbPage(v.URGE, urging.urge, forms.UrgeForm, many=urging.urge_many),
    VerbPage(v.REASSIGN, _reassign, forms.ReassignForm, many=_reassign_many),
    VerbPage(v.REWORD, correcting.reword, forms.RewordForm, initial=_begins(**{name: name for name in WORDING})),
    VerbPage(v.UNDO_APPROVAL, correcting.undo_approval, forms.ReasonForm, only=_is_done),
    VerbPage(v.REOPEN, correcting.reopen, forms.ReasonForm, only=_is_done),
    VerbPage(v.CANCEL, redirecting.cancel, forms.CancelForm),
    VerbPage(
        v.REFUSE_EXTENSION,
        extending.refuse_extension,
        forms.RefuseExtensionForm,
        only=lambda task: task.asked_due_on is not None,
    ),
)


def _times(count: int) -> str:
    return ngettext("once", "%(times)s times", count) % {"times": count} if count else ""


def _units(role: TaskRole) -> Any:
    """The units that a task concerns in a role."""
    return lambda task: "; ".join(str(one.unit) for one in task.concerned if one.role == role)


def _first_deadline(task: Task) -> SafeString | None:
    """The deadline before it was moved, and how often that was."""
    if not task.extended_count:
        return None
    moved = ngettext("moved once", "moved %(times)s times", task.extended_count) % {"times": task.extended_count}
    return SafeString(f'{day(task.first_due_on) or "—"} <small class="muted">{text(moved)}</small>')


FACTS = (
    Fact("assigner_title", note="assigned_at"),
    Fact("source", linked=True, hidden=HIDDEN),
    Fact("clause", cell=as_prose, wide=True),
    Fact(_units(TaskRole.COORDINATE), _("Coordinate")),
    Fact(_units(TaskRole.INFORM), _("Are informed")),
    Fact(_first_deadline, _("First deadline")),
    Fact(lambda task: _times(task.returned_count), _("Returned")),
    Fact(lambda task: _times(task.urged_count), _("Urged")),
    Fact("handed_in_on"),
    Fact("approved_at"),
)


def _beside(request: Request, task: Task) -> dict[str, Any]:
    """What the pieces show, fetched at once."""
    task.concerned = list(task.units.select_related("unit").order_by("unit__path"))  # type: ignore[attr-defined]
    task.follows = Document.objects.one_by_one(request.actor).filter(pk=task.source_id).first()  # type: ignore[attr-defined]
    return {
        "clears": clears_of(task),
        "away": owner_is_away(task),
        "offer": False,  # who stands in is offered where a task is given
        "reports": list(task.reports.prefetch_related(PROOFS)[:REPORTS]),
    }


def _days(task: Task) -> str:
    return badges.days_words(task, task.standing)


def _source(task: Any) -> Any:
    """The document that the task follows from, as a step above it for who may open it."""
    source = getattr(task, "follows", None)
    return source and (source.get_absolute_url(), source.symbol or source.abstract)


PAGE = RecordPage(
    crumbs=(_source, "tasks.list"),
    heading=lambda task: task.work,
    lead=_days,
    badges=(lambda task, _beside: badges.standing_badge(task),),
    beside=_beside,
    sections=(
        Piece("tasks/away.html"),
        Piece("tasks/asked.html"),
        Piece("tasks/clears.html"),
        Facts(_("The task"), FACTS),
        Piece("tasks/reports.html"),
        PANELS,
    ),
)
TASKS = RecordPages(
    Task,
    "tasks",
    VERBS,
    page=PAGE,
    related=(
        "unit",
        "assigner_unit",
        "owner_post__unit",
        "accountable_post__unit",
        "assigner_post",
        "source",
        "handed_in_by",
    ),
    template="tasks/deed.html",
)
