"""The job of tasks: each night what recurs is opened."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from baro.tasks.actions import repeating


@app.periodic(cron="0 18 * * *")  # 1:00 in Vietnam; the scheduler counts in UTC
@app.task(
    name="tasks.task.open_next",
    queueing_lock="tasks.task.open_next",
    lock="tasks.task.open_next",
    retry=RetryStrategy(max_attempts=5, exponential_wait=10),
    pass_context=False,
)
def open_recurring(timestamp: int) -> None:
    """Open every recurring task that was to come by now, also of the days on which nothing ran."""
    repeating.open_all(timezone.localtime(datetime.fromtimestamp(timestamp, tz=timezone.get_default_timezone())).date())
