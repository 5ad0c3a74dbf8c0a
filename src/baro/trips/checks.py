"""What must hold every day about trips."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.checks import Check, Severity, check
from baro.trips.models import Trip


def undecided(day: date) -> QuerySet[Any]:
    """Requests whose day came without an answer."""
    return Trip.objects.waiting().filter(day__lte=day)


check(
    Check(
        code="trips.undecided",
        label=_("Trips that nobody decided about in time"),
        remedy=_("Approve or refuse the trip."),
        severity=Severity.WARN,
        list_code="trips.trips",
        rows=undecided,
    )
)
