"""Rows into tables by COPY, with their events and notices."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

from django.db import connection, models
from django.utils import timezone

from baro.kernel.verbs import Verb
from baro.trail.models import Event, Notice, Reason, canonical
from bench.organisation import Office

Step = Callable[[int], None]
BATCH = 2_000

EVENT = ("id", "at", "verb_code", "person_id", "post_id", "subjects", "facts", "salt", "facts_digest")
NOTICE = ("event_id", "post_id", "reason", "subject", "title", "read_at")


def _unseen(_count: int) -> None:
    """Nobody waits for a few rows."""


def copied(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], step: Step = _unseen
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
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")


class Trail:
    """Events and notices, kept until they are copied."""

    def __init__(self) -> None:
        self.first = (Event.objects.aggregate(last=models.Max("pk"))["last"] or 0) + 1
        self.events: list[tuple[Any, ...]] = []
        self.notices: list[tuple[Any, ...]] = []

    def tell(self, verb: Verb, subject: str, at: datetime, by: Office, **facts: Any) -> int:
        """One deed; returns the key of its event. Raises AssertionError when a fact is missing."""
        assert facts.keys() >= verb.facts, verb
        written, salt = canonical(facts | {"actor": by.title}), secrets.token_bytes(16)
        key = self.first + len(self.events)
        digest = sha256(salt + written).digest()  # as digest_of_facts, without writing the facts twice
        self.events.append((key, at, verb.code, by.person, by.post, f"{{{subject}}}", written.decode(), salt, digest))
        return key

    def notify(self, event: int, post: int, reason: Reason, about: tuple[str, str], *, read: datetime | None) -> None:
        """Bring an event to a post; ``about`` is the subject and its title."""
        subject, title = about
        self.notices.append((event, post, reason.value, subject, title[:300], read))

    def copy(self, step: Step) -> None:
        """Write what was told; ``step`` counts events."""
        copied(Event, EVENT, self.events, step)
        counted_on(Event)
        copied(Notice, NOTICE, self.notices)


def at_hour(day: date, hour: int) -> datetime:
    """An hour of a day where the organisation is."""
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())
