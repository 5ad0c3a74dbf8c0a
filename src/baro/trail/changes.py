"""The door: every change of a record passes here, is seen, asked, told - or does not happen."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, Self, TypeVar

from django.db import models, transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from baro.kernel.decisions import ask, delegations_used, require
from baro.kernel.verbs import Verb
from baro.trail.kept import brought_about, kept_of, standing
from baro.trail.models import UNDER, Event, digest_of_facts, reference, settle
from baro.trail.receipts import promise

M = TypeVar("M", bound=models.Model)

# Who was confirmed in the transaction at hand: a deed that changes its actor's own powers ends as it began.
_confirmed: ContextVar[Any] = ContextVar("confirmed", default=None)


@contextmanager
def _confirmed_once(by: Any) -> Iterator[None]:
    """Ask once, inside the transaction that writes, whether the actor still is who they were when the page began."""
    if by.proof is None or _confirmed.get() is by:
        yield
        return
    by.proof.confirm(by)
    before = _confirmed.set(by)
    try:
        yield
    finally:
        _confirmed.reset(before)


class Tell(Protocol):
    """Tells what was done to the record at hand, and to others with it."""

    def __call__(self, *also: models.Model, under: Any = (), **facts: Any) -> Event:
        """Tell it, and get the event; ``under`` are delegations that the change needed beside those of its verb."""
        ...


def written_event(
    verb: Verb,
    subjects: Sequence[models.Model],
    *,
    by: Any,
    facts: dict[str, Any],
    at: datetime | None = None,
    under: Sequence[Any] | None = None,
) -> Event:
    """An event that is not saved yet; it names the delegations under which it was done.

    ``under`` is what the policy said before the change; where nobody asked it then, it is asked now. Raises
    AssertionError when a fact that the verb's sentence needs is missing, or the verb is done to another kind of record.
    """
    if (kind := subjects[0]._meta.label_lower) != verb.record:
        raise AssertionError(f"{verb} is told of a {kind}; declare a verb {kind}.{verb.word}")
    if missing := verb.facts - facts.keys():
        raise AssertionError(f"{verb} is told without {', '.join(sorted(missing))}")
    delegations = delegations_used(by, verb, subjects[0]) if under is None else tuple(dict.fromkeys(under))
    facts = {"actor": by.title, **{name: _plain(value) for name, value in facts.items()}}
    if delegations:
        facts["under"] = "; ".join(delegation.delegator for delegation in delegations)
    salt = secrets.token_bytes(16)
    return Event(
        at=at or timezone.now(),
        verb_code=verb.code,
        person_id=by.person_id,
        post_id=by.post_id,
        subjects=[*map(reference, subjects), *(f"{UNDER}{delegation.reference}" for delegation in delegations)],
        facts=facts,
        salt=salt,
        facts_digest=digest_of_facts(salt, facts),
        request_id=by.request_id,
    )


def _plain(value: Any) -> Any:
    """A fact as JSON keeps it: lists, codes, numbers, words; a date in ISO form."""
    if isinstance(value, dict):
        return {name: _plain(v) for name, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, int | float | bool) or value is None:
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def record_event(
    verb: Verb, *subjects: models.Model, by: Any, facts: dict[str, Any], under: Sequence[Any] | None = None
) -> Event:
    """Save one event, in the transaction of what it tells; about a record that holds already what the deed made it."""
    return _recorded(verb, subjects, {}, by=by, facts=facts, under=under)


def _recorded(
    verb: Verb,
    subjects: Sequence[models.Model],
    before: Mapping[str, Any],
    *,
    by: Any,
    facts: dict[str, Any],
    under: Sequence[Any] | None,
) -> Event:
    """The same for a record of which is known what it held ``before``."""
    facts = facts | brought_about(before, standing(subjects[0]))
    event = written_event(verb, subjects, by=by, facts=facts, under=under)
    with _confirmed_once(by):
        event.save(force_insert=True)
    promise([event])
    return event


@contextmanager
def change(model: type[M], pk: int, verb: Verb, *, by: Any) -> Iterator[tuple[M, Tell]]:
    """Lock one record that the actor can see, check the verb, and insist that the change is told once it is made.

    Raises Http404 when the actor cannot see the record, the refusal of the verb's policy, and NotPermitted when the
    actor's powers ended meanwhile.
    """
    told: list[Event] = []
    with transaction.atomic():
        visible = model._default_manager.visible_to(by)  # type: ignore[attr-defined]
        record: M = get_object_or_404(visible.select_for_update(of=("self",)), pk=pk)
        state = _state(record)
        # After the lock: whoever made us wait for it gained no time.
        with _confirmed_once(by):
            require(by, verb, record)
            used, before = delegations_used(by, verb, record), standing(record)

            def tell(*also: models.Model, under: Any = (), **facts: Any) -> Event:
                told.append(_recorded(verb, [record, *also], before, by=by, facts=facts, under=(*used, *under)))
                before.update(standing(record))
                return told[-1]

            yield record, tell
        if not told or (late := brought_about(before, standing(record))):
            raise AssertionError(f"{verb} changed {record!r} without telling it{f': {late}' if told else ''}")
        _settle(told, [(record, state)], by=by)


def _state(record: models.Model) -> Any:
    return getattr(record, "state", None)


def _settle(events: Sequence[Event], records: Sequence[tuple[models.Model, Any]], *, by: Any) -> None:
    """What was asked about the records until now is settled, where they moved from the states that they had before."""
    moved = [record for record, before in records if _state(record) != before]
    kept = [record for record, before in records if _state(record) == before]
    if events:
        settle(events, by, moved, kept)


def create(record: M, verb: Verb, *also: models.Model, by: Any, under: Any = (), **facts: Any) -> tuple[M, Event]:
    """Check the verb, save a new record and tell it; returns the record and its event.

    ``under`` are delegations needed beside those of the verb. Raises the refusal of the verb's policy, and
    ValidationError when the record is not whole.
    """
    with transaction.atomic():
        require(by, verb, record)
        used = (*delegations_used(by, verb, record), *under)
        record.clean_fields(exclude=_checked_by_the_database(record))
        record.save(force_insert=True)
        return record, record_event(verb, record, *also, by=by, facts=facts, under=used)


def _checked_by_the_database(record: models.Model) -> set[str]:
    """Relations, whose rows the database looks for anyway: asking for each of them would be a query more."""
    return {found.name for found in record._meta.concrete_fields if found.is_relation or found.generated}


def create_many(records: Sequence[M], verb: Verb, *, by: Any, **facts: Any) -> list[tuple[M, Event]]:
    """Save many new records of one kind in one statement; returns each with its event.

    Raises the refusal of the verb's policy for the first record that may not be; then nothing is saved.
    """
    with transaction.atomic():
        for record in records:
            require(by, verb, record)
        saved = type(records[0])._default_manager.bulk_create(records, batch_size=1000) if records else []
        told = [(record, brought_about({}, standing(record))) for record in saved]
        events = _told_many(verb, told, (), by=by, facts=facts, under={}, beside={})
    return list(zip(saved, events, strict=True))


def tell_many(
    verb: Verb,
    told: Sequence[tuple[models.Model, dict[str, Any]]],
    *also: models.Model,
    by: Any,
    facts: dict[str, Any],
    under: Mapping[Any, Sequence[Any]] | None = None,
    before: Mapping[Any, Mapping[str, Any]] | None = None,
    beside: Mapping[Any, Sequence[models.Model]] | None = None,
) -> list[Event]:
    """Save one event for each record in one statement, about ``also`` as well, after the records were changed.

    ``before`` is what they held, ``beside`` what is told with each of them, by key, where that is known.
    """
    kept, were = kept_of(type(told[0][0])) if told else None, before or {}
    if kept:
        now = kept.of_rows(record.pk for record, _own in told)
        told = [(record, own | brought_about(were.get(record.pk, {}), now.get(record.pk, {}))) for record, own in told]
    return _told_many(verb, told, also, by=by, facts=facts, under=under or {}, beside=beside or {})


def _told_many(
    verb: Verb,
    told: Sequence[tuple[models.Model, dict[str, Any]]],
    also: Sequence[models.Model],
    *,
    by: Any,
    facts: dict[str, Any],
    under: Mapping[Any, Sequence[Any]],
    beside: Mapping[Any, Sequence[models.Model]],
) -> list[Event]:
    now = timezone.now()
    events = [
        written_event(
            verb,
            [record, *also, *beside.get(record.pk, ())],
            by=by,
            facts=facts | own,
            at=now,
            under=under.get(record.pk),
        )
        for record, own in told
    ]
    with _confirmed_once(by):
        Event.objects.bulk_create(events, batch_size=2000)
    promise(events)
    return events


@dataclass(frozen=True, slots=True)
class Refusal:
    """One record of a batch that was left alone, and why."""

    pk: int
    title: str
    sentence: str
    record: models.Model | None = None

    @classmethod
    def of(cls, record: models.Model, sentence: Any) -> Self:
        """The refusal of a record."""
        return cls(record.pk, str(record), str(sentence), record)


@dataclass(slots=True)
class Batch(Generic[M]):
    """The records of a set-based change that may be changed, and those that may not."""

    records: list[M]
    refused: list[Refusal] = field(default_factory=list)
    told: dict[int, dict[str, Any]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    under: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    also: dict[int, tuple[models.Model, ...]] = field(default_factory=dict)

    def refuse(self, record: M, sentence: Any) -> None:
        """Leave one record out of the change."""
        self.records.remove(record)
        self.refused.append(Refusal.of(record, sentence))

    def tell(self, record: M, *also: models.Model, under: Any = (), **facts: Any) -> None:
        """Say what was done to one record, and to others with it.

        ``under`` are delegations needed beside those of the verb.
        """
        self.told[record.pk] = facts
        self.also[record.pk] = also
        self.under[record.pk] = (*self.under.get(record.pk, ()), *under)


@contextmanager
def change_many(model: type[M], ids: Iterable[int], verb: Verb, *, by: Any) -> Iterator[Batch[M]]:
    """The door for many records: one lock, one pass of the policy, one event each; records out of sight are refused.

    The block makes one bulk write for ``batch.records`` and tells each of them.
    """
    wanted = list(dict.fromkeys(ids))
    with transaction.atomic():
        visible = model._default_manager.visible_to(by)  # type: ignore[attr-defined]
        seen = list(visible.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",)))
        batch, before = Batch[M]([]), {record.pk: standing(record) for record in seen}
        states = {record.pk: _state(record) for record in seen}
        with _confirmed_once(by):
            for record in seen:
                decision = ask(by, verb, record)
                if decision:
                    batch.records.append(record)
                    batch.under[record.pk] = delegations_used(by, verb, record)
                else:
                    batch.refused.append(Refusal.of(record, decision.sentence))
            yield batch
        if silent := [record for record in batch.records if record.pk not in batch.told]:
            raise AssertionError(f"{verb} changed {silent[0]!r} without telling it")
        told: list[tuple[models.Model, dict[str, Any]]] = [(r, batch.told[r.pk]) for r in batch.records]
        batch.events = tell_many(verb, told, by=by, facts={}, under=batch.under, before=before, beside=batch.also)
        _settle(batch.events, [(record, states[record.pk]) for record in batch.records], by=by)
