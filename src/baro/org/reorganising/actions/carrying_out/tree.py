"""Statements over the tree of units: who stands where, and what is true of whom from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection

from baro.org.models import PostFacts, UnitFacts

Facts = type[UnitFacts] | type[PostFacts]

# Changes of the tree wait for each other: two of them at once could make a circle that neither sees.
LOCK = 7_220_701
STEP = "CASE WHEN {0}.closed_on IS NULL THEN '' ELSE '~' END || {0}.id || '/'"

CIRCLE = """
    WITH RECURSIVE up(id, at) AS (
        SELECT id, parent_id FROM org_unit WHERE id = ANY(%s)
        UNION SELECT up.id, p.parent_id FROM up JOIN org_unit p ON p.id = up.at
    )
    SELECT name FROM org_unit WHERE id = (SELECT min(id) FROM up WHERE at = id)
"""
PATHS = f"""
    WITH RECURSIVE affected(id) AS (
        SELECT unnest(%s::bigint[])
        UNION SELECT u.id FROM org_unit u JOIN affected a ON u.parent_id = a.id
    ), up(id, at, path) AS (
        SELECT u.id, u.parent_id, {STEP.format("u")} FROM org_unit u JOIN affected USING (id)
        UNION ALL SELECT up.id, p.parent_id, {STEP.format("p")} || up.path FROM up JOIN org_unit p ON p.id = up.at
    ), moved AS (
        UPDATE org_unit u SET path = up.path FROM up
        WHERE up.id = u.id AND up.at IS NULL AND u.path <> up.path RETURNING u.id
    )
    SELECT id FROM moved
"""  # noqa: S608 - no value of a visitor is in it
# A stretch of facts that covers the day and is no longer true is superseded: what was true before the day is said
# again up to it, and what is true from the day on is added, unless the identity is closed.
FACTS = """
    WITH stale AS (
        UPDATE {facts} f SET superseded_id = %(event)s FROM {identities} u
        WHERE u.id = ANY(%(keys)s) AND f.{key} = u.id AND f.superseded_id IS NULL AND f.period @> %(day)s::date
          AND (u.closed_on = %(day)s OR u.closed_on IS NULL AND ({old}) IS DISTINCT FROM ({new}))
        RETURNING f.{key} AS id, f.period, {old}
    ), before AS (
        INSERT INTO {facts} ({key}, period, {columns}, recorded_id)
        SELECT id, daterange(lower(period), %(day)s), {columns}, %(event)s
        FROM stale WHERE lower(period) IS NULL OR lower(period) < %(day)s
    ), after AS (
        INSERT INTO {facts} ({key}, period, {columns}, recorded_id)
        SELECT u.id, daterange(%(day)s, upper(s.period)), {new}, %(event)s
        FROM stale s JOIN {identities} u ON u.id = s.id WHERE u.closed_on IS NULL
    )
    SELECT count(*) FROM stale
"""
LATER = """
    SELECT u.name, GREATEST(lower(f.period), u.closed_on) FROM {facts} f JOIN {identities} u ON u.id = f.{key}
    WHERE f.{key} = ANY(%(keys)s) AND f.superseded_id IS NULL
      AND (lower(f.period) > %(day)s OR u.closed_on > %(day)s) LIMIT 1
"""
ELSEWHERE = """
    SELECT u.name FROM org_unit u WHERE u.id = ANY(%(units)s) AND (
        NOT EXISTS (
            SELECT FROM org_unitfacts f
            WHERE f.unit_id = u.id AND f.superseded_id IS NULL AND f.period @> %(day)s::date
        ) OR EXISTS (
            SELECT FROM org_unitfacts f
            WHERE f.unit_id = u.id AND f.superseded_id IS NULL AND f.path <> u.path
              AND f.period && daterange(%(day)s, NULL)
        )
    ) LIMIT 1
"""
# Joined to the units step by step: to look each path up in a list of thousands would grow with its square.
WAS_BELOW = """
    WITH asked(id) AS MATERIALIZED (SELECT unnest(%(units)s::bigint[])), outside AS MATERIALIZED (
        SELECT u.name, f.path FROM org_unitfacts f JOIN org_unit u ON u.id = f.unit_id
        WHERE f.superseded_id IS NULL AND f.period && daterange(%(day)s, NULL) AND f.path <> u.path
          AND NOT EXISTS (SELECT FROM asked WHERE asked.id = u.id)
    )
    SELECT o.name FROM outside o CROSS JOIN unnest(string_to_array(rtrim(o.path, '/'), '/')::bigint[]) step
    JOIN asked ON asked.id = step LIMIT 1
"""
NAMED_TWICE = """
    SELECT u.name FROM org_unit u JOIN org_unit other
      ON other.parent_id = u.parent_id AND other.name = u.name AND other.kind = u.kind AND other.id <> u.id
    WHERE u.id = ANY(%s) AND u.closed_on IS NULL AND other.closed_on IS NULL LIMIT 1
"""


def lock() -> None:
    """Wait until no other change of the tree is under way; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def circle_through(units: Sequence[int]) -> str:
    """The name of a unit that would stand below itself; empty when there is none."""
    return _first(CIRCLE, [list(units)])


def named_twice(units: Sequence[int]) -> str:
    """The name that one of the units would share with an open unit of its kind beside it; empty when none does."""
    return _first(NAMED_TWICE, [list(units)])


def later_facts(facts: Facts, keys: Sequence[int], day: date) -> tuple[str, date] | None:
    """One of the units or posts of which something is said to become true only after the day, and when."""
    with connection.cursor() as cursor:
        cursor.execute(LATER.format(**tables(facts)), {"keys": list(keys), "day": day})
        return cursor.fetchone()


def elsewhere_then(units: Iterable[int], day: date) -> str:
    """One of the units that stood nowhere on the day, or not always since then where it stands today; else empty."""
    return _first(ELSEWHERE, {"units": list(units), "day": day})


def was_below(units: Sequence[int], day: date) -> str:
    """A unit that stood below one of the units on the day or since, and does so no more; empty when there is none."""
    return _first(WAS_BELOW, {"units": list(units), "day": day})


def lead_paths(units: Sequence[int]) -> list[int]:
    """Write down anew how the units and everything below them are reached; returns whose path changed."""
    with connection.cursor() as cursor:
        cursor.execute(PATHS, [list(units)])
        return [pk for (pk,) in cursor.fetchall()]


def tables(facts: Facts) -> dict[str, str]:
    """Where facts are kept, of what, and by which column they say so."""
    identity: Any = facts._meta.get_field("unit" if facts is UnitFacts else "post")
    identities = identity.remote_field.model._meta.db_table
    return {"facts": facts._meta.db_table, "identities": identities, "key": identity.column}


def record_facts(facts: Facts, keys: Sequence[int], day: date, event_id: int) -> int:
    """Say what is true of units or posts from the day on, as their rows have it now; returns of how many it changed."""
    named = tables(facts)
    own = {"id", "period", "recorded_id", "superseded_id", named["key"]}
    columns = [str(column.column) for column in facts._meta.concrete_fields if column.column not in own]
    statement = FACTS.format(
        **named,
        columns=", ".join(columns),
        old=", ".join(f"f.{column}" for column in columns),
        new=", ".join(f"u.{column}" for column in columns),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"keys": list(keys), "day": day, "event": event_id})
        return int(cursor.fetchone()[0])


def _first(statement: str, values: list[Any] | dict[str, Any]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return str(row[0]) if row else ""
