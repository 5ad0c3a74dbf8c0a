"""The start page: what waits for the reader, in the post at hand and in their other posts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from baro.org.models import Tenure
from baro.org.queries import actor_in
from baro.ui.counts.waiting import Section, cards, counts_of, first_rows, longer, rows_in
from baro.ui.frame.context import PostChoice
from baro.ui.http import Request
from baro.ui.lists.page import beginnings_of


@dataclass(frozen=True, slots=True)
class OtherPost:
    """Another post of the reader, and how much waits there."""

    pk: int
    name: str
    unit: str
    count: int


@require_safe
def my_work(request: Request) -> HttpResponse:
    """What waits for the reader: how much of each kind, and the oldest rows."""
    actor, day = request.actor, timezone.localdate()
    others = [tenure for tenure in request.tenures if tenure.post_id != actor.post_id]
    acting = (actor_in(tenure, on=day, among=request.tenures) for tenure in others)
    counts, *elsewhere = counts_of([actor, *acting], day)
    other_posts = [_other(tenure, found) for tenure, found in zip(others, elsewhere, strict=True)]
    context = {
        "beginnings": beginnings_of(actor),
        "cards": cards(counts, Section.DECISION, Section.NEXT, Section.COUNTED),
        "decisions": first_rows(Section.DECISION, counts, actor, day),
        "next_rows": first_rows(Section.NEXT, counts, actor, day),
        "longer_decisions": longer(counts, Section.DECISION),
        "longer_next": longer(counts, Section.NEXT),
        "with_others": cards(counts, Section.OTHERS),
        "other_posts": other_posts,
        "elsewhere": sum(post.count for post in other_posts),
    }
    return TemplateResponse(request, "ui/waiting.html", context)


@require_safe
def posts(request: Request) -> HttpResponse:
    """The posts of the reader to choose from, with how much waits in each: for the menu, when it is opened."""
    day, here = timezone.localdate(), request.actor.post_id
    counts = counts_of([actor_in(tenure, on=day, among=request.tenures) for tenure in request.tenures], day)
    held = zip(request.tenures, counts, strict=True)
    choices = [PostChoice.of(tenure, current=tenure.post_id == here, count=rows_in(found)) for tenure, found in held]
    return TemplateResponse(request, "ui/components/post_choices.html", {"held": choices})


def _other(tenure: Tenure, counts: Counter[str]) -> OtherPost:
    return OtherPost(tenure.post_id, tenure.post.name, tenure.post.unit.name, rows_in(counts))
