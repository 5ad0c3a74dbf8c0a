"""Figures about meetings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.meetings.models import Conclusion, Item, Meeting
from baro.org.figures.indicators import indicator
from baro.org.models import Unit


@indicator(
    "meetings.held",
    _("Meetings held"),
    counts=_("Meetings of %(unit)s and everything below it, held in %(period)s."),
    list_code="meetings.meetings",
    version=1,
    noun="meeting",
    day="day",
)
def meetings_held(unit: Unit, first: date, last: date) -> QuerySet[Any]:
    """Held on a day of the period, whatever became of the minutes."""
    return Meeting.objects.held().filter(unit__path__startswith=unit.path, day__range=(first, last))


@indicator(
    "meetings.decisions",
    _("Decisions adopted"),
    counts=_("Decisions of %(unit)s and everything below it, adopted in %(period)s."),
    list_code="meetings.items",
    version=1,
    noun="decision",
    day="meeting__day",
)
def decisions(unit: Unit, first: date, last: date) -> QuerySet[Any]:
    """Items that a meeting of the period adopted."""
    adopted = Item.objects.filter(unit__path__startswith=unit.path, conclusion=Conclusion.ADOPTED)
    return adopted.filter(meeting__day__range=(first, last))
