"""What must hold every day about urging."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.kernel import rulebook
from baro.org.checks import Check, Severity, check
from baro.tasks.flow import WITH_OWNER
from baro.tasks.models import Task
from baro.urging.models import Obstacle, Step
from baro.urging.rulebook import Ladders
from baro.urging.rules import last_day_reached


def not_urged(day: date) -> QuerySet[Any]:
    """Tasks late beyond the last step of the usual ladder, of which no step was taken although nothing pauses it."""
    last = rulebook.in_force(Ladders, on=day).body.for_kind("").steps[-1]
    taken = Step.objects.taken().filter(task=OuterRef("pk"), deadline=OuterRef("due_on")).order_by()
    held = Obstacle.objects.holding_up(day).filter(task=OuterRef("pk")).order_by()
    late = Task.objects.filter(state__in=WITH_OWNER, due_on__lte=last_day_reached(day, last.working_days))
    return late.filter(~Exists(taken), ~Exists(held), asked_due_on=None)


def obstacles_late(day: date) -> QuerySet[Any]:
    """Obstacles that nobody removed or refused by their day."""
    return Obstacle.objects.standing().filter(until__lt=day)


def obstacle_of_the_owner(_day: date) -> QuerySet[Any]:
    """Obstacles that the owner of the task would have to remove, since the task or the obstacle passed to that post."""
    return Obstacle.objects.standing().filter(post=F("task__owner_post"))


check(
    Check(
        code="urging.not_urged",
        label=_("Tasks long overdue about which nobody was urged"),
        remedy=_("Make sure that the worker runs; it urges the owners on the next working morning."),
        severity=Severity.BAD,
        list_code="tasks.list",
        rows=not_urged,
    ),
    Check(
        code="urging.obstacles_late",
        label=_("Obstacles that were not removed by their day"),
        remedy=_("Ask for an answer: the obstacle is removed, or refused with a reason."),
        severity=Severity.WARN,
        list_code="urging.obstacles",
        rows=obstacles_late,
    ),
    Check(
        code="urging.own_obstacles",
        label=_("Obstacles that the owner of the task must remove"),
        remedy=_("Withdraw the obstacle and record it for another post."),
        severity=Severity.WARN,
        list_code="urging.obstacles",
        rows=obstacle_of_the_owner,
    ),
)
