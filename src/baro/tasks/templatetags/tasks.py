"""The words that templates of tasks may use."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from baro.tasks.models import Task
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
