"""One morning of urging, beside the plain statement that finds the tasks whose deadline is near or past."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from django.utils import timezone

from baro.config.environment import PREPARED
from baro.kernel.periods import moved_to_working_day
from baro.kernel.rulebook import today
from baro.tasks.flow import WITH_OWNER
from baro.urging.actions.climbing import climb
from baro.urging.queries import due_steps
from baro.urging.rulebook import Ladders
from baro.urging.rules import rungs
from bench.table import Row

FINDING_BAR = 1.5
ROUNDS = 5
PLAIN = """
    SELECT id, due_on FROM tasks_task
    WHERE state = ANY(%s) AND asked_due_on IS NULL AND due_on <= %s
"""


def measured(url: str) -> Iterator[Row]:
    """Finding what is due, then taking it: the tasks a second, and the memory that it takes."""
    day = moved_to_working_day(timezone.localdate())
    with psycopg.connect(url, prepare_threshold=PREPARED["prepare_threshold"]) as plain:
        pairs = [(_found(day), _found_plainly(plain, day)) for _ in range(ROUNDS)]
    this, base = (median(times) * 1000 for times in zip(*pairs, strict=True))
    yield Row("urging: finding what is due", this, base, this / base, FINDING_BAR)
    before, begun = _peak(anew=True), time.perf_counter()
    taken = climb(day)
    seconds = time.perf_counter() - begun
    yield Row(f"urging: taking {taken:,} steps", taken / seconds, unit="/s")
    yield Row("urging: memory that the run takes", _peak() - before, unit="MB")


def _found(day: date) -> float:
    begun = time.perf_counter()
    for _due in due_steps(day):
        pass
    return time.perf_counter() - begun


def _found_plainly(plain: psycopg.Connection[Any], day: date) -> float:
    """The same tasks by a statement without ladders, steps and obstacles."""
    usual = today(Ladders).for_kind("")
    last = max(rung.counted_until for rung in rungs(usual, day))
    begun = time.perf_counter()
    with plain.cursor(name="plain") as cursor:
        cursor.execute(PLAIN, [[state.value for state in WITH_OWNER], last])
        for _row in cursor:
            pass
    plain.rollback()
    return time.perf_counter() - begun


def _peak(*, anew: bool = False) -> float:
    """The most memory that this process has held, in MB; ``anew`` since now."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in told.splitlines() if line.startswith("VmHWM")).split()[1]) / 1000
