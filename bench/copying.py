"""Events and notices of rows that are copied."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

from django.db import models
from django.utils import timezone

from baro.demo.copying import blank, counted_on
from baro.demo.routine.book import EVENT, NOTICE
from baro.kernel.verbs import Verb
from baro.trail.copying import Step, copied, unseen
from baro.trail.models import Event, Notice, Reason, canonical
from bench.organisation import Office


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


def copied_as_blank(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]], step: Step = unseen
) -> None:
    """Write rows of which some columns are given; the others are blank, the key is the next one of the table."""
    whole = {name: value for name, value in blank(model).items() if name != model._meta.pk.column}
    given = ((whole | dict(zip(names, row, strict=True))).values() for row in rows)
    copied(model, list(whole), map(list, given), step)


def at_hour(day: date, hour: int) -> datetime:
    """An hour of a day where the organisation is."""
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())
