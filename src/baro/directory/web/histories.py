"""What was, is and will be true, and what was believed of that: shown alike for units, posts and tenures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from baro.trail.models import Event


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is said of a time, from a day to a day, both within; an open end is None."""

    facts: Any
    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether it speaks of the day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def some_day(self) -> date | None:
        """A day of which it speaks."""
        return self.first or self.last


@dataclass(frozen=True, slots=True)
class Record:
    """A stretch as it was written down: by which deed, until which deed, and what it says otherwise than before."""

    stretch: Stretch
    recorded: Event
    superseded: Event | None
    changed: frozenset[str]


@dataclass(frozen=True, slots=True)
class History:
    """Both axes: what is believed of past, present and future, and everything that was ever written down."""

    planned: list[Stretch]
    now: Stretch | None
    past: list[Stretch]
    records: list[Record]


def history_of(facts: Any, *related: str, told: Sequence[str], day: date, today: date) -> History:
    """The history of the facts of one unit or post, in one query; ``day`` is the one of which the page speaks."""
    rows = list(facts.select_related("recorded", "superseded", *related).order_by("-period", "-pk"))
    believed = [stretch_of(row) for row in rows if row.superseded_id is None]
    now = next((one for one in believed if one.holds(day)), None)
    return History(
        planned=[one for one in believed if one.first and one.first > today],
        now=now,
        past=[one for one in believed if one.last and one.last < today],
        records=records_of(rows, told),
    )


def stretch_of(row: Any) -> Stretch:
    """The period with both ends within; the database keeps the first day after."""
    first, after = row.period.lower, row.period.upper
    return Stretch(row, first, after - timedelta(days=1) if after else None)


def records_of(rows: Sequence[Any], told: Sequence[str]) -> list[Record]:
    """Everything that was ever written down, the newest deed first."""
    newest = sorted(rows, key=lambda row: (row.recorded_id, row.pk), reverse=True)
    return [Record(stretch_of(row), row.recorded, row.superseded, _changed(row, rows, told)) for row in newest]


def _changed(row: Any, rows: Sequence[Any], told: Sequence[str]) -> frozenset[str]:
    """What a row says otherwise than those that the same deed put out of use."""
    former = [one for one in rows if one.superseded_id == row.recorded_id]
    if not former:
        return frozenset()
    changed = {name for name in told if all(getattr(one, name) != getattr(row, name) for one in former)}
    return frozenset(changed | ({"period"} if all(one.period != row.period for one in former) else set()))
