"""What the records say of a unit's figures, for the checker: each year is counted once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils import translation

from baro.kernel.errors import Refused
from baro.kernel.reporting import year_of
from baro.org.figures.indicators import indicators
from baro.org.models import Unit
from baro.statistics.checking.judging import Fact
from baro.statistics.checking.periods import Period
from baro.statistics.queries import Figure, figures


class FactsOfUnit:
    """The figures of one unit, counted from their rows; the records speak of whole years."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self._years: dict[int, dict[str, Figure]] = {}

    def figure(self, code: str, year: int) -> Figure | None:
        """The figure of a code in a year; None when there is none, or the rulebook does not speak about the year."""
        if year not in self._years:
            try:
                self._years[year] = {one.line.code: one for one in figures(self.unit, year)}
            except Refused:
                self._years[year] = {}
        return self._years[year].get(code)

    def of(self, code: str, period: Period) -> Fact | None:
        """The figure of a whole year; None for other periods."""
        if not period.is_whole_year or period.year is None:
            return None
        figure = self.figure(code, period.year)
        if figure is None or figure.value is None:
            return None
        whole = self.figure(figure.line.line.of, period.year) if figure.line.line.of else None
        return Fact(figure.value, figure.previous, figure.whole, whole.previous if whole else None)

    def elsewhere(self, code: str, period: Period) -> Iterable[tuple[Period, Fact]]:
        """The figure of the year before and after, and of the whole year when only some months are asked for."""
        if period.year is None:
            return
        years = [period.year, period.year - 1, period.year + 1]
        for other in map(Period, years):
            fact = self.of(code, other) if other != period else None
            if fact is not None:
                yield other, fact

    def names(self, year: int) -> Iterable[tuple[str, str]]:
        """The codes of the figures of a year with what tables call them, in every language of the pages."""
        try:
            lines = [line for one in indicators for line in one.lines(year_of(year).last)]
        except Refused:
            return
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                yield from [(line.code, str(line.label)) for line in lines]
