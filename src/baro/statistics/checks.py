"""What must hold every day about published figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.checks import Check, Severity, check
from baro.statistics.models import Publication


def drifted(_day: date) -> QuerySet[Any]:
    """Published figures of which some would be counted otherwise, as the last night found it."""
    return Publication.objects.published().filter(drifted__gt=0)


def unsound(_day: date) -> QuerySet[Any]:
    """Frozen figures of which some are not what their own rows come to, as the last night found it."""
    return Publication.objects.filter(unsound__gt=0)


check(
    Check(
        code="statistics.drifted",
        label=_("Published figures that would be others today"),
        remedy=_("Look at the rows that changed since. Restate the figures if the change is right."),
        severity=Severity.INFO,
        list_code="statistics.publications",
        rows=drifted,
    ),
    Check(
        code="statistics.unsound",
        label=_("Published figures unlike the rows that they keep"),
        remedy=_("Somebody changed the database by hand. Run baro audit verify, and restore the figures."),
        severity=Severity.BAD,
        list_code="statistics.publications",
        rows=unsound,
    ),
)
