"""The rules that are drawn on a page of a PDF, and the grids that they make around the cells of tables."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
from pypdfium2 import raw

from baro.documents.reading.parsers.words import Word

# Points: a rectangle that is thinner is a rule, ends that are nearer meet, lines that are nearer are one.
THIN, NEAR, ONE = 3.0, 3.0, 4.0
SHORTEST = 6.0
# A path of more steps is a drawing.
MOST_STEPS = 400


@dataclass(frozen=True, slots=True)
class Rule:
    """A level rule (``is_level``) at a height, or an upright one at a place from the left, from end to end."""

    is_level: bool
    at: float
    first: float
    last: float

    def meets(self, other: Rule) -> bool:
        """Whether it touches or crosses one of the other kind."""
        return (
            self.is_level != other.is_level
            and other.first - NEAR <= self.at <= other.last + NEAR
            and self.first - NEAR <= other.at <= self.last + NEAR
        )


def rules_of(page: pdfium.PdfPage) -> list[Rule]:
    """The rules of a page: strokes, and the thin filled rectangles that offices' programs draw instead."""
    found: list[Rule] = []
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = path.get_bounds()
        if right - left <= THIN or top - bottom <= THIN:
            found += _rule((left, bottom), (right, top))
        elif _is_stroked(path) and raw.FPDFPath_CountSegments(path) <= MOST_STEPS:
            for start, end in _steps(path):
                found += _rule(start, end)
    return found


def _rule(start: tuple[float, float], end: tuple[float, float]) -> list[Rule]:
    """The rule between two points, if it is level or upright and long enough."""
    (left, right), (low, high) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if high - low <= THIN and right - left >= SHORTEST:
        return [Rule(True, (low + high) / 2, left, right)]
    if right - left <= THIN and high - low >= SHORTEST:
        return [Rule(False, (left + right) / 2, low, high)]
    return []


def _is_stroked(path: pdfium.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(path, fill, stroke)) and bool(stroke.value)


def _steps(path: pdfium.PdfObject) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight steps of a path where they are seen on the page."""
    matrix = path.get_matrix()
    begun = last = (0.0, 0.0)
    for at in range(raw.FPDFPath_CountSegments(path)):
        step = raw.FPDFPath_GetPathSegment(path, at)
        across, up = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(step, across, up)
        point = matrix.on_point(across.value, up.value)
        if raw.FPDFPathSegment_GetType(step) == raw.FPDF_SEGMENT_MOVETO:
            begun = point
        else:
            yield last, point
        last = point
        if raw.FPDFPathSegment_GetClose(step):
            yield last, begun


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: where its columns and rows end, and which cell each of its places belongs to.

    ``across`` goes from left to right, ``up`` from the top downwards; places that no rule parts are one cell.
    """

    across: tuple[float, ...]
    up: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.up[0]

    def holds(self, word: Word) -> bool:
        """Whether a word stands in it."""
        return self.across[0] <= word.across <= self.across[-1] and self.up[-1] <= word.up <= self.up[0]

    def cell_of(self, word: Word) -> int:
        """The cell in which a word stands that it holds."""
        column = min(max(bisect_right(self.across, word.across) - 1, 0), len(self.across) - 2)
        row = next(row for row in range(len(self.up) - 1) if word.up >= self.up[row + 1])
        return self.cells[row][column]


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that rules make, each of at least two columns."""
    made = (_grid(together) for together in _together(rules))
    return [grid for grid in made if grid is not None]


def _together(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The rules in groups that touch each other."""
    left = set(range(len(rules)))
    level = [at for at in left if rules[at].is_level]
    upright = [at for at in left if not rules[at].is_level]
    while left:
        group, waiting = [], [left.pop()]
        while waiting:
            at = waiting.pop()
            group.append(rules[at])
            others = upright if rules[at].is_level else level
            met = [other for other in others if other in left and rules[at].meets(rules[other])]
            left.difference_update(met)
            waiting += met
        yield group


def _grid(rules: Sequence[Rule]) -> Grid | None:
    level, upright = [one for one in rules if one.is_level], [one for one in rules if not one.is_level]
    across, up = _places(one.at for one in upright), _places(one.at for one in level)[::-1]
    if len(across) < 3 or len(up) < 2:
        return None
    wide, high = len(across) - 1, len(up) - 1
    cell = list(range(wide * high))

    def first(place: int) -> int:
        while cell[place] != place:
            place = cell[place]
        return place

    for row, (top, bottom) in enumerate(pairwise(up)):
        for column, (left, right) in enumerate(pairwise(across)):
            place = row * wide + column
            if column + 1 < wide and not _parts(upright, right, (top + bottom) / 2):
                cell[first(place + 1)] = first(place)
            if row + 1 < high and not _parts(level, bottom, (left + right) / 2):
                cell[first(place + wide)] = first(place)
    cells = tuple(tuple(first(row * wide + column) for column in range(wide)) for row in range(high))
    return Grid(tuple(across), tuple(up), cells)


def _parts(rules: Iterable[Rule], at: float, middle: float) -> bool:
    """Whether one of some rules lies at a place and passes a middle."""
    return any(abs(one.at - at) <= ONE and one.first <= middle <= one.last for one in rules)


def _places(found: Iterable[float]) -> list[float]:
    """Places in their order, those that are as good as one taken once."""
    places: list[float] = []
    for place in sorted(found):
        if not places or place - places[-1] > ONE:
            places.append(place)
    return places
