"""Where the benchmark runs: a server of its own with the settings that are shipped, and a new database in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from baro.config import environment
from baro.config.command.opening import bring_up_to_date, set_up
from baro.config.gathering import gather
from baro.config.postgres import ensure_running
from baro.config.postgres_folder import MIGRATIONS

FOLDER = environment.ROOT / "var" / "bench"
DATABASE, COPY = "bench", "bench_copy"


@contextmanager
def new_database() -> Iterator[str]:
    """The address of an empty database at this version, with Django set up for it; the server stops afterwards."""
    os.environ["BARO_VAR"] = str(FOLDER)
    for name in ("BARO_DEMO", "BARO_DEBUG", "BARO_TLS", "BARO_HOSTS"):
        os.environ.pop(name, None)
    cluster = ensure_running(FOLDER / "postgres")
    try:
        with psycopg.connect(cluster.migrations_url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {DATABASE}")
        os.environ["BARO_DATABASE_URL"] = cluster.url(DATABASE)
        os.environ["BARO_MIGRATIONS_URL"] = cluster.url(DATABASE, role=MIGRATIONS)
        shutil.rmtree(FOLDER / "trail", ignore_errors=True)  # the log of the database before
        set_up()
        bring_up_to_date()
        gather()
        yield cluster.url(DATABASE)
    finally:
        _close_connections()
        cluster.leave()


def copy_of(url: str) -> str:
    """The address of a copy of the benchmark's database as it is now."""
    _close_connections()
    with psycopg.connect(url, dbname="postgres", user=MIGRATIONS, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {COPY} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {COPY} TEMPLATE {DATABASE}")
    return psycopg.conninfo.make_conninfo(url, dbname=COPY, user=MIGRATIONS)


def settle(url: str) -> None:
    """Do what a database does by itself in quiet hours: statistics, merged index pages, everything on disk."""
    with psycopg.connect(url, user=MIGRATIONS, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


def _close_connections() -> None:
    from django.conf import settings
    from django.db import connections

    if settings.configured:
        connections.close_all()
