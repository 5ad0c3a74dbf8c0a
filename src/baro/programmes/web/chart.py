"""The tasks of a programme along the time: bars drawn here, without script, mirrored where people read from the right.

Each class is told by its shape as well as by its colour, so that a print in black says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

from baro.tasks.rulebook import DueClass

WIDTH, HEIGHT, HEAD = 760, 40, 26
GRID = '<use href="#chart-grid"/>'
TOP, THICK = 13, 14  # of the bar within its row
OVER = 20  # lines go beyond their row, which is cut to its cell: names of two lines make rows higher
SIGN = 5  # half of a sign's height
ROOM = 58  # the least that a month's name needs
STEPS = (1, 2, 3, 6, 12, 24, 60)  # months between two names
OUTLINED = (DueClass.OPEN, DueClass.NEAR_DUE)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one row draws: from when until when, the days that count, how it stands, where it leads."""

    begins: date
    due: date | None
    first_due: date | None
    handed_in: date | None
    standing: DueClass
    tone: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The days that the chart shows; what lies before or after them is drawn at its edge."""

    first: date
    last: date
    today: date
    mirrored: bool

    @classmethod
    def of(cls, first: date, last: date, today: date) -> Scale:
        """From the first of a month to the end of one, as the reader's language runs."""
        after = (last.replace(day=1) + timedelta(days=32)).replace(day=1)
        return cls(first.replace(day=1), after, today, get_language_bidi())

    def at(self, day: date) -> float:
        """Where a day stands, from the side at which the reader begins."""
        span = max((self.last - self.first).days, 1)
        along = min(max((day - self.first).days / span, 0.0), 1.0) * WIDTH
        return round(WIDTH - along if self.mirrored else along, 1)

    def between(self, first: date, last: date) -> tuple[float, float]:
        """Where a stretch begins, from the left, and how wide it is; never so short that it is not seen."""
        left, right = sorted((self.at(first), self.at(last)))
        return left, round(max(right - left, 3.0), 1)

    @property
    def months(self) -> list[date]:
        """The first days of the months that are named: as many as have room."""
        whole = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((step for step in STEPS if whole / step * ROOM <= WIDTH), STEPS[-1])
        return [_later(self.first, months) for months in range(0, max(whole, 1), step)]


def _later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def head(scale: Scale) -> SafeString:
    """The names of the months above the rows, and where today is."""
    lines = "".join(
        f'<text class="chart-month" x="{scale.at(day) + (-4 if scale.mirrored else 4)}" y="17">{day:%m/%Y}</text>'
        for day in scale.months
    )
    return _svg(f'<g id="chart-grid">{_grid(scale)}</g>{lines}', HEAD)


def row(mark: Mark, scale: Scale) -> SafeString:
    """The bar of a task."""
    drawn = "".join(_pieces(mark, scale))
    inside = f'<g class="tone-{mark.tone}"><title>{escape(mark.words)}</title>{drawn}</g>'
    return _svg(f'{GRID}<a href="{escape(mark.url)}" tabindex="-1">{inside}</a>', HEIGHT)


@dataclass(frozen=True, slots=True)
class Span:
    """What the row of a clause draws: the days of its tasks, and which share of them is done."""

    begins: date | None
    ends: date | None
    percent: int
    tone: str
    words: str
    url: str


def span_row(span: Span, scale: Scale) -> SafeString:
    """The bar of a clause: as long as its tasks last, filled as far as they are done."""
    if span.begins is None:
        return _svg(GRID, HEIGHT)
    left, width = scale.between(span.begins, span.ends or scale.today)
    filled = round(width * span.percent / 100, 1)
    from_left = left + width - filled if scale.mirrored else left
    inside = (
        f'<rect class="chart-whole" x="{left}" y="{TOP + 2}" width="{width}" height="{THICK - 4}" rx="2"/>'
        f'<rect class="chart-done" x="{from_left}" y="{TOP + 2}" width="{filled}" height="{THICK - 4}" rx="2"/>'
    )
    inside = f'<g class="tone-{span.tone}"><title>{escape(span.words)}</title>{inside}</g>'
    return _svg(f'{GRID}<a href="{escape(span.url)}" tabindex="-1">{inside}</a>', HEIGHT)


