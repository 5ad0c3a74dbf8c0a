"""What happened to a record, by day, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils import timezone

from baro.trail.models import Event, reference

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Day:
    """The events of one day."""

    day: date
    events: list[Event]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A stretch of what happened; ``older`` is the event from which the next stretch goes back, or None."""

    subject: str
    days: list[Day]
    older: int | None


def _day_of(event: Event) -> date:
    """The local day of an event."""
    at: datetime = event.at
    return timezone.localtime(at).date()


def timeline_of(record: Any, *, before: int | None = None, shown: int = SHOWN) -> Timeline:
    """What happened to the record before an event (or until now), in one query."""
    told = Event.objects.about(record)
    if before is not None:
        told = told.filter(pk__lt=before)
    events = list(told[: shown + 1])
    here = events[:shown]
    days = [Day(day, list(group)) for day, group in groupby(here, _day_of)]
    return Timeline(reference(record), days, here[-1].pk if len(events) > shown else None)
