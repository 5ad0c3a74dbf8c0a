"""An upgrade that fails or is killed half-way leads back to what was before."""

import os
import signal

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from baro.config.command import upgrading
from baro.kernel.errors import Refused
from baro.operation import unfinished
from baro.operation.backups import kept, making, manifest, restoring
from tests.installed import looking_at, rows_of

pytestmark = pytest.mark.slow  # a database is dumped and loaded: some seconds


@pytest.fixture
def town(installation, committed_world, address, empty, monkeypatch):
    """The address of a town of its own, to which this process is connected."""
    committed_world.registered(abstract="Một")
    restoring.restore(
        manifest.opened(making.make(settings.BACKUPS, address=address).folder, ""), empty, without_keys=True
    )
    settings.TRAIL.joinpath("key").write_bytes(b"a key")
    monkeypatch.setenv("BARO_DATABASE_URL", empty)
    monkeypatch.setenv("BARO_MIGRATIONS_URL", empty)
    with looking_at(empty):
        yield empty


def half(address):
    """The first half of a migration that needs two."""
    with psycopg.connect(address) as connection:
        connection.execute("DROP TABLE trips_trip")
        connection.execute(sql.SQL("CREATE TABLE half_done ()"))


def test_one_that_fails_leaves_everything_as_it_was(town, monkeypatch):
    before = rows_of(town)

    def failing():
        half(town)
        raise RuntimeError("column of another kind")

    monkeypatch.setattr(upgrading, "bring_up_to_date", failing)

    with pytest.raises(Refused, match=r"everything is as it was before.*column of another kind"):
        upgrading.upgraded(town, None)

    assert rows_of(town) == before
    assert unfinished.found() is None
    assert kept.last(settings.BACKUPS).name.endswith("-before-upgrade")


def test_one_that_was_killed_half_way_is_noticed_and_goes_back(town, monkeypatch):
    before = rows_of(town)

    def killed():
        half(town)
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(upgrading, "bring_up_to_date", killed)
    if not (child := os.fork()):
        try:
            upgrading.upgraded(town, None)
        finally:
            os._exit(1)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert "half_done" in rows_of(town)

    with pytest.raises(Refused, match="An upgrade was broken off: run baro upgrade"):
        unfinished.refuse_unfinished()
    upgrading._go_back(unfinished.found().backup, town)

    assert rows_of(town) == before
    assert unfinished.found() is None


def test_one_of_a_database_that_is_newer_is_refused(town):
    with psycopg.connect(town) as connection:
        connection.execute("UPDATE django_migrations SET name = '9001_later' WHERE app = 'tasks'")

    with pytest.raises(Refused, match=r"is of a newer Baro .it has tasks\.9001_later"):
        upgrading.upgraded(town, None)


def test_one_while_somebody_works_is_refused(town, monkeypatch):
    monkeypatch.setattr("baro.operation.backups.tables.LEAVING", 0)
    with psycopg.connect(town), pytest.raises(Refused, match="Somebody is connected"):
        upgrading.upgraded(town, None)


def test_one_without_room_is_refused(town, monkeypatch):
    monkeypatch.setattr(upgrading, "ROOM", 2**60)
    with pytest.raises(Refused, match="MB are needed"):
        upgrading.upgraded(town, None)
