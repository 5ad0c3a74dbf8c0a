"""What a chart shows: its marks, each with what it counts and where its rows are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_MARKS = 1200  # a chart of so many takes half a second; more would not be read either
MOST_PANELS = 20
STEPS = 5  # how many shades a grid has


class Kind(StrEnum):
    """How the marks are drawn."""

    LINES = "lines"
    BARS = "bars"
    STACKED = "stacked"
    MULTIPLES = "multiples"
    GRID = "grid"


class Role(StrEnum):
    """What a colour stands for; the page and the paper say which colour that is."""

    INK = "ink"
    QUIET = "quiet"
    RULE = "rule"
    GROUND = "ground"
    EARLIER = "earlier"
    FIRST = "s1"
    SECOND = "s2"
    THIRD = "s3"
    FOURTH = "s4"
    FIFTH = "s5"
    SIXTH = "s6"
    SEVENTH = "s7"
    OTHERS = "s8"
    STEP_0 = "r0"
    STEP_1 = "r1"
    STEP_2 = "r2"
    STEP_3 = "r3"
    STEP_4 = "r4"
    ON_STEP = "on"


SERIES = (Role.FIRST, Role.SECOND, Role.THIRD, Role.FOURTH, Role.FIFTH, Role.SIXTH, Role.SEVENTH, Role.OTHERS)
SHADES = (Role.STEP_0, Role.STEP_1, Role.STEP_2, Role.STEP_3, Role.STEP_4)
# On paper, on a light ground; the page has them in its style sheet, for light and dark.
ON_PAPER = {
    Role.INK: "#241d17",
    Role.QUIET: "#5f5548",
    Role.RULE: "#e4ded3",
    Role.GROUND: "#fffefb",
    Role.EARLIER: "#b5a793",
    Role.FIRST: "#96191f",
    Role.SECOND: "#1f5f8b",
    Role.THIRD: "#b8790f",
    Role.FOURTH: "#2f7d55",
    Role.FIFTH: "#6b4c8a",
    Role.SIXTH: "#0f7c7c",
    Role.SEVENTH: "#b05279",
    Role.OTHERS: "#8d8375",
    Role.STEP_0: "#f5ebe4",
    Role.STEP_1: "#ecccc2",
    Role.STEP_2: "#dca195",
    Role.STEP_3: "#b9534f",
    Role.STEP_4: "#95181e",
    Role.ON_STEP: "#fefefe",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A number of a chart: where it stands (``at``), of which ``series``, in which ``panel``, and where it leads.

    ``told`` is what a pointer over it reads; ``place`` is its column and row in a grid.
    """

    at: str
    value: int | float
    series: str = ""
    panel: str = ""
    url: str = ""
    told: str = ""
    place: tuple[int, int] | None = None

    @property
    def words(self) -> str:
        """What a pointer over it reads."""
        return self.told or f"{' · '.join(filter(None, (self.series, self.at)))}: {self.value}"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its marks in their order, and how they are drawn.

    ``series`` are the series in their order, ``earlier`` the one of them that is the year before and stands back.
    ``title`` is what it shows, for who does not see it. A chart without marks, or of more than `MOST_MARKS`, is none.
    """

    kind: Kind
    marks: tuple[Mark, ...]
    title: str = ""
    series: tuple[str, ...] = ()
    earlier: str = ""
    width: int = 720
    height: int = 260
    rtl: bool = False

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to draw, and not more than anybody would read."""
        return 0 < len(self.marks) <= MOST_MARKS

    def role_of(self, series: str) -> Role:
        """The colour of a series."""
        if series == self.earlier and series:
            return Role.EARLIER
        own = [one for one in self.series if one != self.earlier]
        at = own.index(series) if series in own else 0
        return SERIES[min(at, len(SERIES) - 1)]

    @property
    def roles(self) -> list[tuple[str, Role]]:
        """The series with their colours, in order."""
        return [(one, self.role_of(one)) for one in self.series]

    def shade_of(self, value: float) -> Role:
        """The shade of a value in a grid: fifths of those that are more than nought, equal values alike.

        By their order and not their size, so that one large unit does not make all others pale.
        """
        some = sorted({mark.value for mark in self.marks if mark.value > 0})
        if value not in some:
            return Role.STEP_0
        return SHADES[min(some.index(value) * STEPS // len(some), STEPS - 1)]
