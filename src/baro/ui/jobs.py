"""Jobs of the interface: each night long work that nobody does any more is ended, and old outcomes are forgotten."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from baro.ui.work import working


@app.periodic(cron="20 18 * * *")  # 1:20 in Vietnam; the scheduler counts in UTC
@app.task(name="ui.tidy_work", queueing_lock="ui.tidy_work", pass_context=False)
def tidy_work(timestamp: int) -> None:
    """Tidy up among the long work."""
    working.tidy(datetime.fromtimestamp(timestamp, tz=timezone.get_default_timezone()))
