"""When the next digest is due, at the hour that somebody chose."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from baro.kernel.periods import is_working_day
from baro.ui.models import Every

DAY = timedelta(days=1)


def next_after(now: datetime, every: str, *, hour: int, weekday: int) -> datetime | None:
    """The next time after now; None for never. Daily ones leave out days off, weekly ones come on their day."""
    if every == Every.NEVER:
        return None
    found = timezone.localtime(now).replace(hour=hour, minute=0, second=0, microsecond=0)
    while found <= now or not _suits(found, every, weekday):
        found += DAY
    return found


def _suits(at: datetime, every: str, weekday: int) -> bool:
    return at.weekday() == weekday if every == Every.WEEKLY else is_working_day(at.date())
