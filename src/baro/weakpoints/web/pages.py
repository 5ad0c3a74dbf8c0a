"""What the page of a weak point shows, and what is done to it there."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Attachment
from baro.org.models import Unit
from baro.tasks.models import Task
from baro.ui.http import Request
from baro.ui.records import PANELS, Beginning, Fact, Facts, Piece, RecordPage, RecordPages, VerbPage, as_prose
from baro.weakpoints import verbs as v
from baro.weakpoints.actions import recording, solving
from baro.weakpoints.models import Point, Proof
from baro.weakpoints.web import badges, forms

HIDDEN = _("a weak point that you do not see")
HIDDEN_TASK = _("a task that you do not see")
MOST = 50
PAPERS = Prefetch("attachment", Attachment.objects.defer("text", "proposal"))  # sees: read with their weak point


def _in_the_own_unit(request: Request) -> dict[str, Any]:
    unit = Unit.objects.filter(pk=request.actor.unit_id or 0).first()  # sees: one's own
    return {"unit": unit, "found_on": timezone.localdate(), "seriousness": 1}


def _as_it_is(_request: Request, point: Point) -> dict[str, Any]:
    names = ("what", "detail", "kind", "nature", "seriousness", "owner_post", "due_on")
    return {name: getattr(point, name) for name in names}


def _for_its_owner(_request: Request, point: Point) -> dict[str, Any]:
    """A task goes to whoever must solve the weak point, unless another is chosen."""
    owner = {"owner_post": point.owner_post, "accountable_post": point.owner_post}
    return owner | {"work": point.what, "due_on": max(point.due_on, timezone.localdate()), "authority": point.unit.name}


def _beside(request: Request, point: Point) -> dict[str, Any]:
    """The tasks that answer it as far as the reader sees them, the evidence, and what repeats it."""
    linked = point.links.order_by().values("task")
    tasks = Task.objects.visible_to(request.actor).filter(pk__in=linked).for_cards().order_by("pk")
    shown = list(tasks[:MOST])
    return {
        "tasks": shown,
        "unseen": point.links.count() - len(shown),
        "proofs": list(Proof.objects.filter(point=point).prefetch_related(PAPERS)),
        "repeated": list(Point.objects.visible_to(request.actor).filter(earlier=point).order_by("pk")[:MOST]),
    }


FACTS = (
    Fact("detail", cell=as_prose, wide=True),
    Fact("unit", linked=True),
    Fact("kind_name", _("Kind")),
    Fact("nature_name", _("Nature")),
    Fact("origin_name", _("Origin")),
    Fact("origin_task", linked=True, hidden=HIDDEN_TASK),
    Fact("found_on", note=badges.age_words),
    Fact("owner_post"),
    Fact("due_on"),
    Fact("earlier", linked=True, hidden=HIDDEN),
    Fact("solution", cell=as_prose, wide=True, note="solved_on"),
    Fact("accepted_on"),
    Fact(lambda point: point.returned_count or "", _("Times returned")),
    Fact(lambda point: point.reopened_count or "", _("Times reopened")),
)

POINTS = RecordPages(
    Point,
    "weak-points",
    verbs=(
        VerbPage(v.SOLVE, solving.solve, forms.SolveForm),
        VerbPage(v.ACCEPT, solving.accept),
        VerbPage(v.RETURN, solving.return_, forms.ReasonForm),
        VerbPage(v.GIVE, recording.give, forms.GiveForm, initial=_for_its_owner),
        VerbPage(v.LINK, recording.link, forms.LinkForm),
        VerbPage(v.REVISE, recording.revise, forms.ReviseForm, initial=_as_it_is),
        VerbPage(v.REOPEN, solving.reopen, forms.ReasonForm),
        VerbPage(v.CANCEL, recording.cancel, forms.ReasonForm),
    ),
    begins=(Beginning(v.RECORD, recording.record, forms.RecordForm, initial=_in_the_own_unit),),
    page=RecordPage(
        crumbs=("weakpoints.points",),
        heading=lambda point: point.what,
        badges=(badges.seriousness_badge, badges.recurrent_badge, badges.late_badge),
        beside=_beside,
        sections=(Facts(_("The weak point"), FACTS), Piece("weakpoints/answers.html"), PANELS),
    ),
    related=("unit", "owner_post__unit", "earlier", "origin_task"),
)
