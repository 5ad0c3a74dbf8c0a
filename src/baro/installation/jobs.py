"""What is done for the installation in the background."""

from __future__ import annotations

import os

from procrastinate.contrib.django import app

from baro.installation import own_rules
from baro.installation.queries import this_one


@app.periodic(cron="* * * * *")
@app.task(name="installation.read_rules")
def read_rules(timestamp: int) -> None:
    """Go by the rules that were chosen at the set-up, where this process began before it."""
    if os.environ.get(own_rules.WAITING) and this_one():
        del os.environ[own_rules.WAITING]
        own_rules.read_anew()
