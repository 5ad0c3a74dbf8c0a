"""Events get their numbers and stand in the signed log, about once a second, by one sequencer at a time.

The database numbers what has been committed, without a gap; the files follow what is numbered. So an event that commits
late comes later and is never skipped, and whoever is killed in between goes on where the files end.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.trail.check_trail import LOG_KEY, Broken, Checkpoint
from baro.trail.contents import NUMBERED, WITHOUT_FACTS, entry
from baro.trail.findings import rows
from baro.trail.keys import Signer
from baro.trail.models import Event, Leaf, Pending
from baro.trail.rulebook import Keeping
from baro.trail.tiles import Log

logger = logging.getLogger(__name__)
EVERY = 1.0  # second
LONGEST_PAUSE = 30.0  # seconds between tries while the database is away
MOST = 20_000  # events that are numbered and written together
LOCK = "SELECT pg_try_advisory_lock(hashtextextended('trail_sequencer', 0))"
WAIT = "SELECT true FROM pg_advisory_lock(hashtextextended('trail_sequencer', 0))"
UNLOCK = "SELECT pg_advisory_unlock(hashtextextended('trail_sequencer', 0))"


def log_folder() -> Path:
    """Where the static files of the log lie."""
    return Path(settings.TRAIL) / "log"


def key_file() -> Path:
    """Where the key lies that signs the log."""
    return Path(settings.TRAIL) / "key"


def opened_log() -> Log:
    """The log of this installation; its key is made when there is none, and never beside a log that another signed.

    Raises Refused when the key is missing or damaged.
    """
    if not key_file().exists() and (log_folder() / "checkpoint").exists():
        raise Refused(
            _("The key %(file)s that signed the log is missing: bring it back from where you keep a copy.")
            % {"file": key_file()}
        )
    return Log(log_folder(), Signer.kept_or_new(key_file(), settings.TRAIL_NAME, LOG_KEY))


def sequence() -> Checkpoint | None:
    """Take everything into the log that has been committed, and sign it; None while another sequencer is at work.

    Raises Refused when an event that has a number is gone, and when the database is older than the log.
    """
    log = opened_log()
    with _alone() as alone:
        if not alone:
            return None
        if numbers_given() < log.checkpoint.size:
            sentence = _("The log holds more events than this database, which is an old copy: see %(document)s.")
            raise Refused(sentence % {"document": "docs/how/check-the-trail.md"})
        more = True
        while more:
            more = _numbered() == MOST  # what is told meanwhile waits for the next turn: files are not written for each
            while log.checkpoint.size < numbers_given():
                log.append(list(_entries(log.checkpoint.size)))
        return log.checkpoint


def keep(until: Callable[[], bool] = lambda: False) -> None:
    """Sequence about once a second, until the end; while the database is away, wait for it ever longer.

    What is wrong with the log is said again and again and stops nobody's work: it is to be looked at.
    """
    pause = EVERY
    while not until():
        try:
            sequence()
            pause = EVERY
        except (DatabaseError, InterfaceError):
            connection.close()
            pause = min(2 * pause, LONGEST_PAUSE)
        except (Refused, Broken, OSError) as broken:
            logger.error("The log of the trail stands still: %s", broken)
            pause = LONGEST_PAUSE
        time.sleep(pause)


def is_behind() -> bool:
    """Whether events that were told minutes ago have no number in the log yet, so that no sequencer can be at work."""
    minutes = rulebook.closest(Keeping, on=timezone.localdate()).body.log_minutes
    waiting = Event.objects.filter(pk__in=Pending.objects.values("event_id"))
    return waiting.filter(at__lt=timezone.now() - timedelta(minutes=minutes)).exists()


@contextmanager
def standing_still() -> Iterator[None]:
    """No sequencer writes while the block runs."""
    with _alone(WAIT):
        yield


@contextmanager
def _alone(lock: str = LOCK) -> Iterator[bool]:
    """Whether we are the one sequencer of this database, for as long as the block runs."""
    with connection.cursor() as cursor:
        cursor.execute(lock)
        (alone,) = cursor.fetchone()
        try:
            yield alone
        finally:
            if alone and connection.is_usable():
                cursor.execute(UNLOCK)


def _numbered() -> int:
    """Give numbers to what has been committed; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT trail_number(%s)", [MOST])
        return int(cursor.fetchone()[0])


def numbers_given() -> int:
    """How many numbers have been given."""
    last = Leaf.objects.order_by("-number").values_list("number", flat=True).first()
    return 0 if last is None else last + 1


def _entries(first: int) -> Iterator[bytes]:
    """The entries of the leaves from a number on."""
    query = NUMBERED.format(columns=WITHOUT_FACTS, only="l.number >= %s AND l.number < %s")
    numbered = rows(query, [first, first + MOST])
    for expected, (number, pk, *event) in enumerate(numbered, start=first):
        if number != expected or event[0] is None:
            sentence = _("Event %(pk)s has number %(number)s in the log and is not there: run baro audit verify.")
            raise Refused(sentence % {"pk": pk, "number": number})
        yield entry(tuple(event))
