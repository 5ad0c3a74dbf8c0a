"""What the page of a task shows, and what is done to it there."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Attachment, Document
from baro.kernel import rulebook
from baro.org.actors import Actor
from baro.org.models import Post, Unit
from baro.tasks import queries
from baro.tasks import verbs as v
from baro.tasks.actions import (
    approving,
    correcting,
    evaluating,
    extending,
    involving,
    redirecting,
    repeating,
    splitting,
    urging,
    working,
)
from baro.tasks.flow import State
from baro.tasks.models import HIDDEN, Task, TaskRole
from baro.tasks.parts import supporters_of
from baro.tasks.policies import fits
from baro.tasks.rulebook import Horizons, SelfEvaluation
from baro.tasks.web import badges, forms
from baro.tasks.web.away import owner_is_away
from baro.tasks.web.clears import clears_of
from baro.tasks.web.parts import parts_of
from baro.trail.changes import Batch
from baro.ui.http import Request
from baro.ui.records import PANELS, Fact, Facts, Piece, RecordPage, RecordPages, VerbPage, as_prose
from baro.ui.words.cells import day, text

REPORTS = 20
WORDING = ("work", "product", "clause", "authority", "origin_id", "origin_document")
OFFERED = 100
PROOFS = Prefetch("evidence__attachment", Attachment.objects.defer("text", "proposal"))  # sees: read with their task


def _reassign(pk: int, *, owner_post: Post, reason: str, by: Actor) -> Task:
    """The unit of the new owner is the unit of the post."""
    return redirecting.reassign(pk, unit=owner_post.unit, owner_post=owner_post, reason=reason, by=by)


def _reassign_many(ids: list[int], *, owner_post: Post, reason: str, by: Actor) -> Batch[Task]:
    """The unit of the new owner is the unit of the post."""
    return redirecting.reassign_many(ids, unit=owner_post.unit, owner_post=owner_post, reason=reason, by=by)


def _is_to_be_taken_on(task: Task) -> bool:
    return task.state in (State.ASSIGNED, State.DECLINED)


def _can_be_declined(task: Task) -> bool:
    return _is_to_be_taken_on(task) and fits(task, v.DECLINE)


def _is_open_and_fits(verb: Any) -> Any:
    return lambda task: task.is_open and fits(task, verb)


def _is_of_above(task: Task) -> bool:
    return bool(task.origin_id)


def _has_others_beside(task: Task) -> bool:
    """Whether there can be tasks to choose from."""
    return task.is_open and bool(task.parent_id or task.source_id or task.starts_after)


def _has_supporters(task: Task) -> bool:
    return task.is_open and bool(supporters_of(task))


def _supporters(_request: Request, task: Task) -> dict[str, Any]:
    """The units that coordinate, all of them chosen at first, with the words of the task."""
    units = Unit.objects.filter(pk__in=supporters_of(task)).order_by("path")  # sees: named on the task's page
    return {"units": units}


def _asked_of_supporters(_request: Request, task: Task) -> dict[str, Any]:
    return {"units": list(supporters_of(task)), "words": task.work}


def _may_come_first(request: Request, task: Task) -> dict[str, Any]:
    """The tasks to choose from: parts of the same whole, tasks of the same document, and those that come first now."""
    beside = Q(pk__in=task.starts_after or [])
    if task.parent_id:
        beside |= Q(parent=task.parent_id)
    if task.source_id:
        beside |= Q(source=task.source_id)
    seen = Task.objects.visible_to(request.actor).live().filter(beside).exclude(pk=task.pk).order_by("due_on", "pk")
    some = list(seen.values_list("pk", flat=True)[:OFFERED])
    return {"tasks": Task.objects.visible_to(request.actor).filter(pk__in=some).order_by("due_on", "pk")}


def _repeats(_request: Request, task: Task) -> dict[str, Any]:
    rule = task.recurrence
    if rule:
        return {"months": rule.months, "month": rule.month, "day": rule.day}
    return {"months": 3, "month": (task.due_on.month - 1) % 3 + 1, "day": task.due_on.day} if task.due_on else {}


def _is_done(task: Task) -> bool:
    return task.state == State.DONE


def _begins(**fields: str) -> Any:
    """A form that begins with what the task says: field of the form to field of the task."""
    return lambda _request, task: {name: getattr(task, field) for name, field in fields.items()}


_evaluated = _begins(grade="self_grade", words="self_evaluation")

VERBS = (
    VerbPage(v.ACCEPT, working.accept, only=_is_to_be_taken_on),
    VerbPage(v.DECLINE, working.decline, forms.DeclineForm, only=_can_be_declined),
    VerbPage(v.HAND_IN, working.hand_in, forms.HandInForm, initial=_begins(result="result")),
    VerbPage(
        v.REPORT,
        working.report,
        forms.ReportForm,
        initial=_begins(percent="progress_percent"),
        only=lambda task: fits(task, v.REPORT),
    ),
    VerbPage(v.APPROVE, approving.approve, many=approving.approve_many),
    VerbPage(v.RETURN, approving.return_, forms.ReturnForm, many=approving.return_many),
    VerbPage(v.WITHDRAW, correcting.withdraw),
    VerbPage(
        v.ASK_EXTENSION,
        extending.ask_extension,
        forms.AskExtensionForm,
        only=lambda task: fits(task, v.ASK_EXTENSION),
    ),
    VerbPage(v.EXTEND, extending.extend, forms.ExtendForm, initial=_begins(due_on="asked_due_on")),
    VerbPage(v.URGE, urging.urge, forms.UrgeForm, many=urging.urge_many),
    VerbPage(v.REASSIGN, _reassign, forms.ReassignForm, many=_reassign_many),
    VerbPage(v.REWORD, correcting.reword, forms.RewordForm, initial=_begins(**{name: name for name in WORDING})),
    VerbPage(
        v.INVOLVE,
        involving.involve,
        forms.InvolveForm,
        initial=_asked_of_supporters,
        options=_supporters,
        only=_has_supporters,
    ),
    VerbPage(
        v.ARRANGE,
        splitting.arrange,
        forms.ArrangeForm,
        initial=lambda _request, task: {"first": task.starts_after or []},
        options=_may_come_first,
        only=_has_others_beside,
    ),
    VerbPage(v.EVALUATE, evaluating.evaluate, forms.EvaluateForm, initial=_evaluated, only=_is_of_above),
    VerbPage(v.REPEAT, repeating.repeat, forms.RepeatForm, initial=_repeats, only=_is_open_and_fits(v.REPEAT)),
    VerbPage(
        v.STOP_REPEATING,
        repeating.stop_repeating,
        forms.StopRepeatingForm,
        only=lambda task: task.opens_next_on is not None,
    ),
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


def _horizon(task: Task) -> str:
    """The horizon, and whether the days say it or somebody chose it."""
    name = rulebook.names(Horizons)[queries.horizon_of(task)]
    return gettext("%(horizon)s (chosen)") % {"horizon": name} if task.horizon else name


def _recurs(task: Task) -> str:
    """The rule, and when the next one opens."""
    return str(task.recurrence) if task.recurrence else ""


def _opens_next(task: Task) -> SafeString | None:
    if not task.opens_next_on:
        return None
    return SafeString(gettext("the next one opens on %(day)s") % {"day": day(task.opens_next_on)})


def _grade(task: Task) -> str:
    return rulebook.names(SelfEvaluation).get(task.self_grade, task.self_grade)


FACTS = (
    Fact(lambda task: task.of_kind.names, _("Kind"), note=lambda task: queries.motto_of(task).level.names),
    Fact(_horizon, _("Horizon")),
    Fact("assigner_title", note="assigned_at"),
    Fact("source", linked=True, hidden=HIDDEN),
    Fact("origin_id", note="origin_document"),
    Fact(_grade, _("Self-evaluation"), note="self_evaluation"),
    Fact(_recurs, _("Recurs"), note=_opens_next),
    Fact("previous", linked=True),
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
    task.above = Task.objects.visible_to(request.actor).filter(pk=task.parent_id).first()  # type: ignore[attr-defined]
    if task.above:  # type: ignore[attr-defined]
        task.parent = task.above  # type: ignore[attr-defined]  # the buttons ask it
    task.supporters = {  # type: ignore[attr-defined]  # the buttons ask them too
        one.unit_id
        for one in task.concerned  # type: ignore[attr-defined]
        if one.role == TaskRole.COORDINATE
    }
    task.follows = Document.objects.one_by_one(request.actor).filter(pk=task.source_id).first()  # type: ignore[attr-defined]
    return {
        "clears": clears_of(task),
        "away": owner_is_away(task),
        "offer": False,  # who stands in is offered where a task is given
        "reports": list(task.reports.prefetch_related(PROOFS)[:REPORTS]),
        **parts_of(request.actor, task),
    }


def _days(task: Task) -> str:
    return badges.days_words(task, task.standing)


def _source(task: Any) -> Any:
    """The document that the task follows from, as a step above it for who may open it."""
    source = getattr(task, "follows", None)
    return source and (source.get_absolute_url(), source.symbol or source.abstract)


def _whole(task: Any) -> Any:
    """The task of which it is a part, as a step above it for who sees that."""
    return getattr(task, "above", None)


PAGE = RecordPage(
    crumbs=(_source, "tasks.list", _whole),
    heading=lambda task: task.work,
    lead=_days,
    badges=(lambda task, _beside: badges.standing_badge(task),),
    beside=_beside,
    sections=(
        Piece("tasks/again.html"),
        Piece("tasks/away.html"),
        Piece("tasks/asked.html"),
        Piece("tasks/waits.html"),
        Piece("tasks/clears.html"),
        Facts(_("The task"), FACTS),
        Piece("tasks/parts.html"),
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
