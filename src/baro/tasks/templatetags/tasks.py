"""The words that templates of tasks may use."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from baro.tasks.models import Task
from baro.tasks.queries import last_return
from baro.tasks.web import badges

register = template.Library()


@register.simple_tag
def standing_badge(task: Task) -> SafeString:
    """How the task stands against its deadline."""
    return badges.standing_badge(task)


@register.simple_tag
def owner(task: Task) -> str:
    """Who owns the task."""
    return badges.owner_words(task)


@register.inclusion_tag("tasks/returned.html")
def returned(task: Task) -> dict[str, Any]:
    """Why the result was returned, while its owner works on it again."""
    return {"event": last_return(task)}
