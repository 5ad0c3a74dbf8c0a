"""A small log in a database of its own, and copies of both, which are attacked one by one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import override_settings

from baro.kernel.verbs import verb
from baro.trail.changes import tell_many
from baro.trail.verifying import Verdict, verify

READINGS = 220  # the newest events


@dataclass(slots=True)
class Attacked:
    """A copy of the small log: its database, its folder, and the events that attacks are about."""

    database: str
    folder: Path

    def connect(self, role: str) -> psycopg.Connection:
        """Sign in to the database, as the application, as the role of migrations, or as the superuser."""
        address = os.environ.get("BARO_MIGRATIONS_URL") or os.environ["BARO_DATABASE_URL"]
        try:
            return psycopg.connect(address, dbname=self.database, user=role, autocommit=True)
        except psycopg.OperationalError as error:
            pytest.skip(f"this server lets the tests not sign in as {role}: {error}")

    def do(self, *statements: str, role: str = "postgres") -> None:
        """Send statements, each on its own."""
        with self.connect(role) as opened:
            for statement in statements:
                opened.execute(statement)

    def one(self, query: str) -> int:
        """The first value that a query gives."""
        with self.connect("postgres") as opened:
            row = opened.execute(query).fetchone()
            assert row is not None, query
            return row[0]

    def event(self, code: str) -> int:
        """The first event of a verb."""
        return self.one(f"SELECT min(id) FROM trail_event WHERE verb_code = '{code}'")

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Django with this database and this folder."""
        with _with_database(self.database), override_settings(TRAIL=self.folder, FILES=self.folder / "files"):
            yield

    def verdict(self, *, signed: bool = True) -> Verdict:
        """What verifying says."""
        with self.opened():
            return verify(signed=signed)


@contextmanager
def _with_database(name: str) -> Iterator[None]:
    """A connection of its own in the place of the test's, whose transaction goes on afterwards."""
    before = connections[DEFAULT_DB_ALIAS]
    other = type(before)({**before.settings_dict, "NAME": name}, DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        other.close()
        connections[DEFAULT_DB_ALIAS] = before


def _copy(opened: psycopg.Connection, database: str, name: str) -> None:
    """A database that somebody uses is not copied, and on a busy machine the server's own cleaning takes its time."""
    for _try in range(5):
        with suppress(psycopg.errors.ObjectInUse):
            opened.execute(f'CREATE DATABASE "{name}" TEMPLATE "{database}" STRATEGY file_copy')
            return
    raise AssertionError(f"{database} is in use for half a minute: a test left a connection to it open")


def _drop(opened: psycopg.Connection, name: str) -> None:
    """Whoever else is in it goes, but for the server's own cleaning, which is waited for."""
    for _try in range(50):
        with suppress(psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            opened.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            return
        time.sleep(0.2)
    raise AssertionError(f"{name} is in use for ten seconds: a test left a connection to it open")


@contextmanager
def copy_of(database: str, name: str) -> Iterator[str]:
    """A copy of a database that nobody uses, for as long as the block runs."""
    address = os.environ.get("BARO_MIGRATIONS_URL") or os.environ["BARO_DATABASE_URL"]
    with psycopg.connect(address, dbname="postgres", autocommit=True) as opened:
        _drop(opened, name)
        _copy(opened, database, name)
        try:
            yield name
        finally:
            _drop(opened, name)


def fill() -> None:
    """Work of some days: letters, signatures, a result of every kind that is told again, and many readings."""
    from tests.world import World

    world = World()
    world.registered()
    document = world.presented(papers=[world.brought().pk])
    world.issued()
    tell_many(verb("documents.document.read"), [(document, {})] * READINGS, by=world.ada, facts={})
