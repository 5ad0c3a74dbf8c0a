"""Declared indicators: each is a query, so a figure and the rows behind it can never part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from baro.kernel.counted import Counted
from baro.kernel.errors import Refused
from baro.kernel.registry import Registry
from baro.kernel.reporting import Period, PeriodKind, year_of
from baro.kernel.rulebook import RulebookBroken
from baro.org.actors import Actor
from baro.org.figures.comparing import Comparison
from baro.org.figures.lines import Line
from baro.org.models import Unit

Question = Callable[[Unit, date, date], QuerySet[Any]]
Days = tuple[date, date]
Gathered = Callable[[Unit, Sequence[Days]], set[Days]]
Lines = Callable[[date], Sequence[Line]]
Source = Callable[[date], str]
EVERY_PERIOD = frozenset(PeriodKind)


@dataclass(frozen=True, slots=True)
class Change:
    """Since when a version of an indicator is asked, and what is otherwise than before, for people."""

    version: int
    since: date
    what: Any


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way in which the rows of an indicator are told apart: the values of a ``column``, called by ``names``.

    ``names`` takes the values that occur (never None) and what to call each of them; ``head`` is the head of the
    column. Every row has exactly one value or none, so that the groups sum to the figure.
    """

    code: str
    head: Any
    column: str
    names: Callable[[Sequence[Any]], Mapping[Any, Any]] = lambda values: {value: value for value in values}


@dataclass(frozen=True, slots=True)
class Owned:
    """How the rows of an indicator belong to units, so that they can be told apart by them.

    ``unit`` is the relation to the unit. ``kind`` (the code under which the rows are declared as dependents of units)
    and ``moment`` (the column of their day) tell whose a row was before a reorganisation moved it; without a kind rows
    stay with the unit that had them.
    """

    unit: str
    kind: str = ""
    moment: str = ""


def always_gathered(_unit: Unit, periods: Sequence[Days]) -> set[Days]:
    """What is counted from records that are kept anyway is never missing."""
    return set(periods)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A question about a unit and a period. ``version`` rises when the question changes; old figures keep theirs.

    ``counts`` says for people what is counted (with %(unit)s and %(period)s), ``source`` where that is written;
    ``list_code`` names the list that shows the rows. ``noun`` is what is counted (rule `figures.nouns`), unless a line
    says otherwise; ``comparison`` how it is compared with the year before. ``branch`` asks for a unit and everything
    below it where ``question`` asks for the unit alone, ``counts_below`` says so for people. ``changes`` tells what
    each version since the first changed.

    ``day`` is the column by which a row belongs to a period, when the question asks nothing of the period but that
    range, and what ``steady`` gives for its last day: then many periods are counted in one reading of the rows.
    ``gathered`` gives those of some periods of which a unit has records at all: for the others nought would be a
    statement that nobody made, so that there is no figure.
    """

    code: str
    label: Any
    counts: Any
    list_code: str
    version: int
    question: Question
    lines: Lines
    source: Source
    noun: str = "row"
    comparison: Comparison = Comparison.EQUALS
    dimensions: tuple[Dimension, ...] = ()
    periods: frozenset[PeriodKind] = EVERY_PERIOD
    branch: Question | None = None
    counts_below: Any = ""
    owned: Owned | None = None
    day: str = ""
    steady: Callable[[date], Any] = lambda _on: None
    changes: tuple[Change, ...] = ()
    gathered: Gathered = always_gathered

    def of_year(self, line: Line, unit: Unit, year: int) -> YearLine:
        """One of the lines, asked of a unit and a calendar year."""
        return self.of(line, unit, year_of(year))

    def of(self, line: Line, unit: Unit, period: Period) -> YearLine:
        """One of the lines, asked of a unit and a period."""
        return YearLine(
            code=line.code,
            label=line.label,
            list_code=self.list_code,
            indicator=self,
            line=line,
            unit=unit,
            year=period.year,
            span=period,
        )

    def noun_of(self, line: Line) -> str:
        """The code of what a line counts."""
        return line.noun or self.noun

    def changed_since(self, period: Period) -> list[Change]:
        """What changed of the question after the first day of a period: its figures then were counted otherwise."""
        return [change for change in self.changes if change.since > period.first]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine(Counted):
    """A line of an indicator for a unit and a calendar year, or for another period: its ``span``."""

    indicator: Indicator
    line: Line
    unit: Unit
    year: int
    span: Period | None = None

    @property
    def period(self) -> Period:
        """The period that it speaks of."""
        return self.span or year_of(self.year)

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The page of the rows."""
        return "statistics.rows", (self.code, self.unit.pk, self.period.code)

    def question(self) -> QuerySet[Any]:
        """The rows of all lines of the indicator."""
        return self.indicator.question(self.unit, *self.period.days)

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
    **told: Any,
) -> Callable[[Question], Question]:
    """Declare a function from unit, first and last day to rows; its figure is their count.

    With ``lines`` the rows are counted in several figures, together in one query; a code stands once among all lines.
    What else `Indicator` knows is ``told`` by its name. Raises ValueError when the code is declared twice, and for a
    version above the first of which nobody tells what changed.
    """
    missing = {*range(2, version + 1)} - {change.version for change in told.get("changes", ())}
    if missing:
        raise ValueError(f"{code}: say what changed in version {min(missing)}")

    def declare(question: Question) -> Question:
        counted, written = lines or (lambda _on: [Line(code, label)]), source or (lambda _on: "")
        indicators.add(Indicator(code, label, counts, list_code, version, question, counted, written, **told))
        return question

    return declare


def codes_counted(day: date) -> set[str]:
    """The codes of all lines of all indicators on a day, without those that a broken rule would list."""
    found: set[str] = set()
    for one in indicators:
        try:
            found |= {line.code for line in one.lines(day)}
        except (Refused, RulebookBroken):
            continue
    return found


def line_of(code: str, unit: Unit, year: int | Period) -> YearLine:
    """The line of a code as it is in a year or another period, for a unit.

    Raises KeyError when there is none, and Refused for a year that the rulebook does not speak about.
    """
    period = year_of(year) if isinstance(year, int) else year
    for one in indicators:
        for line in one.lines(period.last):
            if line.code == code:
                return one.of(line, unit, period)
    raise KeyError(code)
