"""Jobs of the interface: each night what nobody does any more is ended, and what is over is forgotten."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from baro.ui.forms import once
from baro.ui.work import working


@app.periodic(cron="20 18 * * *")  # 1:20 in Vietnam; the scheduler counts in UTC
@app.task(name="ui.tidy_work", queueing_lock="ui.tidy_work", pass_context=False)
def tidy_work(timestamp: int) -> None:
    """Tidy up among the long work."""
    working.tidy(datetime.fromtimestamp(timestamp, tz=timezone.get_default_timezone()))


@app.periodic(cron="40 18 * * *")
@app.task(name="ui.forget_forms", queueing_lock="ui.forget_forms", pass_context=False)
def forget_forms(timestamp: int) -> None:
    """Forget the forms that nobody can send again."""
    once.forget(datetime.fromtimestamp(timestamp, tz=timezone.get_default_timezone()))
