"""What whoever assigns a task is told at that moment: the owner is away, and who stands in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from baro.org.actors import Actor
from baro.org.models import Post
from baro.org.powers.standing_in import Away, away_from
from baro.tasks.models import Task
from baro.tasks.verbs import ASSIGN
from baro.ui.forms import DateField
from baro.ui.http import Request, number_in


def away_on(post_id: int | None, due_on: date | None) -> Away | None:
    """The absence of the holder of a post today, or on the day of the deadline."""
    if post_id is None:
        return None
    today = timezone.localdate()
    for day in dict.fromkeys((today, max(due_on or today, today))):
        if found := away_from([post_id], day).get(post_id):
            return found
    return None


def away_in(request: Request, proposed: dict[str, Any]) -> Away | None:
    """The absence of the owner that was chosen in the form so far, or that is proposed."""
    found = _of_the_chosen(request.POST or request.GET, proposed)
    return found if found and _is_told(request.actor, found.post) else None


def _is_told(actor: Actor, post: Post) -> bool:
    """An absence is for who sees the unit or gives work there, and for nobody else."""
    return actor.holds("org.see", post.unit) or actor.holds(ASSIGN, post.unit)


def _of_the_chosen(chosen: Any, proposed: dict[str, Any]) -> Away | None:
    if "owner_post_code" not in chosen:
        owner = proposed.get("owner_post")
        return away_on(owner.pk if owner else None, proposed.get("due_on"))
    try:
        due_on = DateField(required=False).clean(chosen.get("due_on"))
    except forms.ValidationError:
        due_on = None
    return away_on(number_in(chosen.get("owner_post_code")), due_on)


@require_safe
def away(request: Request) -> HttpResponse:
    """The line alone, for the form to show when another owner or deadline is chosen."""
    return TemplateResponse(request, "tasks/away.html", {"away": away_in(request, {}), "offer": True})


def owner_is_away(task: Task) -> Away | None:
    """The same for the page of a task; nothing once it is closed."""
    return away_on(task.owner_post_id, None) if task.is_open else None
