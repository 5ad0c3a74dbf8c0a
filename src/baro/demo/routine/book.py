"""The book of the routine: rows as the actions leave them and what is told of them, until they are copied in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models

from baro.documents.counters import Counter
from baro.documents.models import Attachment, Concern, Document, HandlingSlip, Role
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.tasks.models import Evidence, Progress, Task
from baro.trail.changes import written_event
from baro.trail.copying import copied, copy_in
from baro.trail.kept import brought_about, standing
from baro.trail.models import Event, Notice, Reason, canonical, reference

# What points at something comes after it. Those with a key are pointed at, or told of, before they are written.
ORDER: tuple[tuple[type[models.Model], bool], ...] = (
    (Document, True),
    (HandlingSlip, False),
    (Concern, False),
    (Attachment, True),
    (Task, True),
    (Progress, True),
    (Evidence, False),
)
AT_ONCE = 500
READ_AFTER, SEASON = timedelta(hours=3), timedelta(days=90)
NEXT = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
COUNTED = """INSERT INTO documents_counter (unit_id, series, last)
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::int[])
    ON CONFLICT (unit_id, series) DO UPDATE SET last = EXCLUDED.last"""
EVENT = ("id", "at", "verb_code", "person_id", "post_id", "subjects", "facts", "salt", "facts_digest")
NOTICE = ("event_id", "post_id", "reason", "subject", "title", "read_at")
Noticed = tuple[Event, models.Model, Reason, Iterable[int | None]]


class Book:
    """What was done since it was written last.

    Notices of before ``unread_since`` were read some hours later; those that are older than a season nobody looks for.
    """

    def __init__(self, unread_since: datetime) -> None:
        self._unread_since = unread_since
        self._rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        self._events: list[Event] = []
        self._notices: list[Noticed] = []
        self._keys: dict[type[models.Model], Iterator[int]] = defaultdict(lambda: iter(()))
        self._counters: dict[tuple[int, str], int] = {}
        self._counted: set[tuple[int, str]] = set()
        self._told: dict[str, dict[str, Any]] = {}

    def add(self, *records: models.Model) -> None:
        """Keep new records."""
        for record in records:
            self._rows[type(record)].append(record)

    def key(self, model: type[models.Model]) -> int:
        """The key of the next record of a kind."""
        if (key := next(self._keys[model], None)) is None:
            self._keys[model] = iter(_keys(model, AT_ONCE))
            key = next(self._keys[model])
        return key

    def number(self, unit_id: int, series: str) -> int:
        """The next number of a series, as `Counter.next` gives it."""
        if not self._counters:
            self._counters = {
                (unit, name): last for unit, name, last in Counter.objects.values_list("unit", "series", "last")
            }
        self._counters[unit_id, series] = self._counters.get((unit_id, series), 0) + 1
        self._counted.add((unit_id, series))
        return self._counters[unit_id, series]

    def tell(self, verb: Verb, *subjects: models.Model, by: Actor, at: datetime, **facts: Any) -> Event:
        """Tell a deed, in the order of time."""
        record = subjects[0]
        now = standing(record)
        facts |= brought_about(self._told.get(reference(record), {}), now)
        self._told[reference(record)] = now
        event = written_event(verb, subjects, by=by, facts=facts, at=at, under=())
        self._events.append(event)
        return event

    def notify(self, event: Event, record: models.Model, reason: Reason, posts: Iterable[int | None]) -> None:
        """Bring an event to posts, as `notify` does."""
        if event.at > self._unread_since - SEASON:
            self._notices.append((event, record, reason, posts))

    def attach(self, document: Document, papers: Iterable[Attachment], *, recipients: Iterable[Unit] = ()) -> None:
        """Let papers that were brought be those of a document that stands already, and name who received it."""
        brought = list(papers)
        Attachment.objects.filter(pk__in=[paper.pk for paper in brought]).update(document=document)
        text = "\n".join(paper.text for paper in brought)
        Document.objects.filter(pk=document.pk).update(text=text)
        self.add(*(Concern(document=document, unit=unit, role=Role.RECIPIENT) for unit in recipients))

    def keep(self, paper: Attachment, document: Document) -> None:
        """Keep a paper of a document that stands already, and let search find the document by its words."""
        self.add(paper)
        Document.objects.filter(pk=document.pk).update(text=paper.text)

    def write(self) -> None:
        """Copy in what stands in it, and begin with an empty one; what others counted meanwhile counts."""
        if not (self._events or self._rows):
            return
        for model, keyed in ORDER:
            if rows := self._rows.pop(model, []):
                copy_in(model, rows, keyed=keyed)
        for event, key in zip(self._events, _keys(Event, len(self._events)), strict=True):
            event.pk = key
        copied(Event, EVENT, map(_as_copied, self._events))
        copied(Notice, NOTICE, (row for noticed in self._notices for row in self._noticed(*noticed)))
        self._count()
        self._events, self._notices = [], []

    def _noticed(
        self, event: Event, record: models.Model, reason: Reason, posts: Iterable[int | None]
    ) -> Iterator[tuple[Any, ...]]:
        read = event.at + READ_AFTER if event.at < self._unread_since else None
        for post in sorted({post for post in posts if post is not None and post != event.post_id}):
            yield event.pk, post, reason.value, reference(record), str(record)[:300], read

    def _count(self) -> None:
        if self._counted:
            units, series = zip(*sorted(self._counted), strict=True)
            lasts = [self._counters[key] for key in sorted(self._counted)]
            with connection.cursor() as cursor:
                cursor.execute(COUNTED, [list(units), list(series), lasts])
        self._counters, self._counted = {}, set()


def _keys(model: type[models.Model], count: int) -> list[int]:
    """So many keys that the table gives out."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [model._meta.db_table, count])
        return [key for (key,) in cursor.fetchall()]


def _as_copied(event: Event) -> tuple[Any, ...]:
    """An event in the words of COPY: by far the most rows of all, for which fields take too long."""
    who = (event.verb_code, event.person_id, event.post_id)
    facts = canonical(event.facts).decode()
    return event.pk, event.at, *who, f"{{{','.join(event.subjects)}}}", facts, event.salt, event.facts_digest
