"""What must hold every day about weak points."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.kernel.periods import add_working_days
from baro.org.checks import Check, Severity, check
from baro.weakpoints.flow import State
from baro.weakpoints.models import Link, Point
from baro.weakpoints.queries import register_rule


def late(day: date) -> QuerySet[Any]:
    """Weak points whose owner has not solved them by their deadline."""
    return Point.objects.late(day)


def not_decided(day: date) -> QuerySet[Any]:
    """Solutions about which nobody decided within the working days of the rule."""
    before = add_working_days(day, -register_rule().accept_within)
    return Point.objects.filter(state=State.SOLVED, solved_on__lt=before)


def recurrent_without_task(day: date) -> QuerySet[Any]:
    """Weak points that came back and for which nobody works on a task."""
    linked = Link.objects.filter(point=OuterRef("pk")).order_by()
    return Point.objects.recurrent().filter(~Exists(linked), state=State.OPEN, found_on__lte=day)


check(
    Check(
        code="weakpoints.late",
        label=_("Weak points that are not solved by their deadline"),
        remedy=_("Ask the owner for the solution, or change the owner or the deadline."),
        severity=Severity.WARN,
        list_code="weakpoints.points",
        rows=late,
    ),
    Check(
        code="weakpoints.not_decided",
        label=_("Solutions of weak points that nobody accepted or returned in time"),
        remedy=_("Accept the solution, or return it with what is missing."),
        severity=Severity.WARN,
        list_code="weakpoints.points",
        rows=not_decided,
    ),
    Check(
        code="weakpoints.recurrent_without_task",
        label=_("Recurrent weak points without a task"),
        remedy=_("Assign a task that solves the cause, or link one."),
        severity=Severity.BAD,
        list_code="weakpoints.points",
        rows=recurrent_without_task,
    ),
)
