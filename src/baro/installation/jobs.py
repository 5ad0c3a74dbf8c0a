"""What is done for the installation in the background."""

from __future__ import annotations

from procrastinate.contrib.django import app

from baro.installation.queries import this_one


@app.periodic(cron="* * * * *")
@app.task(name="installation.read_rules", queueing_lock="installation.read_rules", pass_context=False)
def read_rules(timestamp: int) -> None:
    """Go by the rules that were chosen at the set-up, where this process began before it."""
    this_one()
