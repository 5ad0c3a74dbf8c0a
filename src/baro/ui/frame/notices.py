"""Notices of the actor's post: how many wait, which, and marking them read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baro.org.actors import Actor
from baro.trail.models import TO_DO, Notice
from baro.ui.addresses import address_of
from baro.ui.counts.waiting import Waiting, asked_of, names_what_waits
from baro.ui.words.cells import badge

# Asked by every page; making this statement anew would take longer than the database needs for it.
UNREAD = "SELECT count(*) FROM (SELECT FROM trail_notice WHERE post_id = %s AND read_at IS NULL LIMIT %s) AS waiting"
MOST = 100  # beyond that the bell shows "99+"


def unread_count(actor: Actor) -> int:
    """How many notices nobody in the post has read, up to 100."""
    if actor.post_id is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, [actor.post_id, MOST])
        return int(cursor.fetchone()[0])


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """The notices of the actor's post, newest first."""
    found = Notice.objects.to(actor.post_id) if actor.post_id else Notice.objects.none()
    return found.select_related("event")


def open_notices(actor: Actor, day: date) -> QuerySet[Notice]:
    """Those that nobody has read, and those about something that the actor is to do."""
    return notices_of(actor).filter(Q(read_at=None) | names_what_waits(actor, day, "subject"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice as it stands on the page: what is to be done now about its record, else why it came."""

    notice: Notice
    asked: Waiting | None

    @property
    def label(self) -> SafeString:
        """What is to be done now; that it is settled; or the reason of a notice that asks for nothing."""
        if self.asked:
            return badge(self.asked.label, self.asked.tone)
        if self.notice.reason in TO_DO:
            return badge(_("Settled"), picture="check")
        return badge(self.notice.get_reason_display())


def shown(actor: Actor, day: date, notices: Iterable[Notice]) -> list[Shown]:
    """The notices with what the actor is to do now: one query for each inbox of their records."""
    notices = list(notices)
    asked = asked_of(actor, day, {notice.subject for notice in notices})
    return [Shown(notice, asked.get(notice.subject)) for notice in notices]


def unread_by_reason(actor: Actor) -> dict[str, int]:
    """How many notices nobody in the post has read, by the reason why they came."""
    unread = notices_of(actor).select_related(None).order_by().filter(read_at=None)
    return dict(unread.values_list("reason").annotate(count=Count("pk")).order_by("reason"))


def mark_unread(actor: Actor, *, pk: int) -> int:
    """Put a notice of the post back on the bell; returns how many there were to put back."""
    read = notices_of(actor).select_related(None).order_by().filter(pk=pk, read_at__isnull=False)
    return read.update(read_at=None)


def mark_read(actor: Actor, *, pk: int | None = None, reason: str = "") -> int:
    """Mark one notice of the post read, all of a reason, or all; returns how many were waiting."""
    waiting = notices_of(actor).select_related(None).order_by().filter(read_at=None)
    waiting = waiting.filter(reason=reason) if reason else waiting
    return (waiting.filter(pk=pk) if pk is not None else waiting).update(read_at=timezone.now())


def place_of(notice: Notice) -> str:
    """The address of what the notice is about; the list of notices when that has no page."""
    return address_of(notice.subject) or reverse("ui.notices")
