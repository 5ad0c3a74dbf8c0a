"""Jobs of figures: every night the published ones are held against their rows and against today's records."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from baro.statistics.actions import looking


@app.periodic(cron="50 18 * * *")  # 1:50 in Vietnam; the scheduler counts in UTC
@app.task(name="statistics.look", queueing_lock="statistics.look", pass_context=False)
def look_at_published(timestamp: int) -> None:
    """Queue a look at all figures that were frozen and still count for something."""
    for pk in looking.to_be_looked_at():
        try:
            look_at_one.configure(queueing_lock=f"statistics.look:{pk}").defer(pk=pk)
        except AlreadyEnqueued:
            continue  # last night's still waits


@app.task(name="statistics.look_at_one", retry=RetryStrategy(max_attempts=5, exponential_wait=10))
def look_at_one(pk: int) -> None:
    """Compare one publication, and keep what was found."""
    looking.look(pk)
