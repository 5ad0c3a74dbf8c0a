"""The job of returns: each night the rounds that are due by rule are opened."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from baro.returns.actions import opening


@app.periodic(cron="30 18 * * *")  # 1:30 in Vietnam; the scheduler counts in UTC
@app.task(
    name="returns.round.open",
    queueing_lock="returns.round.open",
    lock="returns.round.open",
    retry=RetryStrategy(max_attempts=5, exponential_wait=10),
    pass_context=False,
)
def open_rounds(timestamp: int) -> None:
    """Open every round that is to be open by now, also those of nights on which nothing ran."""
    opening.open_all(timezone.localtime(datetime.fromtimestamp(timestamp, tz=timezone.get_default_timezone())).date())
