"""Figures about trips."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.figures.indicators import Owned, indicator
from baro.org.models import Unit
from baro.trips.flow import State
from baro.trips.models import Trip


@indicator(
    "trips.approved",
    _("Trips approved"),
    counts=_("Trips of %(unit)s and everything below it, approved for a day in %(period)s."),
    list_code="trips.trips",
    version=1,
    noun="trip",
    owned=Owned("unit", "trips.open", "day"),
)
def trips_approved(unit: Unit, first: date, last: date) -> QuerySet[Any]:
    """Approved trips of the unit and everything below it, by the day of the journey."""
    return Trip.objects.filter(unit__path__startswith=unit.path, state=State.APPROVED, day__range=(first, last))
