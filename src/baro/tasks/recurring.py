"""When recurring work falls due: so many months apart, by one day of one month of each period."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.periods import add_working_days, moved_to_working_day
from baro.kernel.wordings import wording
from baro.tasks.rulebook import Recurring

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every so many ``months``, counted from January, by the ``day`` of the ``month`` of the period.

    A month that is too short for the day ends sooner: the 29th of February is the 28th in most years.
    """

    months: int
    month: int
    day: int

    @classmethod
    def read(cls, kept: str) -> Self:
        """The rule as a task keeps it, ``3/3/25``.

        Raises ValueError for anything else.
        """
        months, month, day = map(int, kept.split("/"))
        return cls(months, month, day)

    def as_kept(self) -> str:
        """What a task keeps of it."""
        return f"{self.months}/{self.month}/{self.day}"

    def __str__(self) -> str:
        told = {"every": rulebook.today(Recurring).of(self.months).names, "day": self.day, "month": self.month}
        if self.months == 1:
            return _("%(every)s, by day %(day)s") % told
        if self.months == MONTHS:
            return _("%(every)s, by %(day)s/%(month)s") % told
        return _("%(every)s, by day %(day)s of month %(month)s of the period") % told

    def on_or_before(self, day: date) -> date:
        """The last day not after a day on which the work falls due."""
        found = self._in_period(day.year * MONTHS + day.month - 1)
        return found if found <= day else self._in_period(day.year * MONTHS + day.month - 1 - self.months)

    def after(self, day: date) -> date:
        """The first day after a day on which the work falls due.

        Raises ValueError beyond the last year of the calendar.
        """
        found = self._in_period(day.year * MONTHS + day.month - 1)
        return found if found > day else self._in_period(day.year * MONTHS + day.month - 1 + self.months)

    def _in_period(self, month: int) -> date:
        """The day in the period of a month that is counted from the year nought."""
        year, number = divmod(month - month % self.months + self.month - 1, MONTHS)
        return date(year, number + 1, min(self.day, monthrange(year, number + 1)[1]))

    def opens_on(self, occurs_on: date) -> date:
        """The day on which the task that falls due on a day is opened."""
        before = rulebook.in_force(Recurring, on=occurs_on).body.of(self.months).opens_before
        return add_working_days(moved_to_working_day(occurs_on), -before)


wording("tasks.recurrence", Recurrence.read)
