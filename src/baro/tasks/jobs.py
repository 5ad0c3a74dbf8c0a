"""Jobs of tasks: each morning they open what recurs, on working days they find who has to be reminded."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from baro.kernel.periods import is_working_day
from baro.tasks.actions import repeating, urging
from baro.tasks.queries import to_be_reminded


@app.periodic(cron="30 0 * * *")  # 7:30 in Vietnam; the scheduler counts in UTC
@app.task(name="tasks.task.remind", queueing_lock="tasks.task.remind", pass_context=False)
def remind_owners(timestamp: int) -> None:
    """Queue a reminder for every task that is newly near or past its deadline; nothing on days off."""
    today = timezone.localtime(datetime.fromtimestamp(timestamp, tz=timezone.get_default_timezone())).date()
    if not is_working_day(today):
        return
    for pk in to_be_reminded(today).values_list("pk", flat=True).iterator(chunk_size=2000):
        one = remind_owner.configure(queueing_lock=f"tasks.remind:{pk}")
        try:
            one.defer(task_id=pk, day=today.isoformat())
        except AlreadyEnqueued:
            continue  # yesterday's reminder still waits, and says the same


@app.task(name="tasks.remind_owner", retry=RetryStrategy(max_attempts=5, exponential_wait=10))
def remind_owner(task_id: int, day: str) -> None:
    """Remind the owner of one task, as of the day on which it was found."""
    urging.remind(task_id, today=datetime.fromisoformat(day).date())


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
