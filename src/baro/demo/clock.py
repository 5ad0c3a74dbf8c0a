"""The clock of the demo: deeds of the past are done by the real actions, at the hour when they are said to happen.

Every part asks `django.utils.timezone` for the time. While the demo province is loaded that one function answers with
the hour of the deed, so that records, events, notices, numbers and deadlines agree with each other as they do in life,
and no event has to be changed afterwards (none can be). Nothing outside the loading of the demo may use this.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from unittest.mock import patch

from django.utils import timezone


class Clock:
    """The hour that it is while the clock runs."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """That hour."""
        return self.moment


@contextmanager
def running(since: datetime) -> Iterator[Clock]:
    """Let it be the hour that the clock is set to while the block runs, from that moment on."""
    clock = Clock(since)
    with patch.object(timezone, "now", clock.now):
        yield clock


def hour_of(day: date, hour: int, minute: int = 0) -> datetime:
    """An hour of a day in the organisation's own time zone."""
    return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())
