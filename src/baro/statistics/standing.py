"""How a branch stands this year against the same days of the year before: every indicator, counted in one statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Value

from baro.kernel.reporting import Period, between
from baro.org.figures.comparing import compared
from baro.org.figures.indicators import indicators
from baro.org.models import Unit
from baro.statistics.exploring import Asked, Exploration, Point, whole_of
from baro.statistics.queries import lines_before

MOST_LINES = 4  # of one indicator


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure of this year until a day, beside that of the same days a year before."""

    now: Point
    then: Point
    value: int
    before: int

    @property
    def compared(self) -> str:
        """How the two compare, in the reader's language."""
        return compared(self.value, self.before, self.now.explored.indicator.comparison)


def this_year(unit: Unit, day: date) -> list[Standing]:
    """The figures of a unit and everything below it from the first of January to a day; those of nought are left out.

    One statement counts all of them, this year and the year before.
    """
    period = between(date(day.year, 1, 1), day)
    asked = list(_every(unit, period))
    statements = [
        rows
        for at, one in enumerate(asked)
        for rows in (_counted(one, period, 2 * at), _counted(one, period.before, 2 * at + 1))
        if rows is not None
    ]
    found = dict(statements[0].union(*statements[1:], all=True)) if statements else {}
    made = (
        _standing(one, period, int(found.get(2 * at) or 0), int(found.get(2 * at + 1) or 0))
        for at, one in enumerate(asked)
    )
    return [one for one in made if one.value or one.before]


def _every(unit: Unit, period: Period) -> Iterator[Asked]:
    """All lines of an indicator together, else its first ones; only of indicators for which such days make sense."""
    for one in indicators:
        if period.kind in one.periods:
            whole = whole_of(one, period.last)
            lines = [whole] if whole else lines_before(one, period.last)[:MOST_LINES]
            yield from (Asked(one, line.code, unit, wide=True) for line in lines)


def _counted(asked: Asked, period: Period, at: int) -> QuerySet[Any, Any] | None:
    """The statement that counts, with the number under which its answer is found; None where nothing is asked."""
    line = asked.line(period)
    if line is None:
        return None
    rows = asked.rows(period).values(at=Value(at))
    return rows.annotate(total=replace(line, where=Q()).count).values_list("at", "total")


def _standing(asked: Asked, period: Period, value: int, before: int) -> Standing:
    found = Exploration(asked, (period,), (), added_up=False)
    return Standing(found.point(period), found.point(period.before), value, before)
