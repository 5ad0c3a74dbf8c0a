"""Jobs about jobs and forms: what a dead worker left is done again, what nobody does ended, what is over forgotten."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from baro.ui.actions import mailing
from baro.ui.forms import once
from baro.ui.work import working

MOST_TRIES = 3  # of a job whose workers died; it may be what they died of


@app.periodic(cron="* * * * *")
@app.task(name="ui.go_on", queueing_lock="ui.go_on", pass_context=False)
async def go_on(timestamp: int) -> None:
    """Queue again what a worker was doing that is no longer alive: whatever has the same lock waits for it."""
    for job in await app.job_manager.get_stalled_jobs():
        if job.attempts + 1 < MOST_TRIES:
            await app.job_manager.retry_job(job)
        else:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)


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


@app.periodic(cron="*/5 * * * *")
@app.task(name="ui.send_digests", queueing_lock="ui.send_digests", lock="ui.send_digests", pass_context=False)
def send_digests(timestamp: int) -> None:
    """Send the digests that are due; what cannot be sent now is due still in five minutes."""
    mailing.send_due(datetime.fromtimestamp(timestamp, tz=timezone.get_default_timezone()))
