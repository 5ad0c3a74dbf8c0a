"""Jobs of oversight: each morning discipline lapses whose time is over."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from baro.oversight.actions.disciplining import lapse

LAPSE = "oversight.lapse"


@app.periodic(cron="10 18 * * *")  # 1:10 in Vietnam; the scheduler counts in UTC
@app.task(
    name=LAPSE, queueing_lock=LAPSE, lock=LAPSE, pass_context=False,
    retry=RetryStrategy(max_attempts=5, exponential_wait=10),
)  # fmt: skip
def lapse_discipline(timestamp: int) -> None:
    """Let discipline lapse by itself; a run that was missed is made up for by the next one."""
    lapse(timezone.localtime(datetime.fromtimestamp(timestamp, tz=timezone.get_default_timezone())).date())
