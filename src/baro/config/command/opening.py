"""What a command needs before it does its work: a database server, the secret key, and Django set up."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.utils import translation

from baro.config import environment
from baro.config.installation import keep_secret_key
from baro.config.postgres import Cluster, ensure_running
from baro.kernel.errors import Refused
from baro.operation import schema, unfinished

LARGEST_COMPLAINT = 200  # characters
PREPARING = 0xBA60  # the number of the lock in the database
RECOVERY_PATIENCE = 60  # seconds for a database that says it will be there soon
SOON = ("starting up", "recovery mode", "shutting down", "not yet accepting connections")


def embedded_folder() -> Path:
    """Where the embedded PostgreSQL keeps its files."""
    return environment.folder() / "postgres"


def uses_embedded() -> bool:
    """Whether the database is the embedded one."""
    return not environment.text("DATABASE_URL")


@contextmanager
def server() -> Iterator[Cluster | None]:
    """A database server that BARO_DATABASE_URL names: the one that is set, or the embedded one for as long.

    Raises Refused when the server that is set does not answer.
    """
    if not uses_embedded():
        _refuse_silence(environment.text("DATABASE_URL"))
        yield None
        return
    cluster = ensure_running(embedded_folder())
    os.environ["BARO_DATABASE_URL"], os.environ["BARO_MIGRATIONS_URL"] = cluster.url(), cluster.migrations_url
    try:
        yield cluster
    finally:
        connections.close_all()
        cluster.leave()
        os.environ.pop("BARO_DATABASE_URL")
        os.environ.pop("BARO_MIGRATIONS_URL")


@contextmanager
def opened(*, up_to_date: bool = True, finished: bool = True) -> Iterator[Cluster | None]:
    """A server (the embedded one is given to the command), and Django set up for it.

    Raises Refused when the schema is not up to date, or a restore or an upgrade was broken off, unless the command is
    one that brings it in order.
    """
    _keep_key()
    with server() as cluster:
        set_up()
        if finished:
            unfinished.refuse_unfinished()
        if up_to_date and pending():
            raise Refused("The database is not up to date with this Baro: run baro migrate.")
        yield cluster


@contextmanager
def preparing() -> Iterator[None]:
    """Hold the lock under which one command alone changes the tables or loads the demo.

    Raises Refused when another command holds it.
    """
    # Over a connection of its own: that of Django is closed when the role changes.
    with psycopg.connect(environment.text("DATABASE_URL"), autocommit=True) as holding:
        alone = holding.execute("SELECT pg_try_advisory_lock(%s)", [PREPARING]).fetchone()
        if alone != (True,):
            raise Refused("Another command is preparing this database: wait until it has ended, and try again.")
        yield


def set_up() -> None:
    """Django, with the installation's key; what the parts say to a command is in English, as the commands are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baro.config.settings")
    _keep_key()
    django.setup()
    translation.activate("en")


def _keep_key() -> None:
    if not environment.text("SECRET_KEY"):
        keep_secret_key(environment.folder())


def pending() -> list[str]:
    """The migrations that the database does not have yet.

    Raises Refused when the database went away.
    """
    try:
        return schema.pending()
    except OperationalError as error:
        raise Refused(f"The database does not answer: {' '.join(str(error).split())[:LARGEST_COMPLAINT]}") from error


def bring_up_to_date() -> int:
    """Apply the pending migrations and make the cache's table; returns how many there were."""
    with as_migrations():
        count = len(pending())  # not as the application, which has no rights yet in tables that were moved here
        call_command("createcachetable", verbosity=0)
        call_command("migrate", interactive=False, verbosity=0)  # which gives the application its rights at the end
    return count


@contextmanager
def as_migrations() -> Iterator[None]:
    """The database under the role of migrations, which BARO_MIGRATIONS_URL names, while the block runs."""
    connection = connections[DEFAULT_DB_ALIAS]
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(environment.database("MIGRATIONS_URL"))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.clear()
        connection.settings_dict.update(before)


def _refuse_silence(url: str) -> None:
    until = time.monotonic() + RECOVERY_PATIENCE
    while True:
        try:
            psycopg.connect(url, connect_timeout=10).close()
            return
        except psycopg.Error as error:
            said = " ".join(str(error).split())[:LARGEST_COMPLAINT]
            if not any(words in said for words in SOON) or time.monotonic() > until:
                raise Refused(f"The database that BARO_DATABASE_URL names does not answer: {said}") from error
        time.sleep(0.5)
