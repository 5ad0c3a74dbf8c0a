"""Figures of a unit's year: counted in one query for each indicator, by the conditions that also find the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, Value
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.figures import percent
from baro.kernel.reporting import Period, year_of
from baro.org.actors import Actor
from baro.org.figures.comparing import compared
from baro.org.figures.indicators import Change, Days, Indicator, YearLine, indicators
from baro.org.figures.lines import Line, any_of
from baro.org.models import Unit
from baro.statistics.rules import digest
from baro.statistics.verbs import SEE

NOTHING = Q(pk__in=[])


class Found(NamedTuple):
    """What the database says about one line."""

    value: int
    rows: int
    keys: list[int] | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a unit's period and the same a year before, with their lines; ``digest`` fixes it with its rows.

    ``value`` and ``previous`` are None for a time of which there are no records, so that nought would say too much.
    ``whole`` is the value of the line of which this one is a part, None when it is part of none.
    """

    line: YearLine
    before: YearLine
    value: int | None
    previous: int | None
    rows: int
    digest: str
    whole: int | None = None

    @property
    def percent_of_previous(self) -> float | None:
        """What it is of the figure of the year before, cut off; None when that was nought or there is none."""
        return None if self.value is None or self.previous is None else percent(self.value, self.previous)

    @property
    def share(self) -> float | None:
        """What it is of its whole, cut off; None when it is part of none, or of nought."""
        return None if self.value is None or self.whole is None else percent(self.value, self.whole)

    @property
    def noun(self) -> str:
        """The code of what it counts (rule `figures.nouns`)."""
        return self.line.indicator.noun_of(self.line.line)

    @property
    def comparison(self) -> str:
        """The figure against the year before in the reader's language, its base beside it; empty without a figure."""
        if self.value is None:
            return ""
        return compared(self.value, self.previous, self.line.indicator.comparison)

    @property
    def changed(self) -> list[Change]:
        """What changed of the question since the period to which it is compared began."""
        return self.line.indicator.changed_since(self.before.period)

    def as_facts(self) -> dict[str, Any]:
        """The figure as files and programs take it."""
        return {
            "code": self.line.code,
            "label": str(self.line.label),
            "value": self.value,
            "previous": self.previous,
            "percent_of_previous": self.percent_of_previous,
            "share": self.share,
            "rows": self.rows,
            "digest": self.digest,
            "noun": self.noun,
            "version": self.line.indicator.version,
            "period": self.line.period.code,
        }


def figures(unit: Unit, year: int | Period, *, fingerprints: bool = True) -> list[Figure]:
    """Every figure of a unit's year, or of another period, in the order of the report: two queries for each indicator.

    Indicators for which the kind of period makes no sense are left out. Raises Refused for a year that the rulebook
    does not speak about.
    """
    kind = year_of(year).kind if isinstance(year, int) else year.kind
    return [
        figure
        for one in indicators
        if kind in one.periods
        for figure in figures_of(one, unit, year, fingerprints=fingerprints)
    ]


def figures_of(indicator: Indicator, unit: Unit, year: int | Period, *, fingerprints: bool = True) -> list[Figure]:
    """The figures of one indicator: one query for the year or other period, one for the same of the year before.

    Each is counted by the lines that held in it, so that the figure of the year before is the one it had then. Without
    ``fingerprints`` no keys leave the database, and `Figure.digest` is empty: for pages, which do not print it. Raises
    Refused for a year that the rulebook does not speak about.
    """
    period = year_of(year) if isinstance(year, int) else year
    lines = [indicator.of(line, unit, period) for line in indicator.lines(period.last)]
    then = {line.code: line for line in lines_before(indicator, period.before.last)}
    comparable = [then.get(line.code, Line(line.code, line.label, NOTHING)) for line in lines]
    before = [indicator.of(line, unit, period.before) for line in comparable]
    counted = _counted(lines, keys=fingerprints)
    values = {line.code: found.value for line, found in zip(lines, counted, strict=True)}
    told = indicator.gathered(unit, [period.days, period.before.days])
    found = zip(lines, before, counted, _counted(before, keys=False), strict=True)
    figures = (_figure(line, earlier, now, then, values) for line, earlier, now, then in found)
    return [_with_what_is_known(one, told) for one in figures]


def lines_before(indicator: Indicator, on: date) -> Sequence[Line]:
    """The lines of an earlier year; none when the rulebook does not reach back so far."""
    try:
        return indicator.lines(on)
    except Refused:
        return []


def figures_of_year(code: str | None, year: int | Period) -> list[Figure]:
    """The figures of the unit of a code, of the root when none is given.

    Raises Refused when there is no such unit.
    """
    return figures(unit_of(code), year)


def unit_of(code: str | None) -> Unit:
    """The open unit of a code, else the one that bore it last; without a code the root.

    Raises Refused when there is none.
    """
    units = Unit.objects.filter(code__iexact=code) if code else Unit.objects.filter(parent=None)
    unit = units.order_by("-closed_on", "path").first()  # descending, PostgreSQL puts the open ones (null) first
    if unit is None:
        raise Refused(_("There is no unit “%(code)s”.") % {"code": code} if code else _("There is no unit yet."))
    return unit


def first_unit(actor: Actor) -> Unit | None:
    """The unit that opens first: the highest one whose figures the actor's post covers."""
    roots = sorted(scope.root for scope in actor.roots_of(SEE))
    if not roots:
        return None
    highest = min(roots, key=lambda path: path.count("/"))
    units = Unit.objects.filter(path=highest) if highest else Unit.objects.filter(parent=None)
    return units.order_by("path").first()


def _counted(lines: Sequence[YearLine], *, keys: bool) -> list[Found]:
    """The count of each line of one indicator, unit and year, and how many rows it has, or which: one query."""
    asked: dict[str, Any] = {}
    for n, one in enumerate(lines):
        asked[f"value_{n}"] = one.line.count
        rows = Count("pk", filter=one.line.where)
        asked[f"rows_{n}"] = ArrayAgg("pk", filter=one.line.where, default=Value([])) if keys else rows
    some = any_of([one.line for one in lines])
    found = lines[0].question().filter(some).order_by().aggregate(**asked) if lines else {}
    told = ((found[f"value_{n}"], found[f"rows_{n}"]) for n, _line in enumerate(lines))
    return [Found(value, len(rows), rows) if keys else Found(value, rows, None) for value, rows in told]


def _with_what_is_known(figure: Figure, told: Set[Days]) -> Figure:
    """The figure without values of a time that has no records."""
    if figure.line.period.days not in told:
        figure = replace(figure, value=None, whole=None, digest="")
    return figure if figure.before.period.days in told else replace(figure, previous=None)


def _figure(line: YearLine, before: YearLine, now: Found, then: Found, values: Mapping[str, int]) -> Figure:
    """One line of what was counted, beside the values of the lines of its indicator."""
    fingerprint = "" if now.keys is None else digest(line.code, line.indicator.version, now.value, now.keys)
    whole = values[line.line.of] if line.line.of else None
    return Figure(line, before, now.value, then.value, now.rows, fingerprint, whole)
