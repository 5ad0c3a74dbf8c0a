"""Charts as SVG and PNG: drawn by vl-convert, then written anew from what is known, so that nothing else gets in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from django.conf import settings
from django.utils.safestring import SafeString

from baro.ui.charts.definitions import ON_PAPER, Chart, Kind, Role
from baro.ui.charts.layouts import ENDED, FONT, ISOLATED, TOKEN, layout

if TYPE_CHECKING:
    from types import ModuleType

KEPT_CHARTS = 128  # some 30 KB each
SCALE = 2
SPACE = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"
DRAWN = frozenset({"path", "line", "rect", "circle", "text"})
COLOURS = {colour: role for role, colour in ON_PAPER.items()}
NUMBER = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
# What a drawn thing may say of itself, and how that must look.
ATTRIBUTES: dict[str, re.Pattern[str]] = {
    "transform": re.compile(r"(?:(?:translate|rotate|scale)\([-\d.,e ]+\) ?)+"),
    "d": re.compile(r"[MLHVCSQTAZmlhvcsqtaz\d.,e \-]+"),
    **dict.fromkeys(("x", "y", "x1", "x2", "y1", "y2", "width", "height", "opacity"), re.compile(r"-?[\d.e-]+")),
    "text-anchor": re.compile(r"start|middle|end"),
    "font-size": re.compile(r"[\d.]+px"),
    "font-weight": re.compile(r"\d+|bold"),
    "stroke-width": re.compile(r"[\d.]+"),
    "stroke-dasharray": re.compile(r"[\d., ]+"),
}
PAINTED = ("fill", "stroke")
LONGEST_SERIES, LETTER, ROW = 36, 6.7, 20  # letters; pixels of a letter and of a row of the legend
SAYS_NOTHING = {("transform", "translate(0,0)"), ("opacity", "1"), ("stroke-width", "0"), ("text-anchor", "start")}
DOT = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0")
_drawing = Lock()

Painter = Callable[[str, Role], str]


def for_page(chart: Chart) -> SafeString:
    """The chart for the page, empty without marks: colours by classes, so that light and dark are the style sheet's.

    The table beside it has the same links, so that keyboards and screen readers leave the chart out.
    """
    if not chart.is_drawn:
        return SafeString("")
    return SafeString(_written(chart, _by_class, 'class="chart" aria-hidden="true" focusable="false"'))


def as_svg(chart: Chart, *, base: str = "") -> str:
    """The chart as a file or for a paper, with the colours of paper; ``base`` stands before its links, without one they
    are left out.

    Empty for a chart without marks or with too many.
    """
    if not chart.is_drawn:
        return ""
    return _written(chart, _by_colour, f'xmlns="{SPACE}" font-family="{FONT}"', base=base)


def as_png(chart: Chart, *, scale: float = SCALE) -> bytes:
    """The chart as a picture on a light ground; empty for a chart without marks or with too many."""
    if not chart.is_drawn:
        return b""
    head, end, rest = as_svg(chart).partition(">")
    ground = f'<rect width="100%" height="100%" fill="{ON_PAPER[Role.GROUND]}"/>'
    with _drawing:
        picture: bytes = _engine().svg_to_png(f"{head}{end}{ground}{rest}", scale=scale)
    return picture


@cache
def _engine() -> ModuleType:
    """The drawing engine, loaded when the first chart is drawn: it takes half a second and some 60 MB."""
    import vl_convert  # noqa: PLC0415 - only a process that draws pays for it

    for folder in _font_folders():
        vl_convert.register_font_directory(str(folder))
    return vl_convert


def _font_folders() -> Iterator[Path]:
    """Where the house keeps fonts that can be drawn with: nothing is fetched."""
    for name in ("@expo-google-fonts", "pdfjs-dist/standard_fonts"):
        folder = settings.NODE / name
        if folder.is_dir():
            yield from sorted({file.parent for file in folder.rglob("*.ttf")})


@lru_cache(maxsize=KEPT_CHARTS)
def _drawn(spec: str) -> str:
    """What the engine draws of a chart: equal data are drawn once."""
    with _drawing:
        drawn: str = _engine().vegalite_to_svg(spec, allowed_base_urls=[TOKEN])
    return drawn


def _written(chart: Chart, paint: Painter, head: str, *, base: str | None = None) -> str:
    """The drawn chart, written anew: known elements and attributes, colours by ``paint``, links to the marks' rows."""
    drawn = _drawn(json.dumps(layout(chart), ensure_ascii=False, sort_keys=True))
    root = ElementTree.fromstring(drawn)  # noqa: S314 - the engine wrote it, from names that it escapes
    width, height = (float(root.get(side, "0")) for side in ("width", "height"))
    names, above = _legend(chart, width, paint)
    body = "".join(_anew(root, chart, paint, base))
    title = f"<title>{escape(chart.title)}</title>" if chart.title and base is not None else ""
    moved = f'<g transform="translate(0,{above})">{body}</g>' if above else body
    box = f'width="{width:g}" height="{height + above:g}" viewBox="0 0 {width:g} {height + above:g}"'
    return f'<svg {head} direction="ltr" {box}>{title}{names}{moved}</svg>'


