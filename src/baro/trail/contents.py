"""Every event against the log: what was taken in is what stands there, in the same order, and nothing is missing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.kernel import rulebook
from baro.trail.check_trail import Checkpoint, Tiles, canonical, leaf_hash, root_of
from baro.trail.findings import Finding, Runs, rows
from baro.trail.rulebook import Keeping

COLUMNS = """e.id, e.at, e.verb_code, e.person_id, e.post_id, e.subjects, e.facts::text, e.salt, e.facts_digest,
    e.request_id"""
WITHOUT_FACTS = COLUMNS.replace("e.facts::text, e.salt", "NULL, NULL")  # the digest stands for them
NUMBERED = """SELECT l.number, l.event_id, {columns} FROM trail_leaf l LEFT JOIN trail_event e ON e.id = l.event_id
    WHERE {only} ORDER BY l.number"""
UNNUMBERED = f"""SELECT p.event_id IS NOT NULL, e.id, {COLUMNS} FROM trail_event e
    LEFT JOIN trail_leaf l ON l.event_id = e.id LEFT JOIN trail_pending p ON p.event_id = e.id
    WHERE l.event_id IS NULL ORDER BY e.id"""  # noqa: S608 - fixed columns
ERASED = "SELECT DISTINCT unnest(subjects) FROM trail_event WHERE verb_code = 'trail.event.erase'"

UNLIKE_DIGEST = gettext_lazy("Event %(pk)s does not match its digest.")
UNLIKE_DIGEST_FROM_TO = gettext_lazy("Events %(pk)s to %(last)s do not match their digests.")
CHANGED = gettext_lazy("Event %(pk)s is not what the log took in.")
CHANGED_FROM_TO = gettext_lazy("Events %(pk)s to %(last)s are not what the log took in.")
GONE = gettext_lazy("Event %(pk)s stands in the log and is gone from the database.")
GONE_FROM_TO = gettext_lazy("Events %(pk)s to %(last)s stand in the log and are gone from the database.")
UNKNOWN = gettext_lazy("Event %(pk)s came past the log.")
UNKNOWN_FROM_TO = gettext_lazy("Events %(pk)s to %(last)s came past the log.")
SILENTLY = gettext_lazy("The facts of event %(pk)s were erased without a told and reasoned act.")
SILENTLY_FROM_TO = gettext_lazy("The facts of events %(pk)s to %(last)s were erased without a told and reasoned act.")
BACK_DATED = gettext_lazy("Event %(pk)s is dated long before events that were recorded earlier.")
BACK_DATED_FROM_TO = gettext_lazy("Events %(pk)s to %(last)s are dated long before events that were recorded earlier.")


@dataclass(slots=True)
class Reading:
    """One pass over all events; the faults are gathered by kind."""

    log: Iterator[bytes]
    size: int
    back: timedelta
    erased: set[str]
    promised: dict[int, bytes]
    checked: int = 0
    waiting: int = 0
    latest: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    changed: Runs = field(default_factory=lambda: Runs("log", CHANGED, CHANGED_FROM_TO))
    gone: Runs = field(default_factory=lambda: Runs("log", GONE, GONE_FROM_TO))
    unknown: Runs = field(default_factory=lambda: Runs("log", UNKNOWN, UNKNOWN_FROM_TO))
    facts: Runs = field(default_factory=lambda: Runs("facts", UNLIKE_DIGEST, UNLIKE_DIGEST_FROM_TO))
    silently: Runs = field(default_factory=lambda: Runs("erasure", SILENTLY, SILENTLY_FROM_TO))
    back_dated: Runs = field(default_factory=lambda: Runs("time", BACK_DATED, BACK_DATED_FROM_TO))

    def numbered(self, number: int, pk: int, row: tuple[Any, ...]) -> None:
        """Look at the event of a leaf."""
        taken_in = next(self.log, None) if number < self.size else None
        if row[0] is None:
            self.gone.add(number, pk)
            return
        self.checked += 1
        self._facts(number, row)
        self._time(number, row)
        found = self._kept_promise(row)
        if number >= self.size:
            self.waiting += 1
        elif leaf_hash(found) != taken_in:
            self.changed.add(number, pk)

    def unnumbered(self, place: int, is_pending: bool, row: tuple[Any, ...]) -> None:
        """Look at an event without a number."""
        self.checked += 1
        self._facts(place, row)
        self._kept_promise(row)
        if is_pending:
            self.waiting += 1
        else:
            self.unknown.add(place, row[0])

    def _kept_promise(self, row: tuple[Any, ...]) -> bytes:
        """The entry of an event; a receipt for it is kept by it."""
        found = entry(row)
        if self.promised.get(row[0]) == found:
            del self.promised[row[0]]
        return found

    def _facts(self, place: int, row: tuple[Any, ...]) -> None:
        pk, facts, salt, digest = row[0], row[6], row[7], row[8]
        if facts is None:
            if salt is not None or f"trail.event:{pk}" not in self.erased:
                self.silently.add(place, pk)
        elif salt is None or hashlib.sha256(bytes(salt) + canonical(json.loads(facts))).digest() != bytes(digest):
            self.facts.add(place, pk)

    def _time(self, place: int, row: tuple[Any, ...]) -> None:
        if row[1] < self.latest - self.back:
            self.back_dated.add(place, row[0])
        self.latest = max(self.latest, row[1])

    def __iter__(self) -> Iterator[Finding]:
        """What was found, kind by kind."""
        for kind in (self.facts, self.changed, self.gone, self.unknown, self.silently, self.back_dated):
            yield from kind
        for pk in sorted(self.promised):
            sentence = _("The log gave a receipt for event %(pk)s, and what stands there is not what it promised.")
            yield Finding("receipts", sentence % {"pk": pk})


def entry(row: tuple[Any, ...]) -> bytes:
    """The entry of an event from its columns: the same as that of the model, in a third of the time."""
    pk, at, verb, person, post, subjects, _facts, _salt, digest, request = row
    head = {
        "id": pk,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "verb": verb,
        "person": person,
        "post": post,
        "subjects": subjects,
        "facts": bytes(digest).hex(),
        "request": str(request) if request else None,
    }
    return hashlib.sha256(canonical(head)).digest()


def read_events(tiles: Tiles | None, promised: dict[int, bytes]) -> Reading:
    """Read every event once, those with a number in the order of the log; ``promised`` are the entries of receipts.

    Raises Broken when the files of the log are damaged.
    """
    with connection.cursor() as cursor:
        cursor.execute(ERASED)
        erased = {subject for (subject,) in cursor.fetchall()}
    back = rulebook.closest(Keeping, on=timezone.localdate()).body.back
    reading = Reading(tiles.leaves() if tiles else iter(()), tiles.size if tiles else 0, back, erased, dict(promised))
    for number, pk, *row in rows(NUMBERED.format(columns=COLUMNS, only="true")):
        reading.numbered(number, pk, tuple(row))
    for place, (is_pending, _pk, *row) in enumerate(rows(UNNUMBERED)):
        reading.unnumbered(place, is_pending, tuple(row))
    return reading


def strange_log(reading: Reading, checkpoint: Checkpoint, tiles: Tiles) -> Iterator[Finding]:
    """What the files of the log say against what they signed, and against what the database holds."""
    if more := sum(1 for _leaf in reading.log):
        sentence = _(
            "The log holds %(size)s events and the database only the first %(count)s of them: the newest are gone, "
            "as in an old copy."
        )
        yield Finding("log", sentence % {"size": reading.size, "count": reading.size - more})
    if not root_of(tiles.leaves()) == tiles.root() == checkpoint.root:
        yield Finding("files", _("The files of the log do not lead to the root that it signed."))
