"""Changes through their actions, each in turns with the same rows written by plain SQL."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from statistics import median
from typing import Any
from uuid import uuid4

import psycopg
from django.db import models
from django.utils import timezone
from psycopg.types.json import Jsonb

from baro.config.environment import PREPARED
from baro.demo.routine.book import EVENT
from baro.documents.actions import receiving
from baro.documents.models import Document
from baro.documents.rules import incoming_series
from baro.documents.verbs import REGISTER
from baro.org.actors import Actor
from baro.org.models import Post, PostRank, Unit, UnitKind
from baro.org.queries import actor_in
from baro.tasks.actions.redirecting import reassign_many
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.verbs import REASSIGN
from baro.trail.models import Event, Notice, Reason, digest_of_facts
from bench import organisation
from bench.table import Row
from bench.words import Texts

REGISTER_BAR, BULK_BAR = 6.0, 5.0
REGISTERED, WARMING = 150, 10
TASKS, BULKS = 500, 6
REASON = "Điều chỉnh phân công"


def measured(url: str, texts: Texts) -> Iterator[Row]:
    """Registering a document, and giving 500 tasks to another owner."""
    # The kind of connection that Django has: what is asked again and again is prepared.
    with psycopg.connect(url, prepare_threshold=PREPARED["prepare_threshold"]) as plain:
        yield _registering(plain, texts)
        yield _reassigning(plain)


def _timed(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def _row(name: str, pairs: Sequence[tuple[float, float]], bar: float) -> Row:
    this, base = (median(times) * 1000 for times in zip(*pairs, strict=True))
    return Row(name, this, base, median(mine for mine, _ in pairs) / median(theirs for _, theirs in pairs), bar)


# Registering


def _registering(plain: psycopg.Connection[Any], texts: Texts) -> Row:
    unit = organisation.ordinary().post.unit
    by, today = organisation.clerk_of(unit), timezone.localdate()
    pairs = []
    for number in range(REGISTERED + WARMING):
        words = _as_typed(texts, number, today)
        mine = _timed(lambda words=words: receiving.register(unit=unit, by=by, **words))  # type: ignore[misc]
        rows = _as_rows(_as_typed(texts, number, today))
        pairs.append((mine, _timed(lambda rows=rows: _insert(plain, rows))))  # type: ignore[misc]
    return _row("registering a document", pairs[WARMING:], REGISTER_BAR)


def _as_typed(texts: Texts, number: int, today: date) -> dict[str, Any]:
    """What a clerk enters; the symbol is new each time."""
    abstract = f"Về việc {texts.text(14)}"
    symbol = f"{number}-CV/{secrets.token_hex(4)}"
    kind = {"type": "dispatch", "issuer": "Tỉnh ủy Quảng Ninh"}
    return {**kind, "symbol": symbol, "abstract": abstract, "issued_on": today, "arrived_on": today}


def _as_rows(words: dict[str, Any]) -> dict[str, Any]:
    """The rows that the action has just written, with other words, ready to be inserted."""
    event = Event.objects.latest("pk")
    document = Document.objects.defer(None).get(pk=int(event.subjects[0].partition(":")[2]))
    fields = [f for f in Document._meta.concrete_fields if not f.generated and not f.primary_key]
    row = {f.column: _as_sql(getattr(document, f.attname)) for f in fields} | words
    facts, salt = event.facts or {}, secrets.token_bytes(16)
    told = {"verb": REGISTER.code, "person": event.person_id, "post": event.post_id, "facts": facts}
    told |= {"salt": salt, "digest": digest_of_facts(salt, facts), "at": timezone.now(), "request": uuid4()}
    notices = list(Notice.objects.filter(event=event).values_list("post_id", flat=True))
    title = f"{words['symbol']} {words['abstract']}"
    return {"document": row, "told": told, "posts": notices, "title": title}


def _as_sql(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict) else value


def _insert(plain: psycopg.Connection[Any], rows: dict[str, Any]) -> None:
    """The counter, the document, its event and its notices, in one transaction."""
    row, told = rows["document"], rows["told"]
    with plain.transaction(), plain.cursor() as cursor:
        series = incoming_series(row["arrived_on"].year)
        row["arrival_number"] = cursor.execute(NEXT, (row["unit_id"], series)).fetchone()[0]  # type: ignore[index]
        columns, places = ", ".join(row), ", ".join(["%s"] * len(row))
        inserted = f"INSERT INTO documents_document ({columns}) VALUES ({places}) RETURNING id"
        key = cursor.execute(inserted, list(row.values())).fetchone()[0]  # type: ignore[index]
        about = f"documents.document:{key}"
        told |= {"subjects": [about], "facts": Jsonb(told["facts"])}
        event = cursor.execute(TOLD, told).fetchone()[0]  # type: ignore[index]
        for post in rows["posts"]:
            cursor.execute(NOTICED, (event, post, Reason.DECIDE.value, about, rows["title"][:300]))


NEXT = """INSERT INTO documents_counter (unit_id, series, last) VALUES (%s, %s, 1)
    ON CONFLICT (unit_id, series) DO UPDATE SET last = documents_counter.last + 1 RETURNING last"""
TOLD = """INSERT INTO trail_event (at, verb_code, person_id, post_id, subjects, facts, salt, facts_digest, request_id)
    VALUES (%(at)s, %(verb)s, %(person)s, %(post)s, %(subjects)s, %(facts)s, %(salt)s, %(digest)s, %(request)s)
    RETURNING id"""
NOTICED = "INSERT INTO trail_notice (event_id, post_id, reason, subject, title) VALUES (%s, %s, %s, %s, %s)"


# Giving tasks to another owner


def _reassigning(plain: psycopg.Connection[Any]) -> Row:
    """In turns over different tasks; the first pair warms up."""
    by = actor_in(leader := organisation.leader(), among=[leader])
    heads = list(_heads())
    given = Task.objects.filter(state__in=(State.ASSIGNED, State.UNDERWAY)).exclude(owner_post__in=heads)
    open_tasks = given.exclude(owner_post=by.post_id)  # nobody decides about their own
    found = list(open_tasks.order_by("pk").values_list("pk", flat=True)[: 2 * BULKS * TASKS])
    each = min(TASKS, len(found) // (2 * BULKS))
    lots = [found[start : start + each] for start in range(0, 2 * BULKS * each, each)]
    pairs = []
    for lot, (mine, theirs) in enumerate(zip(lots[::2], lots[1::2], strict=True)):
        owner = heads[lot % len(heads)]
        took = _timed(lambda mine=mine, owner=owner: _reassign(mine, owner, by))  # type: ignore[misc]
        events = _events(theirs, by)
        pairs.append((took, _timed(lambda t=theirs, o=owner, e=events: _update(plain, t, o, e))))  # type: ignore[misc]
    return _row(f"giving {each} tasks to another owner", pairs[1:], BULK_BAR)


def _heads() -> models.QuerySet[Post]:
    """Heads of districts, to whom the tasks go."""
    units = Unit.objects.filter(kind=UnitKind.DISTRICT_COMMITTEE)
    return Post.objects.filter(unit__in=units, rank=PostRank.HEAD, tenures__isnull=False).select_related("unit")


def _reassign(tasks: Sequence[int], owner: Post, by: Actor) -> None:
    batch = reassign_many(tasks, unit=owner.unit, owner_post=owner, reason=REASON, by=by)
    if len(batch.events) != len(tasks):
        raise RuntimeError(f"{len(batch.refused)} tasks were refused: {batch.refused[0].sentence}")


def _events(tasks: Sequence[int], by: Actor) -> list[tuple[Any, ...]]:
    """The events of a plain update, ready to be copied."""
    now, salt = timezone.now(), secrets.token_bytes(16)
    facts = {"actor": by.title, "owner": by.title, "former": by.title, "reason": REASON}
    tail = (Jsonb(facts), salt, digest_of_facts(salt, facts))
    return [(now, REASSIGN.code, by.person_id, by.post_id, [f"tasks.task:{pk}"], *tail) for pk in tasks]


def _update(plain: psycopg.Connection[Any], tasks: Sequence[int], owner: Post, events: Sequence[Any]) -> None:
    """One UPDATE, and the events by COPY, in one transaction."""
    with plain.transaction(), plain.cursor() as cursor:
        cursor.execute(GIVEN, (owner.unit_id, owner.pk, list(tasks)))
        with cursor.copy(f"COPY trail_event ({', '.join(EVENT[1:])}) FROM STDIN") as copy:
            for event in events:
                copy.write_row(event)


GIVEN = """UPDATE tasks_task SET unit_id = %s, owner_post_id = %s, state = 'assigned', accepted_at = NULL,
    asked_due_on = NULL, asked_reason = '' WHERE id = ANY(%s)"""
