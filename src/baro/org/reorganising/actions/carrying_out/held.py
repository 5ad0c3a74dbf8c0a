"""What is held ends on a day, set by set: tenures in posts, memberships in committees, quotas of units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection
from psycopg.types.range import DateRange

from baro.org.models import Membership, Quota, Recorded, Tenure
from baro.org.reorganising.actions.carrying_out.act import set_each
from baro.trail.models import Event

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
    SELECT {whose} FROM ended
"""
Held = type[Tenure] | type[Membership] | type[Quota]
OWN = {"id", "period", "recorded_id", "superseded_id"}


def end_held(held: Held, key: str, keys: Sequence[int], day: date, event_id: int) -> set[int]:
    """End what is held in these posts or units (``key`` says by which column); returns the people, or units, who did.

    ``day`` is the first one on which they do not.
    """
    columns = [str(column.column) for column in held._meta.concrete_fields if column.column not in OWN]
    whose = "unit_id" if held is Quota else "person_id"
    statement = ENDED.format(table=held._meta.db_table, key=key, columns=", ".join(columns), whose=whose)
    with connection.cursor() as cursor:
        cursor.execute(statement, {"keys": list(keys), "day": day, "event": event_id})
        return {pk for (pk,) in cursor.fetchall()}


def said_anew(running: Iterable[Recorded], since: date, *, deeds: Mapping[int, Event], **now: object) -> None:
    """Facts that are believed are superseded, each by its deed: said again up to the day, and otherwise from it on."""
    rows = list(running)
    if not rows:
        return
    model: Any = type(rows[0])
    set_each(model, "superseded", {one.pk: deeds[one.pk].pk for one in rows})
    again = []
    for one in rows:
        facts = {name: getattr(one, name) for name in _told_of(model)} | {"recorded": deeds[one.pk]}
        if one.period.lower is None or one.period.lower < since:
            again.append(model(period=DateRange(one.period.lower, since), **facts))
        again.append(model(period=DateRange(since, one.period.upper), **(facts | now)))
    model._base_manager.bulk_create(again, batch_size=2000)


def _told_of(model: Any) -> list[str]:
    """The columns that say what is true, as attributes."""
    return [str(column.attname) for column in model._meta.concrete_fields if column.column not in OWN]
