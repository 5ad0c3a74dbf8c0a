"""The period of which a figure speaks: a calendar year, its first months, or the first half of a term."""

from __future__ import annotations

from dataclasses import dataclass, replace

WHOLE_YEAR = 12
FIRST_MONTHS = (3, 6, 9, 12)


@dataclass(frozen=True, slots=True)
class Period:
    """The first ``months`` of a ``year``, None while no year was said; ``is_half_term`` for the half of a term."""

    year: int | None = None
    months: int = WHOLE_YEAR
    is_half_term: bool = False

    @property
    def is_whole_year(self) -> bool:
        """Whether it is a calendar year."""
        return self.months == WHOLE_YEAR and not self.is_half_term

    def year_before(self) -> Period:
        """The same months a year before; of no year, the year before whatever year is meant."""
        return replace(self, year=self.year - 1) if self.year else replace(self, year=BEFORE)

    def in_year(self, year: int) -> Period:
        """The period with its year, which is this one while none was said."""
        if self.year == BEFORE:
            return replace(self, year=year - 1)
        return self if self.year else replace(self, year=year)

    @staticmethod
    def half_term(around: Period | None) -> Period:
        """The half of a term that ends in the year that was said."""
        return Period(around.year if around else None, WHOLE_YEAR, is_half_term=True)


# Stands for the year before one that nobody named yet.
BEFORE = -1


def months_of(number: int) -> int | None:
    """The number as the months that a period may begin with, None for others."""
    return number if number in FIRST_MONTHS else None
