"""Rows into tables by COPY, for loads that no action could write in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models

Step = Callable[[int], None]
BATCH = 2_000


def unseen(_count: int) -> None:
    """Nobody waits for a few rows."""


def copied(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], step: Step = unseen
) -> None:
    """Write rows into the table of a model; ``step`` is told how many are done."""
    since = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
            since += 1
            if since == BATCH:
                step(since)
                since = 0
    step(since)


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns that are written, in order."""
    return [str(field.column) for field in model._meta.concrete_fields if not field.generated]


def blank(model: type[models.Model]) -> dict[str, Any]:
    """A row of which nothing is filled in: what may be empty is empty, the rest as the model says."""
    fields = (field for field in model._meta.concrete_fields if not field.generated)
    return {str(f.column): None if f.null else f.default if f.has_default() else "" for f in fields}


def counted_on(model: type[models.Model]) -> None:
    """Let the table's own keys go on after those that were copied."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608
