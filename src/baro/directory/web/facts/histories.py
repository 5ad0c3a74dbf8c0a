"""What was, is and will be true, and what was believed of that: shown alike for units, posts and tenures."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.safestring import SafeString

from baro.trail.models import Event
from baro.ui.records import Fact


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is said of a time, from a day to a day, both within; an open end is None."""

    facts: Any
    first: date | None
    last: date | None
    words: str = ""

    def holds(self, day: date) -> bool:
        """Whether it speaks of the day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def some_day(self) -> date | None:
        """A day of which it speaks."""
        return self.first or self.last


@dataclass(frozen=True, slots=True)
class Record:
    """A stretch as it was written down: by which deed, until which deed, and what it says otherwise than before.

    In its words that stands out.
    """

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


def history_of(facts: Any, *related: str, told: Sequence[Fact], day: date, today: date) -> History:
    """The history of the facts of one unit or post, in one query; ``day`` is the one of which the page speaks."""
    rows = list(facts.select_related("recorded", "superseded", *related).order_by("-period", "-pk"))
    current = [stretch_of(row, told) for row in rows if row.superseded_id is None]
    now = next((one for one in current if one.holds(day)), None)
    return History(
        planned=[one for one in current if one.first and one.first > today],
        now=now,
        past=[one for one in current if one.last and one.last < today],
        records=records_of(rows, told),
    )


def stretch_of(row: Any, told: Sequence[Fact] = (), changed: Collection[str] = ()) -> Stretch:
    """The period with both ends within; the database keeps the first day after."""
    first, after = row.period.lower, row.period.upper
    return Stretch(row, first, after - timedelta(days=1) if after else None, _words(row, told, changed))


def _words(row: Any, told: Sequence[Fact], changed: Collection[str]) -> SafeString:
    """What a row says: the first fact, smaller below it the others; what is changed stands out."""
    said = [(fact.path in changed, fact.said(row, value)) for fact in told if (value := fact.value(row))]
    first, *others = [f"<strong>{words}</strong>" if stands_out else words for stands_out, words in said] or [""]
    return SafeString(f'{first}<br><small class="muted">{" · ".join(others)}</small>' if others else first)


def records_of(rows: Sequence[Any], told: Sequence[Fact]) -> list[Record]:
    """Everything that was ever written down, the newest deed first."""
    newest = sorted(rows, key=lambda row: (row.recorded_id, row.pk), reverse=True)
    return [_record(row, _changed(row, rows, told), told) for row in newest]


def _record(row: Any, changed: frozenset[str], told: Sequence[Fact]) -> Record:
    return Record(stretch_of(row, told, changed), row.recorded, row.superseded, changed)


def _changed(row: Any, rows: Sequence[Any], told: Sequence[Fact]) -> frozenset[str]:
    """What a row says otherwise than those that the same deed put out of use."""
    former = [one for one in rows if one.superseded_id == row.recorded_id]
    if not former:
        return frozenset()
    paths = ("period", *(str(fact.path) for fact in told))
    return frozenset(path for path in paths if all(getattr(one, path) != getattr(row, path) for one in former))
