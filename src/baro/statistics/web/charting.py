"""What was explored as a chart: which kind fits, and its marks, each with the address of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.reporting import Period
from baro.kernel.rulebook import NoRuleInForce
from baro.statistics.exploring import BELOW, UNIT, Exploration, Row
from baro.statistics.rulebook import Grid
from baro.trail.alphabet import alphabetical
from baro.ui.charts import MOST_PANELS, Chart, Kind, Mark
from baro.ui.counts.opening import address

MOST_SERIES, MOST_BARS, MOST_TILES, FEW_BARS = 7, 20, 80, 12
PANEL_MARKS, PANEL_ROW = 72, 4  # so many points beside each other, in rows of panels, keep the page small
SHARED, PART = 4, 6  # words at the beginning are left out where so many names, and every sixth, begin with them


def chart_of(found: Exploration, kind: str = "") -> Chart:
    """The chart of what was found, of the kind that was asked for where that kind can show it."""
    drawn = fitting(found, kind)
    marks, series, earlier = {
        Kind.LINES: _lines,
        Kind.BARS: _bars,
        Kind.STACKED: _stacked,
        Kind.MULTIPLES: _multiples,
        Kind.GRID: _grid,
    }[drawn](found)
    title = found.asked.label(found.columns[-1].last)
    rtl = get_language_bidi()
    return Chart(drawn, tuple(filter(None, marks)), title, series, earlier, height=_height(drawn), rtl=rtl)


def fitting(found: Exploration, kind: str = "") -> Kind:
    """The kind of chart: the one asked for, unless nothing is told apart or there is only one time to show."""
    by_unit, once = found.asked.by in (UNIT, BELOW), len(found.columns) == 1
    if not found.asked.by:
        return Kind.BARS if once or kind == Kind.BARS else Kind.LINES
    if once:
        many = by_unit and len(found.rows) > FEW_BARS
        return Kind(kind) if kind in (Kind.BARS, Kind.GRID) else Kind.GRID if many else Kind.BARS
    if kind:
        return Kind(kind)
    return Kind.MULTIPLES if by_unit else Kind.STACKED if found.added_up or _yearly(found) else Kind.LINES


def _yearly(found: Exploration) -> bool:
    """Whether the columns share no day, so that they may be stacked beside each other."""
    return all(one.last < other.first for one, other in pairwise(found.columns))


def _height(kind: Kind) -> int:
    return 240 if kind is Kind.LINES else 280


Made = tuple[list[Mark | None], tuple[str, ...], str]


def _mark(found: Exploration, row: Row, column: int, **where: Any) -> Mark | None:
    """A number as a mark; None for a time without records."""
    period, value = found.columns[column], row.values[column]
    if period.code in found.silent:
        return None
    key = row.key if found.asked.by else ""
    url = address(found.point(period, key)) if value else ""
    told = ": ".join(filter(None, (row.name if found.asked.by else "", str(period), number_format(value))))
    return replace(Mark(found.labels[column], value, url=url, told=told), **where)


def _earlier(found: Exploration, row: Row, column: int, series: str, **where: Any) -> Mark | None:
    """The same a year before."""
    period, value = found.columns[column].before, row.before[column]
    if period.code in found.silent:
        return None
    url = address(found.point(period, row.key if found.asked.by else "")) if value else ""
    told = f"{period}: {number_format(value)}"
    return replace(Mark(found.labels[column], value, series, url=url, told=told), **where)


def _lines(found: Exploration) -> Made:
    """A line for each of the largest groups; a single one has the year before behind it, unless it is in it already."""
    shown = found.rows[:MOST_SERIES]
    if not found.asked.by and shown:
        [row] = shown
        if _follow_each_other(found.columns):
            return [_mark(found, row, at) for at in range(len(found.columns))], (), ""
        now, then = _("this year"), _("the year before")
        marks = [_mark(found, row, at, series=now) for at in range(len(found.columns))]
        marks += [_earlier(found, row, at, then) for at in range(len(found.columns))]
        return marks, (now, then), then
    marks = [_mark(found, row, at, series=row.name) for row in shown for at in range(len(found.columns))]
    return marks, tuple(row.name for row in shown), ""


def _follow_each_other(columns: Sequence[Period]) -> bool:
    """Whether each column is the year before of the next."""
    return all(other.before.code == one.code for one, other in pairwise(columns))


def _bars(found: Exploration) -> Made:
    """The last column, beside the year before; without groups every column has a bar."""
    now, then = _("this year"), _("the year before")
    if not found.asked.by and len(found.columns) > 1:
        return [_mark(found, row, at) for row in found.rows for at in range(len(found.columns))], (), ""
    last, marks = len(found.columns) - 1, []
    for row in found.rows[:MOST_BARS]:
        name = row.name if found.asked.by else found.columns[last].short
        marks.append(_mark(found, row, last, at=name, series=now))
        marks.append(_earlier(found, row, last, then, at=name))
    return marks, (now, then), then


def _stacked(found: Exploration) -> Made:
    """The largest groups, and what the others come to."""
    largest = sorted(found.rows, key=lambda row: -sum(row.values))[:MOST_SERIES]
    shown = [row for row in found.rows if row in largest]
    others = [row for row in found.rows if row not in largest]
    marks = [_mark(found, row, at, series=row.name) for row in shown for at in range(len(found.columns))]
    names = [row.name for row in shown]
    if others:
        names.append(rest := _("all others"))
        for at, period in enumerate(found.columns):
            value = sum(row.values[at] for row in others)
            told = f"{rest}: {period}: {number_format(value)}"
            marks.append(Mark(found.labels[at], value, rest, url="#rows" if value else "", told=told))
    return marks, tuple(names), ""


def _multiples(found: Exploration) -> Made:
    """A small chart for each of the largest groups."""
    fitting_panels = PANEL_MARKS // len(found.columns) // PANEL_ROW * PANEL_ROW
    shown = found.rows[: max(2 * PANEL_ROW, min(MOST_PANELS, fitting_panels))]
    names = dict(zip((row.key for row in shown), told_short([row.name for row in shown]), strict=True))
    marks = [_mark(found, row, at, panel=names[row.key]) for row in shown for at in range(len(found.columns))]
    return marks, (), ""


def _grid(found: Exploration) -> Made:
    """A tile for each group: where it lies on the map, else by the alphabet, so that it keeps its place."""
    last = len(found.columns) - 1
    shown = sorted(found.rows[:MOST_TILES], key=lambda row: alphabetical(row.name))
    names, places = told_short([row.name for row in shown]), _places(found.columns[last].last)
    marks = [
        _mark(found, row, last, at=name, place=places.get(row.code)) for row, name in zip(shown, names, strict=True)
    ]
    return marks, (), ""


def _places(on: date) -> dict[str, tuple[int, int]]:
    """Where units stand on the map; none when the rulebook does not say."""
    try:
        return rulebook.in_force(Grid, on=on).body.places
    except NoRuleInForce:
        return {}


def told_short(names: Sequence[str]) -> list[str]:
    """The names without the words with which many begin: “Party committee of the ward” says nothing on a tile."""
    begun = Counter(beginning for name in names for beginning in _beginnings(name))
    enough = max(SHARED, len(names) // PART)
    return [_without(name, {one for one, times in begun.items() if times >= enough}) for name in names]


def _beginnings(name: str) -> Iterator[str]:
    words = name.split(" ")
    return (" ".join(words[:at]) for at in range(1, len(words)))


def _without(name: str, left_out: set[str]) -> str:
    shared = [one for one in _beginnings(name) if one in left_out]
    return name[len(shared[-1]) + 1 :] if shared else name
