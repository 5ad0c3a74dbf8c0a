"""What the log over the trail costs: transactions with it against transactions without it, and verifying everything."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psycopg

from baro.config import environment
from baro.config.postgres_folder import programs
from bench import serving
from bench.table import Row

LOG_BAR = 1.18  # with the log, at least 0.85 of the transactions without it
CLIENTS, SECONDS, ROUNDS = 8, 4, 5
DEED = r"""\set task random(1, 1000)
BEGIN;
UPDATE tasks_task SET motto = motto WHERE id = (SELECT min(id) FROM tasks_task) + :task;
INSERT INTO trail_event (at, verb_code, person_id, post_id, subjects, facts, salt, facts_digest, request_id)
    VALUES (clock_timestamp(), 'tasks.task.report', 1, 1, ARRAY['tasks.task:' || :task],
    '{"actor": "somebody in a post of a unit", "percent": 50, "words": "half of it is done"}',
    '\\x00112233445566778899aabbccddeeff', sha256('\\x00'), gen_random_uuid());
COMMIT;
"""


def measured() -> Iterator[Row]:
    """Short transactions with and without the log in turns, beside a sequencer; then one pass of verifying."""
    pairs = []
    with serving.sequencer():
        for _ in range(ROUNDS + 1):
            _catch_up()
            mine = _milliseconds()
            with _without_the_log():
                _catch_up()
                pairs.append((mine, _milliseconds()))
        _catch_up()
    this, base = (median(times) for times in zip(*pairs[1:], strict=True))
    ratio = median(mine / theirs for mine, theirs in pairs[1:])
    yield Row("a row and its event, with the log", this, base, ratio, LOG_BAR)
    yield _verifying()
    yield _replaying()


def _catch_up() -> None:
    """Wait until the sequencer has nothing left of the round before."""
    from baro.trail.models import Pending
    from baro.trail.sequencing import numbers_given, opened_log

    while Pending.objects.exists() or opened_log().checkpoint.size < numbers_given():
        time.sleep(0.2)


def _milliseconds() -> float:
    """How long a transaction takes on average, with some clients at once."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(DEED)
        script.flush()
        words = ["--no-vacuum", f"--client={CLIENTS}", "--jobs=2", f"--time={SECONDS}", f"--file={script.name}"]
        done = subprocess.run(
            [programs() / "pgbench", *words, _address()], capture_output=True, text=True, check=True, env=os.environ
        )
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    if found is None:
        raise RuntimeError(f"pgbench said nothing of its speed: {done.stdout}")
    return 1000 * CLIENTS / float(found[1])


def _address() -> str:
    """The database under the role of migrations, which may switch triggers."""
    return environment.text("MIGRATIONS_URL")


@contextmanager
def _without_the_log() -> Iterator[None]:
    """Events that wait for no log; afterwards they do, so that the trail holds."""
    with psycopg.connect(_address(), autocommit=True) as owner:
        owner.execute("ALTER TABLE trail_event DISABLE TRIGGER event_waits_for_the_log")
        row = owner.execute("SELECT max(id) FROM trail_event").fetchone()
        try:
            yield
        finally:
            owner.execute("ALTER TABLE trail_event ENABLE TRIGGER event_waits_for_the_log")
            owner.execute("INSERT INTO trail_pending SELECT id FROM trail_event WHERE id > %s", row)


def _verifying() -> Row:
    from baro.trail.check_trail import Tiles
    from baro.trail.contents import read_events
    from baro.trail.sequencing import log_folder, sequence

    checkpoint = sequence()
    if checkpoint is None:
        raise RuntimeError("another sequencer is at work")
    begun = time.perf_counter()
    reading = read_events(Tiles(Path(log_folder()), checkpoint.size), {})
    return Row(f"verifying {reading.checked:,} events", time.perf_counter() - begun, unit="s")


def _replaying() -> Row:
    from baro.trail.models import Event
    from baro.trail.replaying import strange_records

    events, begun = Event.objects.count(), time.perf_counter()
    found = sum(1 for _finding in strange_records())  # rows that were copied in have no deeds
    return Row(f"replaying {events:,} events, {found:,} findings", time.perf_counter() - begun, unit="s")
