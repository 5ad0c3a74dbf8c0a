"""Jobs of this part: looking into mailboxes and folders of scans, reading what came."""

from __future__ import annotations

import imaplib
import logging
import time
from functools import partial

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from baro.documents.actions.recognising import recognise
from baro.intake.actions.arriving import arrive
from baro.intake.mailbox import each_unread
from baro.intake.rulebook import Receiving
from baro.intake.scans import each_scan
from baro.intake.sources import Mailbox, Scans, sources
from baro.kernel import rulebook
from baro.org.models import Unit

log = logging.getLogger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(name="intake.collect", queueing_lock="intake.collect", lock="intake.collect", pass_context=False)
def collect(timestamp: int) -> None:
    """Look into every mailbox and folder; one that cannot be reached holds up no other and is tried again next time."""
    named = sources()
    every: tuple[Mailbox | Scans, ...] = (*named.mailbox, *named.scans)
    for source in every:
        try:
            take_in(source)
        except (OSError, imaplib.IMAP4.error, Unit.DoesNotExist) as trouble:
            log.error("%s was not read: %s", source, trouble)
        except Exception:  # what a stranger wrote may break what nobody thought of
            log.exception("%s was not read to its end", source)


def take_in(source: Mailbox | Scans) -> int:
    """Keep what waits in a mailbox or folder; how many deliveries were looked at.

    Raises OSError or imaplib.IMAP4.error when it cannot be read, and Unit.DoesNotExist when there is no such open unit.
    """
    unit, rule = Unit.objects.get(code=source.unit, closed_on=None), rulebook.today(Receiving)
    keep = partial(arrive, unit)
    if isinstance(source, Mailbox):
        return each_unread(source, rule, keep)
    return each_scan(source, rule, time.time(), keep)


@app.task(name="intake.read", queue="reading", retry=RetryStrategy(max_attempts=2))
def read_paper(attachment_id: int) -> None:
    """Read one paper that came."""
    recognise(attachment_id)
