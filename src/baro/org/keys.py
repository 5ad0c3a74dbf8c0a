"""Primary keys reserved before their rows are written."""

from __future__ import annotations

from django.db import connection, models


def new_keys(model: type[models.Model], count: int) -> list[int]:
    """So many keys from the table's sequence, because a unit's path holds its own key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]
