"""What must hold every day about returns."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.checks import Check, Severity, check
from baro.returns.flow import RoundState, State
from baro.returns.models import Return


def overdue(day: date) -> QuerySet[Any]:
    """Returns of open rounds of which no figures count after the deadline."""
    return Return.objects.missing().filter(due_on__lt=day, round__state=RoundState.OPEN)


def unchecked(day: date) -> QuerySet[Any]:
    """Returns past their deadline that were handed up and that nobody accepted or returned."""
    return Return.objects.filter(state=State.HANDED_UP, due_on__lt=day)


check(
    Check(
        code="returns.overdue",
        label=_("Returns missing after their deadline"),
        remedy=_("Remind the units of the round, or close the round."),
        severity=Severity.WARN,
        list_code="returns.returns",
        rows=overdue,
    ),
    Check(
        code="returns.unchecked",
        label=_("Returns that nobody checked"),
        remedy=_("Accept the return, or return it for correction."),
        severity=Severity.WARN,
        list_code="returns.returns",
        rows=unchecked,
    ),
)
