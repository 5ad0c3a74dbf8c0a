"""What a load by COPY needs: the columns of a table, a blank row, and keys that go on after it."""

from __future__ import annotations

from typing import Any

from django.db import connection, models


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns that are written, in order."""
    return [str(field.column) for field in model._meta.concrete_fields if not field.generated]


def blank(model: type[models.Model]) -> dict[str, Any]:
    """A row of which nothing is filled in: what may be empty is empty, the rest as the model says."""
    fields = (field for field in model._meta.concrete_fields if not field.generated)
    return {str(f.column): None if f.null else f.get_db_prep_save(f.get_default(), connection) for f in fields}


def counted_on(model: type[models.Model]) -> None:
    """Let the table's own keys go on after those that were copied."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608
