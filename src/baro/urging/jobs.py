"""Jobs of urging: each working morning the steps that are due are taken, and what is to leave by e-mail leaves."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from baro.kernel.periods import is_working_day
from baro.urging.actions.climbing import climb
from baro.urging.actions.mailing import send_mails
from baro.urging.actions.writing import write_letters

TAKE, SEND = "urging.step.take", "urging.send_mails"
AGAIN = RetryStrategy(max_attempts=5, exponential_wait=10)


@app.periodic(cron="30 0 * * *")  # 7:30 in Vietnam; the scheduler counts in UTC
@app.task(name=TAKE, queueing_lock=TAKE, lock=TAKE, pass_context=False, retry=AGAIN)
def take_steps(timestamp: int) -> None:
    """Take the steps that are due on this morning, then draft the letters; nothing on days off.

    A run that was missed is not made up for: the next one finds what is due by then, once.
    """
    today = timezone.localtime(datetime.fromtimestamp(timestamp, tz=timezone.get_default_timezone())).date()
    if is_working_day(today):
        climb(today)
        write_letters(today)


@app.periodic(cron="*/10 * * * *")
@app.task(name=SEND, queueing_lock=SEND, lock=SEND, pass_context=False)
def send_waiting_mails(timestamp: int) -> None:
    """Send the e-mails that wait; when the mail server is down they wait for the next time, however long that takes."""
    send_mails()
