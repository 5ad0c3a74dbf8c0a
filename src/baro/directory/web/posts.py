"""The page of a post: who holds it, who held it, what is done to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from baro.org.models import Handover, Post, Tenure
from baro.ui.http import Request


@dataclass(frozen=True, slots=True)
class Held:
    """A tenure with both days within; an open end is None."""

    tenure: Tenure
    first: date | None
    last: date | None
    is_now: bool
    is_planned: bool


def held_over_time(post: Post, today: date) -> list[Held]:
    """Every tenure of the post that is believed, the newest first."""
    tenures = Tenure.objects.believed().filter(post=post).select_related("person").order_by("-period", "-pk")
    return [_held(tenure, today) for tenure in tenures]


def _held(tenure: Tenure, today: date) -> Held:
    first, after = tenure.period.lower, tenure.period.upper
    planned = first is not None and first > today
    is_now = not planned and (after is None or today < after)
    return Held(tenure, first, after - timedelta(days=1) if after else None, is_now, planned)


@require_safe
def post(request: Request, pk: int) -> HttpResponse:
    """A post with its tenures over time.

    Raises Http404 when the actor cannot see the unit of the post.
    """
    seen = get_object_or_404(Post.objects.visible_to(request.actor).select_related("unit", "successor__unit"), pk=pk)
    held = held_over_time(seen, timezone.localdate())
    context = {
        "record": seen,
        "held": held,
        "vacant": not any(one.is_now for one in held),
        "handovers": Handover.objects.visible_to(request.actor).for_list().filter(post=seen),
    }
    return TemplateResponse(request, "directory/post.html", context)
