"""Figures of a unit's year: counted in one query for each indicator, by the conditions that also find the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet, Value
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.figures import percent
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.statistics import indicators as _declared  # noqa: F401 - importing it is declaring
from baro.statistics.registry import Indicator, Line, indicators, line_of
from baro.statistics.rules import digest, year_days
from baro.statistics.verbs import SEE

NOTHING = Q(pk__in=[])


class Counted(NamedTuple):
    """What the database says about one line."""

    value: int
    rows: list[int]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a unit's year beside the year before; ``digest`` fixes it together with its rows."""

    code: str
    label: str
    value: int
    previous: int
    percent_of_previous: float | None
    rows: int
    digest: str


def figures(unit: Unit, year: int) -> list[Figure]:
    """Every figure of a unit's year in the order of the report: two queries for each indicator.

    Raises Refused for a year that the rulebook does not speak about.
    """
    return [figure for one in indicators() for figure in figures_of(one, unit, year)]


def figures_of(indicator: Indicator, unit: Unit, year: int) -> list[Figure]:
    """The figures of one indicator: one query for the year, one for the year before.

    Each year is counted by the lines that held in it, so that the figure of the year before is the one it had then.
    Raises Refused for a year that the rulebook does not speak about.
    """
    (first, last), (first_before, last_before) = year_days(year), year_days(year - 1)
    lines = indicator.lines(last)
    found = _counted(indicator.question(unit, first, last), lines)
    then = {line.code: line for line in _lines_before(indicator, last_before)}
    comparable = [then.get(line.code, Line(line.code, line.label, NOTHING)) for line in lines]
    before = _counted(indicator.question(unit, first_before, last_before), comparable)
    return [_figure(indicator, line, found[line.code], before[line.code].value) for line in lines]


def _lines_before(indicator: Indicator, on: date) -> Sequence[Line]:
    """The lines of an earlier year; none when the rulebook does not reach back so far."""
    try:
        return indicator.lines(on)
    except Refused:
        return []


def figures_of_year(code: str | None, year: int) -> list[Figure]:
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
    roots = sorted(reach.root for reach in actor.roots_of(SEE))
    if not roots:
        return None
    highest = min(roots, key=lambda path: path.count("/"))
    units = Unit.objects.filter(path=highest) if highest else Unit.objects.filter(parent=None)
    return units.order_by("path").first()


def rows_of(indicator: Indicator, line: Line, unit: Unit, year: int) -> QuerySet[Any]:
    """The very rows that a figure counts."""
    return indicator.question(unit, *year_days(year)).filter(line.where)


def rows_behind(code: str, unit: Unit, year: int) -> tuple[Indicator, Line, QuerySet[Any]]:
    """The indicator and line of a code as in a year, and the very rows that its figure counts.

    Raises KeyError when there is no such line.
    """
    indicator, line = line_of(code, year_days(year)[1])
    return indicator, line, rows_of(indicator, line, unit, year)


def _counted(rows: QuerySet[Any], lines: Sequence[Line]) -> dict[str, Counted]:
    """The count of each line and the keys of its rows, in one query."""
    asked: dict[str, Any] = {}
    for n, line in enumerate(lines):
        asked[f"count_{n}"] = Count("pk", filter=line.where)
        asked[f"rows_{n}"] = ArrayAgg("pk", filter=line.where, default=Value([]))
    found = rows.order_by().aggregate(**asked)
    return {line.code: Counted(found[f"count_{n}"], found[f"rows_{n}"]) for n, line in enumerate(lines)}


def _figure(indicator: Indicator, line: Line, counted: Counted, previous: int) -> Figure:
    """One line of what was counted."""
    fingerprint = digest(line.code, indicator.version, counted.value, counted.rows)
    share = percent(counted.value, previous)
    return Figure(line.code, str(line.label), counted.value, previous, share, len(counted.rows), fingerprint)
