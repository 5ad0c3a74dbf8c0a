"""The figures of a report as its prose takes them: counted today, or as they were kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from baro.kernel.figures import percent
from baro.org.models import Unit
from baro.statistics.queries import Figure, figures
from baro.ui.counts.opening import address


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with what it is compared to; ``whole`` is that of which it is a part, the digest fixes its rows.

    ``previous`` is None when there are no records of the year before.

    ``rows_at`` and ``before_at`` are where the rows are that it and the figure of the year before count.
    """

    code: str
    label: Any
    value: int
    previous: int | None
    whole: int | None
    rows: int
    version: int
    digest: str
    rows_at: str = ""
    before_at: str = ""

    @property
    def percent(self) -> float | None:
        """What it is of the figure of the year before, cut off; None when there is no base."""
        return percent(self.value, self.previous) if self.previous else None

    @property
    def share(self) -> float | None:
        """What it is of its whole, cut off; None when it is part of none, or of nought."""
        return percent(self.value, self.whole) if self.whole and self.whole > 0 else None


Facts = Mapping[str, Fact]


def counted(unit: Unit, year: int) -> dict[str, Fact]:
    """The figures of a unit's year as they are today, by code, in the order of the report.

    What was not gathered is left out. Raises Refused for a year that the rulebook does not speak about.
    """
    return by_code(_fact(one, one.value) for one in figures(unit, year) if one.value is not None)


def by_code(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Figures by their codes."""
    return {fact.code: fact for fact in facts}


def _fact(figure: Figure, value: int) -> Fact:
    return Fact(
        figure.line.code,
        figure.line.label,
        value,
        figure.previous,
        figure.whole,
        figure.rows,
        figure.line.indicator.version,
        figure.digest,
        address(figure.line),
        address(figure.before),
    )


def among(facts: Facts, code: str) -> list[Fact]:
    """The figure of a code, or all whose codes begin with it."""
    return [fact for fact in facts.values() if fact.code == code or fact.code.startswith(f"{code}.")]
