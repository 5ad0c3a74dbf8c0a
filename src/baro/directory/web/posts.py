"""The page of a post: who holds it, who held it, what is done to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from baro.directory.web.histories import History, history_of, records_of, stretch_of
from baro.kernel.decisions import ask
from baro.org.actors import Actor
from baro.org.ends import EndByLaw, end_of_tenure
from baro.org.models import Handover, Post, Tenure
from baro.org.queries import day_of
from baro.org.staffing import every_kind
from baro.org.verbs import CHANGE_POST
from baro.ui.http import Request

TOLD = ("name", "rank", "quota", "unit_id")
TOLD_OF_TENURE = ("person_id", "kind")


@dataclass(frozen=True, slots=True)
class Held:
    """A tenure with both days within; an open end is None."""

    tenure: Tenure
    first: date | None
    last: date | None
    is_now: bool
    is_planned: bool
    by_law: EndByLaw | None = None


def held_over_time(post: Post, tenures: Iterable[Tenure], today: date, actor: Actor) -> list[Held]:
    """Those of the tenures that are believed, in the same order; when each ends by law as far as the actor may know."""
    keeps = actor.holds("org.organise", post.unit)
    believed = (tenure for tenure in tenures if tenure.superseded_id is None)
    return [_held(tenure, today, knows_birth=keeps or tenure.person_id == actor.person_id) for tenure in believed]


def _held(tenure: Tenure, today: date, *, knows_birth: bool) -> Held:
    stretch = stretch_of(tenure)
    planned = stretch.first is not None and stretch.first > today
    by_law = end_of_tenure(tenure, today, knows_birth=knows_birth)
    return Held(tenure, stretch.first, stretch.last, stretch.holds(today), planned, by_law)


@require_safe
def post(request: Request, pk: int) -> HttpResponse:
    """A post with its tenures over time.

    Raises Http404 when the actor cannot see the unit of the post.
    """
    seen = get_object_or_404(Post.objects.visible_to(request.actor).select_related("unit", "successor__unit"), pk=pk)
    today = timezone.localdate()
    tenures = list(seen.tenures.select_related("person", "post", "recorded", "superseded").order_by("-period", "-pk"))
    held, kinds = held_over_time(seen, tenures, today, request.actor), every_kind(today)
    handovers = Handover.objects.visible_to(request.actor).for_list()
    context = {
        "record": seen,
        "counted_as": kinds.get(seen.quota, seen.quota),
        "held": held,
        "tenures": records_of(tenures, TOLD_OF_TENURE),
        "vacant": not any(one.is_now for one in held),
        "handovers": handovers.filter(post__in=[seen.pk, *seen.answers_for]),
        "history": _with_kinds(history_of(seen.facts, "unit", told=TOLD, day=day_of(seen), today=today), kinds),
        "signed": [],
        "may_correct": bool(ask(request.actor, CHANGE_POST, seen)),
    }
    return TemplateResponse(request, "directory/post.html", context)


def _with_kinds(history: History, kinds: dict[str, str]) -> History:
    """The history, whose facts say in words what the post was counted as."""
    for record in history.records:
        facts = record.stretch.facts
        facts.counted_as = kinds.get(facts.quota, facts.quota)
    return history
