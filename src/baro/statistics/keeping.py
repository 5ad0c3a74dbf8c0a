"""What figures keep when they are frozen: every line of every indicator, with its rows and what is measured of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from baro.kernel.errors import Refused
from baro.kernel.keys import pack, pack_numbers
from baro.kernel.reporting import PeriodKind
from baro.org.figures.indicators import Indicator, indicators
from baro.org.figures.lines import Line, any_of
from baro.org.models import Unit
from baro.statistics.exploring import indicator_of
from baro.statistics.models import PublishedFigure, a_year_before
from baro.statistics.rules import digest


@dataclass(frozen=True, slots=True)
class Counting:
    """What a line counts: each row by its key, with what is measured of it, or 1 where rows are counted."""

    indicator: Indicator
    line: Line
    rows: dict[int, int]

    @property
    def value(self) -> int:
        """The number."""
        return sum(self.rows.values())


def counted(indicator: Indicator, unit: Unit, first: date, last: date) -> dict[str, Counting]:
    """Each line of an indicator by its code, as it counts today for a unit and a period: one query.

    Nothing for a period that the rulebook does not speak about, or of which nothing was gathered.
    """
    if (first, last) not in indicator.gathered(unit, [(first, last)]):
        return {}
    try:
        lines = indicator.lines(last)
    except Refused:
        return {}
    asked: dict[str, Any] = {}
    for at, line in enumerate(lines):
        asked[f"keys_{at}"] = ArrayAgg("pk", filter=line.where, default=Value([]))
        if line.measure:  # the database gives both lists in the same order of rows
            measured = Coalesce(F(line.measure), Value(0))
            asked[f"measures_{at}"] = ArrayAgg(measured, filter=line.where, default=Value([]))
    rows = indicator.question(unit, first, last).filter(any_of(lines))
    found = rows.order_by().aggregate(**asked) if asked else {}
    return {line.code: Counting(indicator, line, _rows(found, at, line)) for at, line in enumerate(lines)}


def _rows(found: dict[str, Any], at: int, line: Line) -> dict[int, int]:
    """The rows of one line, in order of their keys."""
    keys = found[f"keys_{at}"]
    measures = map(int, found[f"measures_{at}"]) if line.measure else (1 for _key in keys)
    return dict(sorted(zip(keys, measures, strict=True)))


def frozen(unit: Unit, first: date, last: date) -> list[PublishedFigure]:
    """Every figure of a unit and a period, and of the same period a year before; nothing is saved.

    Only lines of the period are kept of the year before: what has no figure to stand beside is not printed.
    """
    asked = [one for one in indicators if PeriodKind.YEAR in one.periods]
    return [figure for one in asked for figure in _of_indicator(one, unit, first, last)]


def _of_indicator(indicator: Indicator, unit: Unit, first: date, last: date) -> Iterator[PublishedFigure]:
    now = counted(indicator, unit, first, last)
    before = counted(indicator, unit, a_year_before(first), a_year_before(last)) if now else {}
    yield from (_kept(one, is_before=False) for one in now.values())
    yield from (_kept(one, is_before=True) for code, one in before.items() if code in now)


def _kept(counting: Counting, *, is_before: bool) -> PublishedFigure:
    line, rows = counting.line, counting.rows
    return PublishedFigure(
        code=line.code,
        is_before=is_before,
        of=line.of,
        version=counting.indicator.version,
        value=counting.value,
        is_measured=bool(line.measure),
        row_count=len(rows),
        rows=pack(rows),
        measures=pack_numbers(rows.values()) if line.measure else b"",
        digest=digest(line.code, counting.indicator.version, counting.value, list(rows)),
    )


def lines_of(figures: Sequence[PublishedFigure], on: date) -> dict[str, Line]:
    """The lines of some figures by code, as they were declared on a day; without those that are declared no more."""
    found: dict[str, Line] = {}
    for indicator in dict.fromkeys(filter(None, (indicator_of(one.code) for one in figures))):
        try:
            found |= {line.code: line for line in indicator.lines(on)}
        except Refused:
            continue
    return found
