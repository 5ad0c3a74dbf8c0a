"""What stands in the tables of a database, so that two copies of it can be compared."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

NAMES = (
    """SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"""
)
# The order of rows does not matter, and memory does not grow with them. It tells copies apart that differ by mistake;
# against somebody who computes there is the digest of the file.
DIGEST = """SELECT count(*), concat(sum(('x' || left(d, 16))::bit(64)::bigint::numeric), '/',
    sum(('x' || right(d, 16))::bit(64)::bigint::numeric)) FROM (SELECT md5(t::text) AS d FROM {} AS t) AS one"""
# The same row is written alike wherever it lies.
ALIKE = {
    "TimeZone": "UTC",
    "DateStyle": "ISO",
    "IntervalStyle": "postgres",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "search_path": "public",
}
ROLES = """SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION SELECT pg_get_userbyid(grantee) FROM pg_class, aclexplode(relacl)
    WHERE relnamespace = 'public'::regnamespace AND grantee <> 0"""
MIGRATIONS = """SELECT app || '.' || name FROM django_migrations ORDER BY 1"""

LEAVING = 5  # seconds

Table = tuple[int, str]  # how many rows it has, and their digest


@contextmanager
def seen_at_once(address: str) -> Iterator[tuple[psycopg.Connection[Any], str]]:
    """A connection that sees one moment of the database, and the name by which others see the same moment."""
    with psycopg.connect(address) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        for name, value in ALIKE.items():
            connection.execute("SELECT set_config(%s, %s, true)", [name, value])
        found = connection.execute("SELECT pg_export_snapshot()").fetchone()
        yield connection, str(found[0]) if found else ""


def names(connection: psycopg.Connection[Any]) -> list[str]:
    """The tables of the database."""
    return [name for (name,) in connection.execute(NAMES).fetchall()]


def tables(connection: psycopg.Connection[Any]) -> dict[str, Table]:
    """Every table with the number of its rows and their digest."""
    found = {}
    for name in names(connection):
        row = connection.execute(sql.SQL(DIGEST).format(sql.Identifier(name))).fetchone() or (0, "")
        found[name] = (int(row[0]), str(row[1]))
    return found


def differences(kept: Mapping[str, Table], found: Mapping[str, Table]) -> list[str]:
    """The tables that are not alike, each with what differs."""
    told = []
    for name in sorted({*kept, *found}):
        one, other = kept.get(name), found.get(name)
        if one is None or other is None:
            told.append(f"{name} is {'missing' if other is None else 'new'}")
        elif one != other:
            rows = f"{one[0]} rows, not {other[0]}" if one[0] != other[0] else f"another content in {one[0]} rows"
            told.append(f"{name} had {rows}")
    return told


def migrations(connection: psycopg.Connection[Any]) -> list[str]:
    """The migrations that were applied, or none in a database without tables."""
    if not (connection.execute("SELECT to_regclass('public.django_migrations')").fetchone() or [None])[0]:
        return []
    return [name for (name,) in connection.execute(MIGRATIONS).fetchall()]


def roles(connection: psycopg.Connection[Any]) -> list[str]:
    """The roles to which something belongs or that may do something."""
    return sorted(name for (name,) in connection.execute(ROLES).fetchall())


def has_tables(address: str) -> bool:
    """Whether a database has any table."""
    with psycopg.connect(address) as connection:
        return bool(names(connection))


def events_of(address: str) -> int:
    """How many events a database holds; none when it has no tables: then nobody loses anything by emptying it."""
    with psycopg.connect(address) as connection:
        if not (connection.execute("SELECT to_regclass('public.trail_event')").fetchone() or [None])[0]:
            return 0
        return int((connection.execute("SELECT count(*) FROM trail_event").fetchone() or [0])[0])


def others_in(address: str) -> int:
    """How many other connections the database has; those that are just leaving get some seconds."""
    with psycopg.connect(address, autocommit=True) as connection:
        until = time.monotonic() + LEAVING
        while True:
            found = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            ).fetchone()
            if not (others := int(found[0]) if found else 0) or time.monotonic() > until:
                return others
            time.sleep(0.1)


def size_of(address: str) -> int:
    """How many bytes the database takes."""
    with psycopg.connect(address) as connection:
        return int((connection.execute("SELECT pg_database_size(current_database())").fetchone() or [0])[0])
