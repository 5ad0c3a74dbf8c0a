"""What is believed of one identity over time, and what a change or a correction makes of it.

Pure, so that what a form shows beforehand and what is then done cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from typing import Any

from psycopg.types.range import DateRange

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Values that hold from a day until before another; ``row`` is the key of the row that says so, if one does."""

    first: date | None
    after: date | None
    values: dict[str, Any]
    row: int | None = field(default=None, compare=False)

    def covers(self, day: date) -> bool:
        """Whether they hold on the day."""
        return (self.first is None or self.first <= day) and (self.after is None or day < self.after)

    @property
    def period(self) -> DateRange:
        """The days as the database keeps them."""
        return DateRange(self.first, self.after)


@dataclass(frozen=True, slots=True)
class Revision:
    """What was believed, and what is believed instead; both in order of days."""

    before: list[Stretch]
    after: list[Stretch]

    @property
    def gone(self) -> list[Stretch]:
        """What is put out of use."""
        return [stretch for stretch in self.before if stretch not in self.after]

    @property
    def new(self) -> list[Stretch]:
        """What is written down instead."""
        return [stretch for stretch in self.after if stretch not in self.before]


def covering(line: Iterable[Stretch], day: date) -> Stretch | None:
    """The stretch of a day; None before the first and after the last."""
    return next((stretch for stretch in line if stretch.covers(day)), None)


def changed(line: Sequence[Stretch], day: date, values: Values) -> Revision:
    """From a day on each value is another, until the day on which something else was said of it already."""
    running = covering(line, day)
    if running is None:
        return Revision([*line], [*line])
    at = line.index(running)
    begun = [replace(running, first=day), *line[at + 1 :]]
    ended = [] if running.first == day else [replace(running, after=day)]
    return Revision([*line], united([*line[:at], *ended, *_told(begun, values)]))


def corrected(line: Sequence[Stretch], day: date, values: Values) -> Revision:
    """As long as each value was the one of that day, before it and after it, it was always another."""
    running = covering(line, day)
    if running is None:
        return Revision([*line], [*line])
    at = line.index(running)
    since, until = _told(line[at:], values), _told(line[at::-1], values)[::-1]
    return Revision([*line], united([*until[:-1], *since]))


def _told(stretches: Sequence[Stretch], values: Values) -> list[Stretch]:
    """The stretches with each value for as long as the former one of the first stretch went on."""
    told = list(stretches)
    for name, value in values.items():
        former = stretches[0].values[name]
        same = takewhile(lambda stretch, name=name, former=former: stretch.values[name] == former, stretches)  # type: ignore[misc]
        for at, _stretch in enumerate(same):
            told[at] = replace(told[at], values=told[at].values | {name: value})
    return told


def united(line: Sequence[Stretch]) -> list[Stretch]:
    """Neighbours that say the same are one stretch: so a change that was planned is taken back."""
    united: list[Stretch] = []
    for stretch in line:
        last = united[-1] if united else None
        if last and last.after == stretch.first and last.values == stretch.values:
            united[-1] = replace(last, after=stretch.after)
        else:
            united.append(stretch)
    return united
