"""Numbers of many units for the periods of a year, which add up to the sums of each period and never fall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from baro.demo.spreading import spread

PERIODS = ("-H1", "-9M", "")  # behind the year, as codes of periods are written
Numbers = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Reporter:
    """A unit that hands returns up for the periods from the first to the last; by code, because codes go on."""

    code: str
    kind: str
    first: str = PERIODS[0]
    last: str = PERIODS[-1]

    def reports(self, period: str) -> bool:
        """Whether it stood at the end of a period."""
        return PERIODS.index(self.first) <= PERIODS.index(period) <= PERIODS.index(self.last)


def divided(
    totals: Mapping[str, int], reporters: Sequence[Reporter], weights: Sequence[float], draw: Random
) -> Numbers:
    """By period the number of each reporter, nought where it reports none; the sums of the periods must not fall.

    The year is the sum of what each said last, whenever that was: so a unit that ended is counted as it was.
    """
    return _back(
        totals, reporters, spread(totals[PERIODS[-1]], [weight * draw.uniform(0.5, 1.5) for weight in weights])
    )


def parts(totals: Mapping[str, int], reporters: Sequence[Reporter], of: Numbers) -> Numbers:
    """The same for what is a part of other numbers, which it nowhere exceeds."""
    return _back(totals, reporters, spread(totals[PERIODS[-1]], of[PERIODS[0]]))


def _back(totals: Mapping[str, int], reporters: Sequence[Reporter], final: list[int]) -> Numbers:
    """From the last period back: what ends with a period stays as it was said last, the others had no more before."""
    found: Numbers = {}
    later = [0 for _one in reporters]
    for period in reversed(PERIODS):
        said = [number if one.last == period else 0 for one, number in zip(reporters, final, strict=True)]
        going_on = [
            number if one.reports(period) and one.last != period else 0
            for one, number in zip(reporters, later, strict=True)
        ]
        if any(going_on):
            share = spread(totals[period] - sum(said), going_on)
            said = [one + other for one, other in zip(said, share, strict=True)]
        found[period] = later = said
    return found
