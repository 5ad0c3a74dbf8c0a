"""Jobs of running Baro: a backup each night, the last one verified each week, papers compared with their digests."""

from __future__ import annotations

import os

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from baro.operation import papers
from baro.operation.backups import nightly
from baro.operation.backups.programs import address_of


def owner_address() -> str:
    """The address under which databases may be made, where the worker was told one; else that of the application."""
    return os.environ.get("BARO_MIGRATIONS_URL") or address_of(connection)


@app.periodic(cron="0 20 * * *")  # 3:00 in Vietnam; the scheduler counts in UTC
@app.task(name="operation.back_up", queueing_lock="operation.back_up", lock="operation.backups", pass_context=False)
def back_up(timestamp: int) -> None:
    """Make the backup of the night; what is in the way makes the job fail, and is told on the desk."""
    nightly.back_up(address_of(connection))


@app.periodic(cron="30 21 * * 6")  # Sunday, 4:30 in Vietnam
@app.task(name="operation.verify_backup", queueing_lock="operation.verify_backup", lock="operation.backups")
def verify_backup(timestamp: int) -> None:
    """Verify the newest backup by restoring it."""
    nightly.verify_last(owner_address())


@app.periodic(cron="30 19 * * *")
@app.task(name="operation.look_at_papers", queueing_lock="operation.look_at_papers", pass_context=False)
def look_at_papers(timestamp: int) -> None:
    """Compare every paper with its digest, and keep what was found for the desk."""
    papers.look(timezone.now())
