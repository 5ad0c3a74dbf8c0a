"""What must hold every day about tasks, so that no permission hangs in the air."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.checks import Check, Severity, check
from baro.org.models import Post
from baro.tasks.models import Task

# Where a task hangs; each must stand.
UNITS, POSTS = ("unit", "assigner_unit"), ("owner_post", "assigner_post", "accountable_post")


def without_owner(day: date) -> QuerySet[Any]:
    """Open tasks whose owner's post nobody holds or acts in that day."""
    held = Post.objects.order_by().held_on(day).values("pk")
    return Task.objects.open().exclude(owner_post__in=held)


def of_the_closed(day: date) -> QuerySet[Any]:
    """Open tasks that hang on a closed unit or a closed post."""
    closed = Q(pk__in=[])
    for name in (*UNITS, *POSTS):
        closed |= Q(**{f"{name}__closed_on__lte": day})
    return Task.objects.open().filter(closed)


check(
    Check(
        code="tasks.without_owner",
        label=_("Open tasks whose owner's post is vacant"),
        remedy=_("Appoint somebody to the post, or give the task to another owner."),
        severity=Severity.BAD,
        list_code="tasks.list",
        rows=without_owner,
    ),
    Check(
        code="tasks.of_the_closed",
        label=_("Open tasks of a closed unit or post"),
        remedy=_("Give the task to an owner in a unit that stands."),
        severity=Severity.BAD,
        list_code="tasks.list",
        rows=of_the_closed,
    ),
)
