"""The periods for which returns are made: their codes, names and days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from baro.kernel.errors import Refused


class PeriodKind(StrEnum):
    """How long a period is; all but months and later quarters begin with the year."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"


MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}
WRITTEN = re.compile(r"(\d{4})-(M(0[1-9]|1[0-2])|Q([1-4])|H1|9M|Y)")
WHOLE = {"H1": PeriodKind.HALF, "9M": PeriodKind.NINE_MONTHS, "Y": PeriodKind.YEAR}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period: ``number`` says which month or quarter of the year, and is one for the others."""

    year: int
    kind: PeriodKind
    number: int = 1

    @property
    def code(self) -> str:
        """How records keep it: 2024-M03, 2024-Q1, 2024-H1, 2024-9M, 2024-Y."""
        marks = {PeriodKind.MONTH: f"M{self.number:02d}", PeriodKind.QUARTER: f"Q{self.number}"}
        marks |= {kind: mark for mark, kind in WHOLE.items()}
        return f"{self.year}-{marks[self.kind]}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * MONTHS[self.kind] + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.number * MONTHS[self.kind]
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        named = {"number": self.number, "year": self.year}
        if self.kind == PeriodKind.MONTH:
            return _("month %(number)s of %(year)s") % named
        if self.kind == PeriodKind.QUARTER:
            return _("quarter %(number)s of %(year)s") % named
        if self.kind == PeriodKind.HALF:
            return _("first 6 months of %(year)s") % named
        return (_("first 9 months of %(year)s") if self.kind == PeriodKind.NINE_MONTHS else _("year %(year)s")) % named


def period_of(code: str) -> Period:
    """The period of a code.

    Raises Refused for what is none.
    """
    found = WRITTEN.fullmatch(code)
    if not found or int(found[1]) < 1:
        sentence = _("“%(period)s” is not a period. Write 2024-M03, 2024-Q1, 2024-H1, 2024-9M or 2024-Y.")
        raise Refused(sentence % {"period": code[:20]}, fields={"period": sentence % {"period": code[:20]}})
    year, mark = int(found[1]), found[2]
    if mark in WHOLE:
        return Period(year, WHOLE[mark])
    kind = PeriodKind.MONTH if mark[0] == "M" else PeriodKind.QUARTER
    return Period(year, kind, int(mark[1:]))


def periods_of(year: int) -> list[Period]:
    """Every period that ends in a year, in order of their ends."""
    found = [Period(year, PeriodKind.MONTH, n) for n in range(1, 13)]
    found += [Period(year, PeriodKind.QUARTER, n) for n in range(1, 5)]
    found += [Period(year, kind) for kind in WHOLE.values()]
    return sorted(found, key=lambda one: (one.last, MONTHS[one.kind]))
