"""What people hold ends on a day, set by set: tenures in posts, memberships in committees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection

from baro.org.models import Membership, Tenure

# What is held ends on the day and is said again up to it; what would begin only then never does.
ENDED = """
    WITH ended AS (
        UPDATE {table} SET superseded_id = %(event)s
        WHERE {key} = ANY(%(keys)s) AND superseded_id IS NULL AND (upper(period) IS NULL OR upper(period) > %(day)s)
        RETURNING {columns}, period
    ), kept AS (
        INSERT INTO {table} ({columns}, period, recorded_id)
        SELECT {columns}, daterange(lower(period), %(day)s), %(event)s FROM ended WHERE lower(period) < %(day)s
    )
    SELECT person_id FROM ended
"""
OWN = {"id", "period", "recorded_id", "superseded_id"}


def end_held(
    held: type[Tenure] | type[Membership], key: str, keys: Sequence[int], day: date, event_id: int
) -> set[int]:
    """End what is held in these posts or committees (``key`` says by which column); returns the people who held it.

    ``day`` is the first one on which they do not.
    """
    columns = [str(column.column) for column in held._meta.concrete_fields if column.column not in OWN]
    statement = ENDED.format(table=held._meta.db_table, key=key, columns=", ".join(columns))
    with connection.cursor() as cursor:
        cursor.execute(statement, {"keys": list(keys), "day": day, "event": event_id})
        return {pk for (pk,) in cursor.fetchall()}
