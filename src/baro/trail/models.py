"""Events, which only ever grow, and the notices that carry them to the posts concerned."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import UTC, date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import CharField, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext_lazy as _

from baro.kernel.permissions import permission_name
from baro.kernel.verbs import verb
from baro.kernel.wordings import worded

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
UNDER = "under:"  # before the reference of a delegation among an event's subjects: the deed was done under it


def reference(record: models.Model) -> str:
    """The name of a record in the trail, stable over time: ``documents.document:12``."""
    return f"{record._meta.label_lower}:{record.pk}"


def named_in_sql(label: str, key: F | OuterRef) -> Concat:
    """The same name inside a statement, for the row of that key; ``label`` is the model's: ``documents.document``."""
    return Concat(Value(f"{label}:"), Cast(key, CharField()))


def canonical(content: Any) -> bytes:
    """The one byte form of a JSON value: keys sorted, no spaces, UTF-8."""
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder
    ).encode()


def digest_of_facts(salt: bytes, facts: dict[str, Any]) -> bytes:
    """SHA-256 (32 bytes) over the salt and the canonical facts: without the salt nobody can guess erased facts."""
    return hashlib.sha256(bytes(salt) + canonical(facts)).digest()


def spoken(value: Any) -> str:
    """A fact inside a sentence, in Arabic with a direction of its own; a list within a list leads from one to another.

    Days are written as the reader writes them, codes and permissions by their names.
    """
    items = value if isinstance(value, list) else [value]
    text = ", ".join(" → ".join(map(_word, one)) if isinstance(one, list) else _word(one) for one in items)
    return f"\u2068{text}\u2069" if get_language_bidi() else text


