"""Sending the e-mails of urging: what a mail server did not take waits for the next time, so that nothing is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from baro.org.models import Account, Tenure
from baro.tasks.flow import WITH_OWNER
from baro.ui.words.cells import written_day
from baro.urging.models import Mail, MailState

BATCH = 50


def send_mails() -> int:
    """Send what waits, the oldest first, in small batches; gives how many left.

    Raises OSError when the mail server cannot be reached; what it took until then counts as sent, the rest waits.
    """
    sent = 0
    while (batch := _send_some()) is not None:
        sent += batch
    return sent


def _send_some() -> int | None:
    """One batch, locked so that nobody else sends it; None when nothing waits."""
    with transaction.atomic():
        waiting = Mail.objects.filter(state=MailState.WAITING).select_related("step__task", "post")
        mails = list(waiting.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:BATCH])
        if not mails:
            return None
        ends, failure = _delivered(mails)
        for state in MailState:
            keys = [pk for pk, end in ends.items() if end == state]
            sent_at = timezone.now() if state == MailState.SENT else None
            Mail.objects.filter(pk__in=keys).update(state=state, sent_at=sent_at)
    if failure:
        raise failure
    return list(ends.values()).count(MailState.SENT)


def _delivered(mails: Sequence[Mail]) -> tuple[dict[int, MailState], OSError | None]:
    """What became of each, and what ended the sending, if anything did."""
    readers, ends = _readers({mail.post_id for mail in mails}), {}
    server: Any = get_connection()
    try:
        server.open()
        for mail in mails:
            ends[mail.pk] = _deliver(mail, readers.get(mail.post_id, []), server)
    except OSError as failure:  # of the network, or of the protocol: SMTPException is one
        return ends, failure
    finally:
        server.close()
    return ends, None


def _readers(posts: set[int]) -> dict[int, list[Account]]:
    """By post the accounts of whoever holds it today, with an address: two queries."""
    held = list(Tenure.objects.on(timezone.localdate()).filter(post__in=posts).values_list("post_id", "person_id"))
    accounts = Account.objects.filter(person__in={person for _post, person in held}, is_active=True).exclude(email="")
    of_person = {account.person_id: account for account in accounts}
    found: dict[int, list[Account]] = defaultdict(list)
    for post, person in held:
        if account := of_person.get(person):
            found[post].append(account)
    return found


def _deliver(mail: Mail, readers: Sequence[Account], server: Any) -> MailState:
    """Send one to each of its readers, in their language."""
    task = mail.step.task
    if task.state not in WITH_OWNER or task.due_on != mail.step.deadline:
        return MailState.OUTDATED
    if not readers:
        return MailState.NOWHERE
    taken = [_taken(mail, account, server) for account in readers]
    return MailState.SENT if any(taken) else MailState.NOWHERE


def _taken(mail: Mail, account: Account, server: Any) -> bool:
    """Whether the server took the letter for an account; an address that it refuses is no reason to try again."""
    with translation.override(account.language or settings.LANGUAGE_CODE):
        message = EmailMessage(subject=_subject(mail), body=_text(mail), to=[account.email], connection=server)
        try:
            return message.send() > 0
        except (SMTPRecipientsRefused, SMTPDataError):
            return False


def _subject(mail: Mail) -> str:
    due = written_day(mail.step.deadline)
    return _("%(step)s, deadline %(due)s") % {"step": mail.step.name, "due": due}


def _text(mail: Mail) -> str:
    """The letter: what, until when, where to go on."""
    said = _("Task: %(work)s") % {"work": mail.step.task.work}
    due = _("Deadline: %(due)s") % {"due": written_day(mail.step.deadline)}
    where = _("Open the task in Baro to report the progress, ask for more time or record an obstacle.")
    address = settings.SITE + mail.step.task.get_absolute_url()
    return "\n".join([mail.step.name, "", said, due, "", where, address])
