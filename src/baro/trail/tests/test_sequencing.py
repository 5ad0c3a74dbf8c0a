"""The sequencer: nothing is skipped, nothing twice, whoever commits late and whoever is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from baro.kernel.errors import Refused
from baro.kernel.verbs import verb
from baro.trail.changes import written_event
from baro.trail.check_trail import Tiles, leaf_hash
from baro.trail.copying import copy_in
from baro.trail.models import Event, Leaf, Pending
from baro.trail.sequencing import LOCK, keep, key_file, log_folder, opened_log, sequence

ADD = """INSERT INTO trail_event (at, verb_code, subjects, facts, salt, facts_digest)
    SELECT now(), verb_code, subjects, facts, salt, facts_digest
    FROM trail_event WHERE facts IS NOT NULL ORDER BY id DESC LIMIT 1 RETURNING id"""  # the last one, told once more


def test_every_event_gets_a_number_in_order_and_stands_in_the_log(world):
    world.registered()
    checkpoint = sequence()
    assert list(Leaf.objects.order_by("number").values_list("number", flat=True)) == list(range(checkpoint.size))
    assert checkpoint.size == Event.objects.count()
    leaves = list(Tiles(log_folder(), checkpoint.size).leaves())
    for leaf in Leaf.objects.all():
        assert leaves[leaf.number] == leaf_hash(Event.objects.get(pk=leaf.event_id).entry)
    assert not Pending.objects.exists()


def test_thousands_of_rows_that_are_copied_in_are_sequenced(world):
    document = world.registered()
    read = verb("documents.document.read")
    copy_in(Event, [written_event(read, [document], by=world.ada, facts={}) for _ in range(3_000)], keyed=False)
    assert sequence().size == Event.objects.count() > 3_000


def test_nothing_is_written_where_nothing_happened(world):
    before = sequence()
    signed = (log_folder() / "checkpoint").stat().st_mtime_ns
    assert sequence() == before
    assert (log_folder() / "checkpoint").stat().st_mtime_ns == signed


@pytest.mark.slow  # a database is copied
def test_an_event_that_commits_late_comes_late_and_is_not_skipped(attacked):
    with attacked.opened(), attacked.connect("baro") as late, attacked.connect("baro") as early:
        late.autocommit = False
        (late_id,) = late.execute(ADD).fetchone()
        (early_id,) = early.execute(ADD).fetchone()
        assert late_id < early_id
        size = sequence().size
        late.commit()
        assert sequence().size == size + 1
        numbers = dict(Leaf.objects.filter(event_id__in=[late_id, early_id]).values_list("event_id", "number"))
        assert numbers == {early_id: size - 1, late_id: size}
    assert attacked.verdict().broken == ""


@pytest.mark.slow  # a database is copied
def test_one_sequencer_is_at_work_at_a_time(attacked):
    with attacked.opened(), attacked.connect("baro") as other:
        other.execute(LOCK)
        assert sequence() is None


@pytest.mark.slow  # processes are started and killed
def test_a_sequencer_that_is_killed_again_and_again_loses_nothing(attacked):
    address = psycopg.conninfo.make_conninfo(os.environ["BARO_DATABASE_URL"], dbname=attacked.database)
    script = (
        "import sys; from pathlib import Path; import django; django.setup(); from django.conf import settings;"
        "settings.TRAIL = Path(sys.argv[1]); from baro.trail import sequencing; sequencing.EVERY = 0.01;"
        "sequencing.MOST = 3; sequencing.keep()"
    )
    told = {"BARO_DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "baro.config.settings"}
    environment = os.environ | told | {"PYTHONPATH": str(Path(__file__).parents[3])}
    with attacked.connect("baro") as writing:
        for round_ in range(4):
            with subprocess.Popen([sys.executable, "-c", script, str(attacked.folder)], env=environment) as child:
                until = time.monotonic() + 1.5 + round_ / 7
                while time.monotonic() < until:
                    writing.execute(ADD)
                child.send_signal(signal.SIGKILL)
    with attacked.opened():
        until = time.monotonic() + 30
        while (last := sequence()) is None and time.monotonic() < until:
            time.sleep(0.1)  # the server has not noticed yet that the last one was killed
        size = last.size
    verdict = attacked.verdict()
    assert (verdict.broken, verdict.waiting, verdict.size, verdict.checked) == ("", 0, size, size)


def test_a_database_that_is_older_than_its_log_gets_no_new_numbers(attacked):
    attacked.do(
        "SET session_replication_role = replica; DELETE FROM trail_leaf WHERE number > 200;"
        " DELETE FROM trail_event WHERE NOT EXISTS (SELECT FROM trail_leaf WHERE event_id = id)"
    )
    with attacked.connect("baro") as writing:
        writing.execute(ADD)
    with attacked.opened(), pytest.raises(Refused, match="which is an old copy"):
        sequence()
    assert attacked.one("SELECT count(*) FROM trail_leaf") == 201


def test_a_log_that_is_older_than_the_database_is_written_again_with_the_same_hashes(attacked):
    signed = (attacked.folder / "log" / "checkpoint").read_text()
    shutil.rmtree(attacked.folder / "log")
    with attacked.opened():
        sequence()
    assert (attacked.folder / "log" / "checkpoint").read_text() == signed


def test_an_event_that_is_gone_stops_the_sequencer_and_is_named(attacked):
    with attacked.connect("baro") as writing:
        (pk,) = writing.execute(ADD).fetchone()
        writing.execute("SELECT trail_number(10)")
    attacked.do(f"SET session_replication_role = replica; DELETE FROM trail_event WHERE id = {pk}")
    with attacked.opened(), pytest.raises(Refused, match=f"Event {pk} has number"):
        sequence()


def test_the_key_is_made_once_and_never_beside_a_log_that_another_signed(world):
    sequence()
    assert key_file().stat().st_mode & 0o777 == 0o600
    assert opened_log().signer.key == opened_log().signer.key
    key_file().unlink()
    with pytest.raises(Refused, match="is missing: bring it back"):
        opened_log()
    key_file().write_text("x")
    with pytest.raises(Refused, match="cannot be read"):
        opened_log()


def test_it_waits_while_the_database_is_away(world, monkeypatch):
    from django.db import OperationalError

    from baro.trail import sequencing

    tries: list[float] = []

    def away() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(sequencing, "sequence", away)
    monkeypatch.setattr(sequencing.connection, "close", lambda: None)
    monkeypatch.setattr(sequencing.time, "sleep", tries.append)
    keep(until=lambda: len(tries) == 7)
    assert tries == [2, 4, 8, 16, 30, 30, 30]


def test_what_is_wrong_with_the_log_is_said_and_stops_nobody(world, caplog, monkeypatch):
    from baro.trail import sequencing

    sequence()
    key_file().unlink()
    tries: list[float] = []
    monkeypatch.setattr(sequencing.time, "sleep", tries.append)
    keep(until=lambda: len(tries) == 2)
    assert tries == [30, 30]
    assert "The log of the trail stands still: The key" in caplog.text
