"""Working days and deadlines: pure arithmetic over a calendar that is made once a year from the rulebook."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import holidays
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.rulebook import Dates, Weekday, WorkDays
from baro.kernel.rulebook.book import Rulebook

ONE_DAY = timedelta(days=1)
WRITTEN = {"vi": "EEEE, dd/MM/yyyy"}  # as on the pages; other languages have the name of the month
DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
TOGETHER = re.compile(r"(\d\d)(\d\d)(\d{4})")  # as on the keyboard for numbers of a phone
YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[T ]00:00(?::00)?)?")


def is_working_day(day: date) -> bool:
    """Whether people are at work on a day."""
    worked = _worked(rulebook.opened(), day.year)
    position = bisect_left(worked, day)
    return position < len(worked) and worked[position] == day


def next_working_day(day: date) -> date:
    """The first working day after a day."""
    return add_working_days(day, 1)


def moved_to_working_day(day: date) -> date:
    """The day itself when it is worked, otherwise the first working day after it: where a deadline moves to."""
    return day if is_working_day(day) else next_working_day(day)


def add_working_days(day: date, number: int) -> date:
    """The working day that is so many working days after a day, or before it when the number is negative.

    Nought gives the day itself, worked or not. Raises OverflowError beyond the year 9999.
    """
    if number == 0:
        return day
    book, year = rulebook.opened(), day.year
    worked = _worked(book, year)
    position = bisect_right(worked, day) + number - 1 if number > 0 else bisect_left(worked, day) + number
    while position >= len(worked):
        position, year = position - len(worked), year + 1
        worked = _worked(book, year)
    while position < 0:
        year -= 1
        worked = _worked(book, year)
        position += len(worked)
    return worked[position]


def working_days_between(first: date, last: date) -> int:
    """How many working days lie from one day to another: the first is not counted, the last is.

    Negative when ``last`` comes before ``first``. So ``working_days_between(day, add_working_days(day, n)) == n``.
    """
    book = rulebook.opened()
    if last < first:
        return _before(book, last) - _before(book, first) + _whole_years(book, last.year, first.year, -1)
    return _through(book, last) - _through(book, first) + _whole_years(book, first.year, last.year, 1)


def last_near_day(today: date, near_working_days: int) -> date:
    """The last day, worked or not, on which a deadline counts as near today: the bound for a query."""
    return add_working_days(today, near_working_days + 1) - ONE_DAY


def wrong_deadline(day: date | None, today: date) -> str:
    """Why a day cannot be a deadline, with the remedy; empty when it can."""
    if day is None:
        return ""
    if day < today:
        return _("%(day)s is past; choose a day from today on.") % {"day": spoken_day(day)}
    if far := why_too_far(day, today):
        return far
    why = why_not_working(day)
    if why is None:
        return ""
    return _("%(why)s The next working day is %(next)s.") % {"why": why, "next": spoken_day(next_working_day(day))}


def farthest_deadline(today: date) -> date:
    """The last day that can be a deadline; working days are counted no further, so that no date can hold up a page."""
    return rulebook.in_force(Dates, on=today).body.farthest_deadline(today)


def why_too_far(day: date, today: date) -> str:
    """Why a day is no deadline that anybody means; empty when it may be one."""
    return _why_outside(day, date.min, farthest_deadline(today))


def why_too_old(day: date, today: date) -> str:
    """Why a day is no date of a document that anybody means; empty when it may be one."""
    return _why_outside(day, rulebook.in_force(Dates, on=today).body.oldest_document, date.max)


def why_not_meant(day: date, today: date) -> str:
    """Why nobody means a day, whatever it is for; empty when somebody may."""
    rule = rulebook.in_force(Dates, on=today).body
    return _why_outside(day, rule.oldest_day, rule.farthest_day(today))


def _why_outside(day: date, first: date, last: date) -> str:
    if day > last:
        sentence = _("%(day)s is too far ahead; choose a day until %(last)s.")
        return sentence % {"day": spoken_day(day), "last": spoken_day(last)}
    if day < first:
        sentence = _("%(day)s is too long ago; choose a day from %(first)s on.")
        return sentence % {"day": spoken_day(day), "first": spoken_day(first)}
    return ""


def day_written(text: str) -> date | None:
    """The day that somebody wrote: day first, with or without signs between, or year first; None for anything else."""
    written = text.strip()
    found = DAY_FIRST.fullmatch(written) or TOGETHER.fullmatch(written)
    parts = found.groups()[::-1] if found else None
    if found := YEAR_FIRST.fullmatch(written):
        parts = found.groups()
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:  # no day of the calendar
        return None


def spoken_day(day: date) -> str:
    """A day in the reader's language, with its weekday: “Saturday, 2 September 2028”, “Thứ Bảy, 02/09/2028”."""
    locale = _locale()
    return format_date(day, format=WRITTEN.get(locale.language, "full"), locale=locale)


