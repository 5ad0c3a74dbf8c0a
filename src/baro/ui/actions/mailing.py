"""Sending the digests that are due: once for each person and time, again later where the mail server is down."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from baro.kernel import rulebook
from baro.ui.models import Digest
from baro.ui.outside.gathering import Letter, gathered
from baro.ui.outside.letters import written
from baro.ui.outside.server import sends_mail
from baro.ui.outside.times import next_after
from baro.ui.rulebook import Outside

log = logging.getLogger(__name__)
REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)


def send_due(now: datetime) -> int:
    """Send every digest whose time has come; returns how many e-mails the server took.

    What the server refuses for one address waits longer each time. When there is no server, or it goes away, all that
    is left is due still, and the next run tries again.
    """
    if not sends_mail():
        return 0
    sent, connection = 0, get_connection()
    try:
        for some in _batches(now):
            connection.open()
            for letter in gathered(some, now, timezone.localdate(now)):
                sent += _sent(letter, connection, now)
    except (OSError, smtplib.SMTPException) as down:
        log.warning("The mail server took no more e-mails: %s. The others are sent later.", down)
    finally:
        _close(connection)
    return sent


def _batches(now: datetime) -> Iterator[list[Digest]]:
    """The digests that are due, some at a time: each is looked at once in a run."""
    most, last = rulebook.in_force(Outside, on=timezone.localdate(now)).body.letters_at_once, 0
    due = Digest.objects.filter(next_at__lte=now, account__is_active=True).select_related("account").order_by("pk")
    while some := list(due.filter(pk__gt=last)[:most]):
        last = some[-1].pk
        yield some


def _sent(letter: Letter, connection: Any, now: datetime) -> bool:
    """Hand one e-mail over and note it, unless another worker did meanwhile; where nothing is to be told, none is sent.

    The row is held from before the e-mail is handed over until it is noted: nobody else sends it.
    """
    with transaction.atomic():
        held = Digest.objects.select_for_update(skip_locked=True)
        same = {name: getattr(letter.digest, name) for name in ("next_at", "told_until", "address")}
        digest = held.filter(pk=letter.digest.pk, **same).first()
        if digest is None:
            return False
        try:
            taken = bool(letter.posts) and bool(written(letter, connection).send())
        except REFUSED as refused:
            _note_refusal(digest, refused, now)
            return False
        digest.next_at = next_after(now, digest.every, hour=digest.hour, weekday=digest.weekday)
        digest.told_until, digest.tries, digest.trouble = max(letter.until, digest.told_until), 0, ""
        digest.sent_at = now if taken else digest.sent_at
        digest.save(update_fields=["next_at", "told_until", "tries", "trouble", "sent_at"])
        return taken


def _note_refusal(digest: Digest, refused: Exception, now: datetime) -> None:
    """Try this address again later, each time after a longer wait, and tell its owner on the page what was said."""
    rule = rulebook.in_force(Outside, on=timezone.localdate(now)).body
    wait = min(timedelta(minutes=rule.wait_minutes * 2**digest.tries), timedelta(hours=rule.longest_wait_hours))
    digest.next_at, digest.tries = now + wait, min(digest.tries + 1, 20)
    digest.trouble = str(refused)[:300]
    digest.save(update_fields=["next_at", "tries", "trouble"])


def _close(connection: Any) -> None:
    """Say goodbye; a server that is gone needs none."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as gone:
        log.debug("The mail server was gone already: %s", gone)
