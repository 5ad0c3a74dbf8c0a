"""Reporting periods: months, quarters, the first six and nine months, years, terms, and days from one to another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from babel.dates import format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from baro.kernel.periods import year_days

ONE_DAY = timedelta(days=1)
EARLIEST, LATEST = 1930, 2200
CODE = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H(1)|(9)M|(0[1-9]|1[0-2])))?", re.ASCII)
DAYS = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", re.ASCII)


class PeriodKind(StrEnum):
    """How long a period is; the first six and nine months are counted from the beginning of the year."""

    MONTH = "month"
    QUARTER = "quarter"
    SIX_MONTHS = "six_months"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    TERM = "term"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Period:
    """Some days that are reported together. What it is called follows from its days, so that none is named wrongly.

    A term has the ``name`` that its committee gave it, and may know the one before it as ``earlier``.
    """

    kind: PeriodKind
    first: date
    last: date
    name: str = ""
    earlier: Period | None = None

    @property
    def year(self) -> int:
        """The calendar year of its last day."""
        return self.last.year

    @property
    def days(self) -> tuple[date, date]:
        """Its first and its last day."""
        return self.first, self.last

    @property
    def code(self) -> str:
        """How an address writes it: 2024, 2024-H1, 2024-9M, 2024-Q2, 2024-05 or 2020-10-27..2025-10-09."""
        year = f"{self.first.year:04}"
        match self.kind:
            case PeriodKind.YEAR:
                return year
            case PeriodKind.SIX_MONTHS:
                return f"{year}-H1"
            case PeriodKind.NINE_MONTHS:
                return f"{year}-9M"
            case PeriodKind.QUARTER:
                return f"{year}-Q{self.last.month // 3}"
            case PeriodKind.MONTH:
                return f"{year}-{self.first.month:02}"
        return f"{self.first}..{self.last}"

    @property
    def before(self) -> Period:
        """The same period of the year before; of a term, and of what is longer than a year, what came before it."""
        if self.earlier is not None:
            return self.earlier
        if self.kind not in (PeriodKind.TERM, PeriodKind.DAYS):
            return _named(self.kind, self.first.year - 1, self.last.month)
        if _back(self.last) < self.first:
            return between(_back(self.first), _back(self.last))
        return between(self.first - (self.last - self.first) - ONE_DAY, self.first - ONE_DAY)

    @property
    def cumulative(self) -> Period:
        """From the beginning of its year to its last day; a term and free days stay as they are."""
        if self.kind in (PeriodKind.TERM, PeriodKind.DAYS):
            return self
        return between(date(self.first.year, 1, 1), self.last)

    def parts(self, kind: PeriodKind) -> list[Period]:
        """The months or quarters of its year, in order.

        Raises ValueError for periods of another kind.
        """
        if kind not in (PeriodKind.MONTH, PeriodKind.QUARTER):
            raise ValueError(f"a year has no parts of the kind {kind}")
        step = 1 if kind is PeriodKind.MONTH else 3
        return [_named(kind, self.year, month) for month in range(step, 13, step)]

    @property
    def short(self) -> str:
        """Its name in little room: 2024, 6M 2024, Q2/2024, 05/2024."""
        year = self.first.year
        match self.kind:
            case PeriodKind.SIX_MONTHS:
                return _("6M %(year)s") % {"year": year}
            case PeriodKind.NINE_MONTHS:
                return _("9M %(year)s") % {"year": year}
            case PeriodKind.QUARTER:
                return _("Q%(number)s/%(year)s") % {"number": self.last.month // 3, "year": year}
            case PeriodKind.MONTH:
                return f"{self.first.month:02}/{year}"
        return self.name or str(self)

    @property
    def within_year(self) -> str:
        """Its name beside others of the same year: Q2, May."""
        if self.kind is PeriodKind.MONTH:
            return format_date(self.first, "LLL", locale=_language())
        if self.kind is PeriodKind.QUARTER:
            return _("Q%(number)s") % {"number": self.last.month // 3}
        return self.short

    def __str__(self) -> str:
        year = self.first.year
        match self.kind:
            case PeriodKind.YEAR:
                return str(year)
            case PeriodKind.SIX_MONTHS:
                return _("first six months of %(year)s") % {"year": year}
            case PeriodKind.NINE_MONTHS:
                return _("first nine months of %(year)s") % {"year": year}
            case PeriodKind.QUARTER:
                return _("quarter %(number)s of %(year)s") % {"number": self.last.month // 3, "year": year}
            case PeriodKind.MONTH:
                return format_date(self.first, "LLLL yyyy", locale=_language())
        days = _("%(first)s to %(last)s") % {"first": _short(self.first), "last": _short(self.last)}
        return _("term %(name)s, %(days)s") % {"name": self.name, "days": days} if self.name else days


def year_of(year: int) -> Period:
    """A calendar year."""
    return Period(PeriodKind.YEAR, *year_days(year))


def same_as(period: Period, year: int) -> Period:
    """The period of the same name in another year.

    Raises ValueError for terms and free days, which have no name that comes back.
    """
    if period.kind in (PeriodKind.TERM, PeriodKind.DAYS):
        raise ValueError(f"{period.code} does not come back in other years")
    return _named(period.kind, year, period.last.month)


def between(first: date, last: date) -> Period:
    """The days from one to another, as the year or the part of one that they are, else as free days.

    Raises ValueError when the last comes before the first.
    """
    if last < first:
        raise ValueError(f"{last} comes before {first}")
    for kind in (PeriodKind.YEAR, PeriodKind.NINE_MONTHS, PeriodKind.SIX_MONTHS, PeriodKind.QUARTER, PeriodKind.MONTH):
        if kind is not PeriodKind.QUARTER or not last.month % 3:
            found = _named(kind, first.year, last.month)
            if found.days == (first, last):
                return found
    return Period(PeriodKind.DAYS, first, last)


def period_of(code: str) -> Period:
    """The period of a code such as 2024, 2024-H1, 2024-9M, 2024-Q2, 2024-05 or 2020-10-27..2023-06-30.

    Raises ValueError for anything else.
    """
    if found := DAYS.fullmatch(code):
        return _within_reach(between(*map(date.fromisoformat, found.groups())))
    if not (found := CODE.fullmatch(code)):
        raise ValueError(f"{code!r} is no period")
    year, quarter, half, nine, month = found.groups()
    kind, last = PeriodKind.YEAR, 12
    if quarter:
        kind, last = PeriodKind.QUARTER, int(quarter) * 3
    elif half:
        kind, last = PeriodKind.SIX_MONTHS, 6
    elif nine:
        kind, last = PeriodKind.NINE_MONTHS, 9
    elif month:
        kind, last = PeriodKind.MONTH, int(month)
    return _within_reach(_named(kind, int(year), last))


def term_of(name: str, first: date, last: date, earlier: Period | None = None) -> Period:
    """A term under the name that its committee gave it; ``earlier`` is the term before, when there is one."""
    return Period(PeriodKind.TERM, first, last, name, earlier and replace(earlier, earlier=None))


def _named(kind: PeriodKind, year: int, last_month: int) -> Period:
    """The period of a kind that ends with a month."""
    length = {PeriodKind.YEAR: 12, PeriodKind.NINE_MONTHS: 9, PeriodKind.SIX_MONTHS: 6, PeriodKind.QUARTER: 3}
    months = length.get(kind, 1)
    last_month = months if months > 3 else last_month
    after = date(year + last_month // 12, last_month % 12 + 1, 1)
    return Period(kind, date(year, last_month - months + 1, 1), after - ONE_DAY)


def _within_reach(period: Period) -> Period:
    """The period, when there can be figures of it.

    Raises ValueError when there cannot.
    """
    if not EARLIEST <= period.first.year <= period.last.year <= LATEST:
        raise ValueError(f"{period.code} is out of reach")
    return period


def _back(day: date) -> date:
    """The same day a year before; of a leap day, the day before it."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _language() -> str:
    language = (get_language() or "en").partition("-")[0]
    return "en_GB" if language == "en" else language


def _short(day: date) -> str:
    return format_date(day, "dd/MM/yyyy", locale=_language())