def why_not_working(day: date) -> str | None:
    """One sentence in the reader's language that says why a day is not worked; None when it is."""
    if is_working_day(day):
        return None
    reasons = format_list(list(_reasons(day)), locale=_locale())
    return _("%(day)s is not a working day: %(reasons)s.") % {"day": spoken_day(day), "reasons": reasons}


def _reasons(day: date) -> Iterator[str]:
    rule = rulebook.in_force(WorkDays, on=day).body
    closure = rule.closure_on(day)
    if closure is not None:
        yield str(closure.names)
    if Weekday.of(day) not in rule.week:
        yield _("weekend")
    exchange = rule.exchange_for(day)
    if exchange is not None:
        yield _("worked on %(day)s instead") % {"day": spoken_day(exchange.worked)}
        return
    yield from _holidays_on(day, rule)


def _holidays_on(day: date, rule: WorkDays) -> Iterator[str]:
    language = (get_language() or "en").partition("-")[0]
    found = _holiday_names(rule.country, day.year, "vi" if language == "vi" else "en_US").get(day, "")
    for name in filter(None, found.split(holidays.HOLIDAY_NAME_DELIMITER)):
        yield rule.arabic(name) if language == "ar" else name


def _locale() -> Locale:
    """Babel's locale for the reader; the English of the rulebook puts the day before the month."""
    language = (get_language() or "en").partition("-")[0]
    return Locale.parse("en_GB" if language == "en" else language)


@lru_cache(maxsize=256)
def _holiday_names(country: str, year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays(country, years=year, language=language).items())


@lru_cache(maxsize=256)
def _weekends_worked(country: str, year: int) -> frozenset[date]:
    return frozenset(getattr(holidays.country_holidays(country, years=year), "weekend_workdays", ()))


@lru_cache(maxsize=256)
def _worked(book: Rulebook, year: int) -> tuple[date, ...]:
    """The working days of a year in order; the rulebook is part of the key, so that a reopened one counts anew.

    Raises OverflowError for years that no date can have.
    """
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"there is no calendar for the year {year}")
    first = date(year, 1, 1)
    length = (date(year, 12, 31) - first).days + 1
    return tuple(day for day in (first + n * ONE_DAY for n in range(length)) if _is_worked(book, day))


def _is_worked(book: Rulebook, day: date) -> bool:
    rule = book.in_force(WorkDays, day).body
    if rule.closure_on(day):
        return False
    if rule.worked_instead(day) or day in _weekends_worked(rule.country, day.year):
        return True
    if rule.exchange_for(day) or Weekday.of(day) not in rule.week:
        return False
    return day not in _holiday_names(rule.country, day.year, "en_US")


def _through(book: Rulebook, day: date) -> int:
    return bisect_right(_worked(book, day.year), day)


def _before(book: Rulebook, day: date) -> int:
    return bisect_left(_worked(book, day.year), day)


def _whole_years(book: Rulebook, first: int, last: int, sign: int) -> int:
    return sign * sum(len(_worked(book, year)) for year in range(first, last))


def year_days(year: int) -> tuple[date, date]:
    """The first and the last day of a calendar year."""
    return date(year, 1, 1), date(year, 12, 31)
