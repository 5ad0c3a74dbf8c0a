"""Days and hours of the demo's work, and the deeds that are done at them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from baro.demo.clock import hour_of
from baro.demo.work.desk import Desk
from baro.demo.work.plan import Day
from baro.kernel.periods import add_working_days


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody does at an hour; ``kept`` in the book of the routine, or done by an action."""

    moment: datetime
    do: Callable[[Desk], object]
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """The days of the plan as seen from today."""

    today: date

    def of(self, day: Day) -> date:
        """The date of a day of the plan."""
        return add_working_days(self.today, day) if isinstance(day, int) else day

    def maybe(self, day: Day | None) -> date | None:
        """The date of a day that may be left open."""
        return None if day is None else self.of(day)

    def hour(self, day: Day, hour: int, minute: int = 0) -> datetime:
        """An hour of a day of the plan."""
        return hour_of(self.of(day), hour, minute)

    def words(self, text: str) -> str:
        """A text of the plan, with this year and the next in their places."""
        return text.replace("{year}", str(self.today.year)).replace("{next_year}", str(self.today.year + 1))
