"""Declared indicators: each is a query, so a figure and the rows behind it can never part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from baro.kernel.counted import Counted
from baro.kernel.periods import year_days
from baro.kernel.registry import Registry
from baro.org.actors import Actor
from baro.org.figures.lines import Line
from baro.org.models import Unit

Question = Callable[[Unit, date, date], QuerySet[Any]]
Lines = Callable[[date], Sequence[Line]]
Source = Callable[[date], str]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A question about a unit and a period. ``version`` rises when the question changes; old figures keep theirs.

    ``counts`` says for people what is counted (with %(unit)s and %(period)s), ``source`` where that is written;
    ``list_code`` names the list that shows the rows.
    """

    code: str
    label: Any
    counts: Any
    list_code: str
    version: int
    question: Question
    lines: Lines
    source: Source

    def of_year(self, line: Line, unit: Unit, year: int) -> YearLine:
        """One of the lines, asked of a unit and a calendar year."""
        return YearLine(
            code=line.code, label=line.label, list_code=self.list_code, indicator=self, line=line, unit=unit, year=year
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine(Counted):
    """A line of an indicator for a unit and a calendar year."""

    indicator: Indicator
    line: Line
    unit: Unit
    year: int

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The page of the rows."""
        return "statistics.rows", (self.code, self.unit.pk, self.year)

    def question(self) -> QuerySet[Any]:
        """The rows of all lines of the indicator."""
        return self.indicator.question(self.unit, *year_days(self.year))

    def rows(self) -> QuerySet[Any]:
        """The very rows that the figure counts, whoever asks."""
        return self.question().filter(self.line.where)

    def rows_for(self, actor: Actor, _day: date) -> QuerySet[Any]:
        """Those of the rows that the actor may see."""
        seen: QuerySet[Any] = self.rows().visible_to(actor)  # type: ignore[attr-defined]
        return seen

    def value_of(self, rows: QuerySet[Any]) -> int:
        """What some of the rows come to: their number, or the sum of what is measured of them."""
        return int(rows.order_by().aggregate(value=self.line.count)["value"])

    def count_for(self, actor: Actor, day: date) -> int:
        """What the rows that the actor may see come to."""
        return self.value_of(self.rows_for(actor, day))


indicators: Registry[Indicator] = Registry("an indicator")


def indicator(
    code: str,
    label: Any,
    *,
    counts: Any,
    list_code: str,
    version: int,
    lines: Lines | None = None,
    source: Source | None = None,
) -> Callable[[Question], Question]:
    """Declare a function from unit, first and last day to rows; its figure is their count.

    With ``lines`` the rows are counted in several figures, together in one query; a code stands once among all lines.
    Raises ValueError when the code is declared twice.
    """

    def declare(question: Question) -> Question:
        told, written = lines or (lambda _on: [Line(code, label)]), source or (lambda _on: "")
        indicators.add(Indicator(code, label, counts, list_code, version, question, told, written))
        return question

    return declare


def line_of(code: str, unit: Unit, year: int) -> YearLine:
    """The line of a code as it is in a year, for a unit.

    Raises KeyError when there is none, and Refused for a year that the rulebook does not speak about.
    """
    for one in indicators:
        for line in one.lines(year_days(year)[1]):
            if line.code == code:
                return one.of_year(line, unit, year)
    raise KeyError(code)