def sign(name: str, tone: str = "neutral") -> SafeString:
    """A small picture of a shape, for the legend: a class, or ``due``, ``first_due``, ``handed_in``, ``today``."""
    x = 14.0
    if name in set(DueClass):
        alarm = _triangle(21.0) if name == DueClass.OVERDUE else ""
        drawn = "".join(_bar(DueClass(name), 2.0, 12.0 if alarm else 24.0, y=3)) + alarm
    else:
        drawn = {
            "due": f'<path class="chart-due" d="M{x} 1v18"/>',
            "first_due": _diamond(x),
            "handed_in": f'<circle class="chart-handed" cx="{x}" cy="10" r="4"/>',
            "today": f'<path class="chart-today" d="M{x} 0v20"/>',
        }[name]
    return SafeString(
        f'<svg class="chart-sign tone-{tone}" viewBox="0 0 28 20" aria-hidden="true" focusable="false">{drawn}</svg>'
    )


def _svg(inside: str, height: int) -> SafeString:
    box = f'viewBox="0 0 {WIDTH} {height}"'
    return SafeString(f'<svg class="chart-row" {box} aria-hidden="true">{inside}</svg>')


def _grid(scale: Scale) -> str:
    """The lines of the months and of today: drawn once, and taken by every row from the head."""
    months = "".join(f"M{scale.at(day)} -{OVER}v{HEIGHT + 2 * OVER}" for day in scale.months)
    lines = f'<path class="chart-line" d="{months}"/>'
    if scale.first <= scale.today <= scale.last:
        lines += f'<path class="chart-today" d="M{scale.at(scale.today)} -{OVER}v{HEIGHT + 2 * OVER}"/>'
    return lines


def _pieces(mark: Mark, scale: Scale) -> Iterator[str]:
    """The bar to the deadline, what went beyond it, and the days that count."""
    ends = mark.due or mark.handed_in or scale.today
    left, width = scale.between(mark.begins, max(ends, mark.begins))
    yield from _bar(mark.standing, left, width)
    beyond = mark.handed_in or scale.today
    if mark.due and mark.standing in (DueClass.OVERDUE, DueClass.LATE) and beyond > mark.due:
        from_left, over = scale.between(mark.due, beyond)
        yield f'<path class="chart-beyond" d="M{from_left} {HEIGHT // 2}h{over}"/>'
    if mark.due:
        yield f'<path class="chart-due" d="M{scale.at(mark.due)} {TOP - 6}v{THICK + 12}"/>'
    if mark.first_due and mark.first_due != mark.due:
        yield _diamond(scale.at(mark.first_due), HEIGHT / 2)
    if mark.handed_in:
        yield f'<circle class="chart-handed" cx="{scale.at(mark.handed_in)}" cy="{HEIGHT // 2}" r="4.5"/>'
    elif mark.standing is DueClass.OVERDUE:
        yield _triangle(scale.at(scale.today), HEIGHT / 2)


def _bar(standing: DueClass, left: float, width: float, y: int = TOP) -> Iterator[str]:
    """Full when it is over or too late, empty while there is time, half full when the deadline is near."""
    box = f'x="{left}" width="{width}" rx="2"'
    if standing is DueClass.NO_DEADLINE:
        yield f'<path class="chart-endless" d="M{left} {y + THICK / 2}h{width}"/>'
        return
    yield f'<rect class="{"chart-empty" if standing in OUTLINED else "chart-full"}" {box} y="{y}" height="{THICK}"/>'
    if standing is DueClass.NEAR_DUE:
        yield f'<rect class="chart-full" {box} y="{y + THICK / 2}" height="{THICK / 2}"/>'
    if standing is DueClass.LATE:
        yield f'<rect class="chart-gap" {box} y="{y + THICK / 2 - 1}" height="2"/>'


def _diamond(x: float, y: float = 10.0) -> str:
    return f'<path class="chart-first" d="M{x} {y - SIGN}l{SIGN} {SIGN}l-{SIGN} {SIGN}l-{SIGN} -{SIGN}z"/>'


def _triangle(x: float, y: float = 10.0) -> str:
    return f'<path class="chart-alarm" d="M{x} {y - 6}l6 11h-12z"/>'
