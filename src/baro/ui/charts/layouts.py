"""The charts in the grammar of Vega-Lite (https://vega.github.io/vega-lite/), laid out from right to left in Arabic."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, groupby
from typing import Any

from django.utils.formats import get_format

from baro.ui.charts.definitions import ON_PAPER, SHADES, Chart, Kind, Mark, Role

TOKEN = "https://mark.invalid/"  # noqa: S105 - what a link is called until it is put in; no such place exists
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
FONT = "Be Vietnam Pro, IBM Plex Sans Arabic, sans-serif"
SIZE = 12
ACROSS = 4  # panels, and communes, beside each other
PANEL, PANEL_HEAD, PANEL_LINE, PANEL_GAP, PANEL_NAME = 112, 22, 52, 26, 20
TILE, TILE_ROW = 74, 46
BAR_ROW = 30
LONGEST_NAME = 150  # pixels
NAME = 14  # letters of a name that fit on a tile
ISOLATED, ENDED = "\u2068", "\u2069"

Spec = dict[str, Any]


def layout(chart: Chart) -> Spec:
    """The chart for Vega-Lite; links are tokens, so that equal data are drawn once whoever asks."""
    made = {Kind.MULTIPLES: _multiples, Kind.GRID: _grid}.get(chart.kind, _single)(chart)
    return {"$schema": SCHEMA, "background": None, "padding": 4, "config": _config(chart), **made}


def _config(chart: Chart) -> Spec:
    quiet, rule = ON_PAPER[Role.QUIET], ON_PAPER[Role.RULE]
    return {
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "labelColor": quiet,
            "labelFontSize": SIZE,
            "gridColor": rule,
            "domainColor": rule,
            "tickColor": rule,
            "title": None,
            "labelLimit": LONGEST_NAME,
        },
        "axisX": {"labelAngle": 0, "labelOverlap": "greedy", "labelSeparation": 4, "grid": False},
        "axisY": {"orient": "right" if chart.rtl else "left", "tickCount": 5},
        "legend": {"disable": True},
        "locale": {
            "number": {
                "decimal": get_format("DECIMAL_SEPARATOR"),
                "thousands": get_format("THOUSAND_SEPARATOR"),
                "grouping": [3],
                "currency": ["", ""],
            }
        },
    }


def _spoken(text: str, chart: Chart) -> str:
    """Words that keep their own order wherever they stand."""
    return f"{ISOLATED}{text}{ENDED}" if chart.rtl and text else text


def _rows(chart: Chart, marks: list[tuple[int, Mark]]) -> list[Spec]:
    return [
        {
            "at": _spoken(mark.at, chart),
            "value": mark.value,
            "series": mark.series,
            "role": chart.role_of(mark.series).value,
            "href": f"{TOKEN}{n}",
        }
        for n, mark in marks
    ]


def _single(chart: Chart) -> Spec:
    """One panel over the whole width."""
    marks = list(enumerate(chart.marks))
    found = {Kind.BARS: _bars, Kind.STACKED: _stacked}.get(chart.kind, _lines)(chart, marks)
    return {"width": chart.width, "height": chart.height, **found}


def _colour(chart: Chart) -> Spec:
    roles = [role for _series, role in chart.roles] or [Role.FIRST]
    kept = list(dict.fromkeys(roles))
    scale = {"domain": [role.value for role in kept], "range": [ON_PAPER[role] for role in kept]}
    return {"field": "role", "type": "nominal", "scale": scale}


def _across(chart: Chart) -> Spec:
    """The axis of time, or of whatever stands side by side, in the order of the marks and of the script."""
    return {"field": "at", "type": "ordinal", "sort": None, "scale": {"reverse": chart.rtl}}


def _up(**more: Any) -> Spec:
    axis = {"format": ",d", "tickMinStep": 1, **more}
    return {"field": "value", "type": "quantitative", "axis": axis, "scale": {"nice": True}}


def _lines(chart: Chart, marks: list[tuple[int, Mark]]) -> Spec:
    """A line for each series, that of the year before behind the others and broken; its points lead to the rows."""
    base = {"x": _across(chart), "y": _up(), "color": _colour(chart), "detail": {"field": "series"}}
    behind = {
        "condition": {"test": f"datum.role === '{Role.EARLIER}'", "value": [5, 4]},
        "value": [1, 0],
    }
    return {
        "data": {"values": _rows(chart, marks)},
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2.2}, "encoding": {**base, "strokeDash": behind}},
            {
                "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
                "encoding": {**base, "href": {"field": "href"}},
            },
        ],
    }


def _bars(chart: Chart, marks: list[tuple[int, Mark]]) -> Spec:
    """A bar for each place, that of the year before thinner below it, with the numbers at their ends."""
    places = len({mark.at for mark in chart.marks})
    names = {"labelLimit": LONGEST_NAME, "labelPadding": 6, "domain": False, "ticks": False}
    side = {"field": "value", "type": "quantitative", "scale": {"reverse": chart.rtl}, "axis": None}
    base = {
        "y": {"field": "at", "type": "nominal", "sort": None, "axis": names},
        "x": side,
    }
    if len(chart.series) > 1:
        base["yOffset"] = {"field": "role", "sort": [role.value for _series, role in chart.roles]}
    beside = {"type": "text", "align": "right" if chart.rtl else "left", "dx": -5 if chart.rtl else 5, "fontSize": 11}
    return {
        "data": {"values": _rows(chart, marks)},
        "height": max(1, places) * (BAR_ROW + 8 * (len(chart.series) > 1)),
        "layer": [
            {"mark": {"type": "bar"}, "encoding": {**base, "color": _colour(chart), "href": {"field": "href"}}},
            {
                "mark": beside,
                "encoding": {
                    **base,
                    "text": {"field": "value", "format": ",d"},
                    "color": {"value": ON_PAPER[Role.QUIET]},
                },
            },
        ],
    }


def _stacked(chart: Chart, marks: list[tuple[int, Mark]]) -> Spec:
    """A column for each place, made of its series."""
    rows = _rows(chart, marks)
    order = {one: at for at, one in enumerate(chart.series)}
    for row in rows:
        row["order"] = order.get(row["series"], 0)
    return {
        "data": {"values": rows},
        "mark": {"type": "bar", "stroke": ON_PAPER[Role.GROUND], "strokeWidth": 1},
        "encoding": {
            "x": _across(chart),
            "y": _up(),
            "color": _colour(chart),
            "order": {"field": "order", "type": "quantitative"},
            "href": {"field": "href"},
        },
    }


def _multiples(chart: Chart) -> Spec:
    """A small line for each panel, four in a row, all by the same scale.

    They are placed here and not by the engine, which takes ten times as long for twenty charts as for one.
    """
    panels = [list(some) for _name, some in groupby(enumerate(chart.marks), key=lambda numbered: numbered[1].panel)]
    least = min(0, *(mark.value for mark in chart.marks))
    most = max(least + 1, *(mark.value for mark in chart.marks))
    points: list[Spec] = []
    words: list[Spec] = []
    for at, panel in enumerate(panels):
        left, top = _corner(chart, at)
        found = list(_placed(chart, panel, (left, top), (least, most)))
        points += [{**point, "panel": at} for point in found]
        words += _words_of(chart, panel, found, (left, top))
    return _small_lines(chart, points, words, -(-len(panels) // ACROSS))


def _corner(chart: Chart, at: int) -> tuple[float, float]:
    """The upper left corner of a panel, in the order in which the script is read."""
    column, row = at % ACROSS, at // ACROSS
    wide = chart.width / ACROSS
    return (ACROSS - 1 - column if chart.rtl else column) * wide, row * PANEL


def _placed(
    chart: Chart, panel: list[tuple[int, Mark]], corner: tuple[float, float], span: tuple[float, float]
) -> Iterator[Spec]:
    """The points of a panel; the last stands where reading ends."""
    left, top = corner
    wide, (least, most) = chart.width / ACROSS - PANEL_GAP, span
    for step, (n, mark) in enumerate(panel):
        along = step / max(1, len(panel) - 1)
        yield {
            "x": left + wide * (1 - along if chart.rtl else along),
            "y": top + PANEL_HEAD + PANEL_LINE * (1 - (mark.value - least) / (most - least)),
            "role": chart.role_of(mark.series).value,
            "href": f"{TOKEN}{n}",
        }


def _words_of(
    chart: Chart, panel: list[tuple[int, Mark]], found: list[Spec], corner: tuple[float, float]
) -> Iterator[Spec]:
    """The name of a panel, its first and last place below, and its last number above."""
    (_first, first), (_last, last) = panel[0], panel[-1]
    left, top = corner
    wide = chart.width / ACROSS - PANEL_GAP
    begin, end = ("right", "left") if chart.rtl else ("left", "right")
    starts, ends = (left + wide, left) if chart.rtl else (left, left + wide)
    below = top + PANEL_HEAD + PANEL_LINE + 16
    yield {"x": starts, "y": top + 8, "words": _spoken(_short(first.panel, PANEL_NAME), chart), "of": f"name-{begin}"}
    yield {"x": ends, "y": top + 8, "words": str(last.value), "of": f"name-{end}"}
    yield {"x": starts, "y": below, "words": _spoken(first.at, chart), "of": f"axis-{begin}"}
    if len(found) > 1:
        yield {"x": ends, "y": below, "words": _spoken(last.at, chart), "of": f"axis-{end}"}


def _small_lines(chart: Chart, points: list[Spec], words: list[Spec], rows: int) -> Spec:
    exact = {"type": "quantitative", "scale": None, "axis": None}
    place = {"x": {"field": "x", **exact}, "y": {"field": "y", **exact}}
    drawn = {**place, "color": _colour(chart)}
    texts: list[Spec] = [
        {
            "transform": [{"filter": f"datum.of === '{of}'"}],
            "data": {"values": words},
            "mark": {
                "type": "text",
                "align": of.partition("-")[2],
                "fontSize": 11 if of.startswith("name") else 10,
                "fontWeight": 600 if of.startswith("name") else 400,
            },
            "encoding": {
                **place,
                "text": {"field": "words"},
                "color": {"value": ON_PAPER[Role.INK if of.startswith("name") else Role.QUIET]},
            },
        }
        for of in sorted({one["of"] for one in words})
    ]
    line = {"mark": {"type": "line", "strokeWidth": 1.8}, "encoding": {**drawn, "detail": {"field": "panel"}}}
    dots = {
        "mark": {"type": "point", "filled": True, "size": 26, "opacity": 1},
        "encoding": {**drawn, "href": {"field": "href"}},
    }
    lines: list[Spec] = [{"data": {"values": points}, **line}, {"data": {"values": points}, **dots}]
    return {"width": chart.width, "height": rows * PANEL, "layer": [*lines, *texts]}


def _grid(chart: Chart) -> Spec:
    """A tile for each place, where it lies on the map or one after the other, darker the more it counts."""
    places = [mark.place for mark in chart.marks if mark.place]
    columns = max((column + 1 for column, _row in places), default=chart.width // TILE)
    below = max((row + 1 for _column, row in places), default=0)
    rows, others = [], count()
    for n, mark in enumerate(chart.marks):
        if mark.place:
            column, row = mark.place
        else:
            at = next(others)
            column, row = at % columns, below + at // columns
            column = columns - 1 - column if chart.rtl else column
        rows.append(
            {
                "x": column,
                "y": row,
                "name": _spoken(_short(mark.at, NAME), chart),
                "value": mark.value,
                "shade": chart.shade_of(mark.value).value,
                "href": f"{TOKEN}{n}",
            }
        )
    return _tiles(rows)


def _tiles(rows: list[Spec]) -> Spec:
    hidden = {"axis": None, "type": "ordinal"}
    place = {"x": {"field": "x", **hidden}, "y": {"field": "y", **hidden}}
    fill = {"domain": [one.value for one in SHADES], "range": [ON_PAPER[one] for one in SHADES]}
    on_dark = f"datum.shade === '{Role.STEP_3}' || datum.shade === '{Role.STEP_4}'"
    ink = {"condition": {"test": on_dark, "value": ON_PAPER[Role.ON_STEP]}, "value": ON_PAPER[Role.INK]}
    return {
        "data": {"values": rows},
        "width": {"step": TILE},
        "height": {"step": TILE_ROW},
        "layer": [
            {
                "mark": {"type": "rect", "stroke": ON_PAPER[Role.GROUND], "strokeWidth": 3},
                "encoding": {
                    **place,
                    "color": {"field": "shade", "type": "nominal", "scale": fill},
                    "href": {"field": "href"},
                },
            },
            {
                "mark": {"type": "text", "dy": -8, "fontSize": 9.5},
                "encoding": {**place, "text": {"field": "name"}, "color": ink},
            },
            {
                "mark": {"type": "text", "dy": 8, "fontSize": 13, "fontWeight": 600},
                "encoding": {**place, "text": {"field": "value", "format": ",d"}, "color": ink},
            },
        ],
    }


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