def _anew(node: ElementTree.Element, chart: Chart, paint: Painter, base: str | None) -> Iterator[str]:
    """What stands in an element."""
    for child in node:
        tag = child.tag.removeprefix(f"{{{SPACE}}}")
        if tag == "a":
            yield _link(child, chart, paint, base)
        elif tag == "g":
            inside = "".join(_anew(child, chart, paint, base))
            said = _said(child, paint)
            yield f"<g{said}>{inside}</g>" if inside and said else inside
        elif dot := DOT.match(child.get("d", "")):
            yield f'<circle r="{_rounded(dot[1])}"{_said(child, paint, but="d")}/>'
        elif tag in DRAWN and child.get("display") != "none" and "ground" not in child.get("class", ""):
            words = escape(child.text or "")
            yield f"<{tag}{_said(child, paint)}>{words}</{tag}>" if words else f"<{tag}{_said(child, paint)}/>"


def _link(node: ElementTree.Element, chart: Chart, paint: Painter, base: str | None) -> str:
    """A mark with what a pointer reads over it, leading to its rows."""
    mark = chart.marks[int((node.get(LINK) or "").removeprefix(TOKEN))]
    inside = f"<title>{escape(mark.words)}</title>{''.join(_anew(node, chart, paint, base))}"
    if not mark.url or base == "":
        return f"<g>{inside}</g>"
    stop = ' tabindex="-1"' if base is None else ""
    return f'<a href="{escape((base or "") + mark.url)}"{stop}>{inside}</a>'


def _said(node: ElementTree.Element, paint: Painter, but: str = "") -> str:
    """The attributes that are known and look as they must, with numbers of one decimal; those that say nothing less."""
    found = []
    for name, value in node.attrib.items():
        if (name, value) in SAYS_NOTHING or name == but:
            continue
        if name in PAINTED:
            if (role := COLOURS.get(value)) is not None:
                found.append(paint(name, role))
            elif value == "none":
                found.append(f'{name}="none"')
        elif (looks := ATTRIBUTES.get(name)) and looks.fullmatch(value):
            found.append(f'{name}="{_rounded(value)}"')
    return "".join(f" {one}" for one in _together(found))


def _together(found: list[str]) -> list[str]:
    """The attributes with one class instead of several."""
    classes = [one[7:-1] for one in found if one.startswith('class="')]
    others = [one for one in found if not one.startswith('class="')]
    return [*others, f'class="{" ".join(classes)}"'] if classes else others


def _rounded(value: str) -> str:
    return NUMBER.sub(lambda found: f"{float(found.group()):.1f}".removesuffix(".0"), value)


def _by_class(what: str, role: Role) -> str:
    return f'class="{what}-{role}"'


def _by_colour(what: str, role: Role) -> str:
    return f'{what}="{ON_PAPER[role]}"'


def _legend(chart: Chart, width: float, paint: Painter) -> tuple[str, int]:
    """The names of the series above the chart, from the side on which reading begins, and how high they stand."""
    if len(chart.series) <= 1 or chart.kind is Kind.GRID:
        return "", 0
    drawn, at, row = [], 0.0, 0
    for series, role in chart.roles:
        name = series if len(series) <= LONGEST_SERIES else f"{series[: LONGEST_SERIES - 1]}…"
        room = 18 + len(name) * LETTER
        if at and at + room > width:
            at, row = 0.0, row + 1
        drawn.append(_named(name, role, (width - at if chart.rtl else at, row * ROW), chart, paint))
        at += room + 16
    return "".join(drawn), (row + 1) * ROW + 4


def _named(name: str, role: Role, at: tuple[float, int], chart: Chart, paint: Painter) -> str:
    """The name of a series behind its colour; ``at`` is where reading begins."""
    x, y = at
    box, word, anchor = (x - 12, x - 18, "end") if chart.rtl else (x, x + 18, "start")
    words = f"{ISOLATED}{escape(name)}{ENDED}" if chart.rtl else escape(name)
    fill, ink = paint("fill", role), paint("fill", Role.INK)
    square = f'<rect x="{box:g}" y="{y + 4}" width="12" height="12" rx="2" {fill}/>'
    return f'{square}<text x="{word:g}" y="{y + 14}" font-size="12px" text-anchor="{anchor}" {ink}>{words}</text>'