def _word(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(worded(name, code) for name, code in value.items())
    text = permission_name(str(value))
    return date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT") if DAY.fullmatch(text) else text


class EventQuerySet(models.QuerySet["Event"]):
    """Events, narrowed to what a page asks about."""

    def about(self, *records: models.Model) -> Self:
        """Everything told about any of the records, newest first."""
        return self.filter(subjects__overlap=[reference(r) for r in records]).order_by("-pk")

    def under(self, delegation: models.Model) -> Self:
        """Every deed done under a delegation, newest first."""
        return self.filter(subjects__contains=[UNDER + reference(delegation)]).order_by("-pk")

    def done(self, code: str) -> Self:
        """Every deed of one verb."""
        return self.filter(verb_code=code)


class Event(models.Model):
    """One deed: what was done, by whom in which post, to what, with which facts, when, in which request.

    A trigger refuses UPDATE, DELETE and TRUNCATE. The canonical form holds the digest of the facts, not the facts, so
    that facts can be erased lawfully without breaking the log over all events; the log holds the digest of that form.
    """

    at = models.DateTimeField(_("when"))
    verb_code = models.CharField(_("deed"), max_length=60)
    person_id = models.BigIntegerField(_("Person"), null=True)
    post_id = models.BigIntegerField(_("Post"), null=True)
    subjects = ArrayField(models.CharField(max_length=80), verbose_name=_("about"))
    facts = models.JSONField(_("facts"), null=True, encoder=DjangoJSONEncoder)
    salt = models.BinaryField(_("salt"), null=True)
    facts_digest = models.BinaryField(_("digest of the facts"))
    request_id = models.UUIDField(_("request"), null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        indexes = [
            GinIndex(fields=["subjects"], name="event_by_subject"),
            models.Index(fields=["person_id", "-id"], name="event_by_person"),
            models.Index("verb_code", F("subjects__0"), name="event_by_deed"),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def canonical_form(self) -> bytes:
        """The bytes that stand for this event for ever."""
        return canonical(
            {
                "id": self.pk,
                "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "verb": self.verb_code,
                "person": self.person_id,
                "post": self.post_id,
                "subjects": list(self.subjects),
                "facts": bytes(self.facts_digest).hex(),
                "request": str(self.request_id) if self.request_id else None,
            }
        )

    @property
    def entry(self) -> bytes:
        """What the log holds of this event: a digest, from which nobody can guess what was done."""
        return hashlib.sha256(self.canonical_form).digest()

    @property
    def actor_title(self) -> str:
        """Who the actor was then; names change, history does not."""
        title = (self.facts or {}).get("actor")
        return title or (pgettext("actor", "Baro") if self.facts is not None else pgettext("actor", "somebody"))

    @property
    def sentence(self) -> str:
        """What happened, in the reader's language; facts that were erased show as a dash."""
        told = verb(self.verb_code)
        facts = dict.fromkeys(told.facts, "—") | (self.facts or {}) | {"actor": self.actor_title}
        return told.sentence_for(self.facts or {}) % {name: spoken(value) for name, value in facts.items()}

    @property
    def delegations(self) -> list[str]:
        """The references of the delegations under which it was done."""
        return [subject.removeprefix(UNDER) for subject in self.subjects if subject.startswith(UNDER)]

    @property
    def verb(self) -> Any:
        """The declared verb of this event."""
        return verb(self.verb_code)


class Pending(models.Model):
    """An event without a number in the log yet; a trigger adds the row, only the database takes it away."""

    event_id = models.BigIntegerField(_("event"), primary_key=True)

    class Meta:
        verbose_name = _("event that waits for the log")

    def __str__(self) -> str:
        return str(self.event_id)


class Leaf(models.Model):
    """The number of an event in the log: counted from nought, without a gap, given by the database alone."""

    number = models.BigIntegerField(_("number in the log"), primary_key=True)
    event_id = models.BigIntegerField(_("event"), unique=True)

    class Meta:
        verbose_name = _("leaf of the log")

    def __str__(self) -> str:
        return str(self.number)


class Reason(models.TextChoices):
    """Why a notice reaches somebody."""

    ASSIGNED = "assigned", _("Assigned to me")
    DECIDE = "decide", _("Waiting for my decision")
    RETURNED = "returned", _("Sent back to me")
    ARRIVED = "arrived", _("Arrived")
    INFORMED = "informed", _("For information")
    FINISHED = "finished", _("Finished")
    DATE = "date", _("Deadline")
    MENTIONED = "mentioned", _("Mentioned me")


TO_DO = (Reason.ASSIGNED, Reason.DECIDE, Reason.RETURNED, Reason.ARRIVED, Reason.DATE)


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices of posts."""

    def to(self, post_id: int | None) -> Self:
        """The notices that wait for the holder of a post, newest first."""
        return self.filter(post_id=post_id).order_by("-pk")

    def unread(self) -> Self:
        """Those that nobody has read yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """An event brought to a post, with the reason why; a successor in the post finds it too."""

    event = models.ForeignKey(Event, models.PROTECT, verbose_name=_("event"), related_name="notices")
    post_id = models.BigIntegerField(_("Post"))
    reason = models.CharField(_("Reason"), max_length=12, choices=Reason)
    subject = models.CharField(_("about"), max_length=80)
    title = models.CharField(_("Title"), max_length=300)
    read_at = models.DateTimeField(_("Read"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        indexes = [
            models.Index(fields=["post_id", "-id"], name="notice_by_post"),
            models.Index(fields=["post_id"], condition=Q(read_at=None), name="notice_unread_by_post"),
            models.Index(fields=["subject"], condition=Q(read_at=None), name="notice_unread_by_subject"),
        ]

    def __str__(self) -> str:
        return self.title


def notify(event: Event, record: models.Model, reason: Reason, posts: Iterable[int | None]) -> None:
    """Bring the event about the record to each post once, never to the one who did it."""
    notify_many([(event, record, posts)], reason)


def notify_many(told: Iterable[tuple[Event, models.Model, Iterable[int | None]]], reason: Reason) -> None:
    """Bring many events to their posts, in one statement."""
    Notice.objects.bulk_create(
        Notice(event=event, post_id=post, reason=reason, subject=reference(record), title=str(record)[:300])
        for event, record, posts in told
        for post in sorted({p for p in posts if p is not None and p != event.post_id})
    )


def settle(events: Iterable[Event], by: Any, moved: Iterable[models.Model], kept: Iterable[models.Model]) -> None:
    """Take the earlier notices off the bell that a deed has settled: one statement.

    Those about records in another state now are settled for everybody, as far as they asked for something; about
    records that were ``kept`` in theirs, and about all, those of the post that did it.
    """
    first = min(event.pk for event in events)
    ended, same = [reference(record) for record in moved], [reference(record) for record in kept]
    done = Q(subject__in=ended, reason__in=TO_DO) | Q(subject__in=[*ended, *same], post_id=by.post_id)
    Notice.objects.unread().filter(done, event__lt=first).update(read_at=timezone.now())
