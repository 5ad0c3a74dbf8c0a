"""Rows into tables by COPY: for very many of them, which ordinary inserts would write several times slower."""

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


def copy_in(model: type[models.Model], records: Iterable[models.Model], *, keyed: bool) -> None:
    """Write new records of one kind; ``keyed`` ones bring their keys, the others get theirs from the table."""
    fields = [f for f in model._meta.concrete_fields if not f.generated and (keyed or not f.primary_key)]

    def row(record: models.Model) -> list[Any]:
        record._state.adding, record._state.db = False, connection.alias
        return [f.get_db_prep_save(getattr(record, f.attname), connection) for f in fields]

    copied(model, [str(f.column) for f in fields], map(row, records))
