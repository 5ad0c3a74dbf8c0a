"""The rules of days and times: the week, holidays, own closures; between which days typed dates lie; long work."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, PositiveInt, model_validator

from baro.kernel.rulebook.body import Certain, Entry, Names, RuleBody, Text


class Weekday(StrEnum):
    """The days of the week, Monday first."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @classmethod
    def of(cls, day: date) -> Weekday:
        """The weekday of a day."""
        return _WEEK[day.weekday()]


_WEEK = tuple(Weekday)


class ExchangedDay(Certain):
    """A working day that is taken off, and the day on which it is worked instead."""

    off: date
    worked: date


class Closure(Entry):
    """Days, both ends included, on which the organisation itself is closed."""

    first: date
    last: date
    names: Names

    @model_validator(mode="after")
    def _not_backwards(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"the closure ends on {self.last}, before it begins on {self.first}")
        return self


class HolidayName(Entry):
    """The Arabic name of a holiday that the calendar of holidays knows in English."""

    en: Text
    ar: Text


class Dates(RuleBody, code="work.dates", called=_("Which dates can be meant")):
    """Between which days typed dates must lie."""

    oldest_document: date
    farthest_deadline_years: PositiveInt
    oldest_day: date
    farthest_day_years: PositiveInt
    oldest_person_years: PositiveInt
    youngest_person_years: PositiveInt

    def may_be_birth(self, day: date, today: date) -> bool:
        """Whether somebody in the organisation can be born on a day."""
        return today.year - self.oldest_person_years <= day.year <= today.year - self.youngest_person_years

    def farthest_day(self, today: date) -> date:
        """The last day that can be typed anywhere."""
        return date(min(today.year + self.farthest_day_years, date.max.year - 1), 12, 31)

    def farthest_deadline(self, today: date) -> date:
        """The last day that can be a deadline: the end of the last of the years ahead."""
        return date(min(today.year + self.farthest_deadline_years, date.max.year), 12, 31)


class LongWork(RuleBody, code="work.long", called=_("Long work")):
    """When long work that says nothing counts as broken off, and how long the outcome of work is kept."""

    silent_hours: PositiveInt
    kept_days: PositiveInt


class WorkDays(RuleBody, code="work.days", called=_("Working days")):
    """Which days are worked; ``country`` names the calendar of public holidays."""

    week: frozenset[Weekday] = Field(min_length=1)
    country: Text
    exchanged_days: tuple[ExchangedDay, ...] = ()
    closures: tuple[Closure, ...] = ()
    arabic_holiday_names: tuple[HolidayName, ...] = ()

    def closure_on(self, day: date) -> Closure | None:
        """The organisation's own closure that covers a day, if there is one."""
        return next((row for row in self.closures if row.first <= day <= row.last), None)

    def exchange_for(self, day: date) -> ExchangedDay | None:
        """The exchange by which a day is taken off, if there is one."""
        return next((row for row in self.exchanged_days if row.off == day), None)

    def worked_instead(self, day: date) -> bool:
        """Whether a day is worked in exchange for another."""
        return any(row.worked == day for row in self.exchanged_days)

    def arabic(self, holiday: str) -> str:
        """The Arabic name of a holiday known by its English name, or that name when there is none."""
        return next((row.ar for row in self.arabic_holiday_names if row.en == holiday), holiday)
