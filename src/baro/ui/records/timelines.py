"""What happened to a record, by day, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils import timezone

from baro.org.actors import Actor
from baro.trail.models import Event, reference
from baro.ui.models import Remark
from baro.ui.records.named import has_page
from baro.ui.verbs import WRITE

SHOWN = 20
REMARK = f"{Remark._meta.label_lower}:"


@dataclass(frozen=True, slots=True)
class Day:
    """The events of one day."""

    day: date
    events: list[Event]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A stretch of what happened; ``older`` is the event from which the next stretch goes back, or None.

    ``talks`` says whether the reader may write a remark about the record.
    """

    subject: str
    days: list[Day]
    older: int | None
    talks: bool = False

    @property
    def place(self) -> list[str]:
        """The label and the key of the record, as they stand in addresses."""
        return self.subject.split(":")


def _day_of(event: Event) -> date:
    """The local day of an event."""
    at: datetime = event.at
    return timezone.localtime(at).date()


def timeline_of(record: Any, *, before: int | None = None, shown: int = SHOWN, reader: Actor | None = None) -> Timeline:
    """What happened to the record before an event (or until now), in one query, and one for the remarks among it."""
    told = Event.objects.about(record)
    if before is not None:
        told = told.filter(pk__lt=before)
    events = list(told[: shown + 1])
    here = _with_remarks(events[:shown], reader)
    days = [Day(day, list(group)) for day, group in groupby(here, _day_of)]
    talks = reader is not None and reader.post_id is not None and has_page(record._meta.model)
    return Timeline(reference(record), days, here[-1].pk if len(events) > shown else None, talks)


def _with_remarks(events: list[Event], reader: Actor | None) -> list[Event]:
    """The events, each with the ``remark`` that it wrote (or None), which knows whether it is the reader's ``own``."""
    keys = {event.pk: int(event.subjects[0].removeprefix(REMARK)) for event in events if event.verb_code == WRITE.code}
    remarks = Remark.objects.in_bulk(keys.values()) if keys else {}  # sees: read with the record that they are about
    for event in events:
        remark: Any = remarks.get(keys.get(event.pk, 0))
        if remark:
            remark.is_own = reader is not None and reader.person_id == remark.person_id and not remark.withdrawn_at
        event.remark = remark  # type: ignore[attr-defined]
    return events
