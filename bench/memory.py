"""The memory that the server and the worker hold at their highest."""

from __future__ import annotations

import time

from django.utils import timezone

from baro.urging.jobs import take_steps
from bench import serving
from bench.table import Row

MEGABYTE = 1_000_000
PATIENCE = 60  # seconds for the worker's jobs


def of_servers(ours: serving.Running, bare: serving.Running) -> Row:
    """All processes of the server, after they have served every page, beside those of the bare page."""
    this, base = (running.peak_memory() / MEGABYTE for running in (ours, bare))
    return Row("peak memory of the server", this, base, this / base, unit="MB")


def of_worker() -> Row:
    """The worker, after it has urged the owners of what is due."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    take_steps.defer(timestamp=int(timezone.now().timestamp()))
    with serving.worker() as running:
        until = time.monotonic() + PATIENCE
        while ProcrastinateJob.objects.filter(status__in=("todo", "doing")).exists():
            if time.monotonic() > until:
                raise RuntimeError(f"the worker has not done its jobs; what it said is in {serving.LOG}")
            time.sleep(0.2)
        return Row("peak memory of the worker", running.peak_memory() / MEGABYTE, unit="MB")
