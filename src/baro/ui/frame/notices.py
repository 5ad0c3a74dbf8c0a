"""Notices of the actor's post: how many wait, which, and marking them read."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from baro.org.actors import Actor
from baro.trail.models import Notice, Reason

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


def notices_of(actor: Actor, reason: str = "") -> QuerySet[Notice]:
    """The notices of the actor's post, newest first; of one reason when it is named."""
    found = Notice.objects.to(actor.post_id) if actor.post_id else Notice.objects.none()
    return (found.filter(reason=reason) if reason else found).select_related("event")


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """A reason with how many notices it has and how many of them wait."""

    reason: str
    label: str
    all: int
    unread: int


def reasons_of(actor: Actor) -> list[ReasonCount]:
    """The reasons for which there are notices, in the order of their declaration: one query."""
    rows = notices_of(actor).order_by().values("reason")
    counted = {row["reason"]: row for row in rows.annotate(all=Count("pk"), unread=Count("pk", filter=Q(read_at=None)))}
    return [
        ReasonCount(code, str(label), counted[code]["all"], counted[code]["unread"])
        for code, label in Reason.choices
        if code in counted
    ]


def mark_read(actor: Actor, *, pk: int | None = None, reason: str = "") -> int:
    """Mark one notice of the post read, or all (of a reason); returns how many were waiting."""
    waiting = notices_of(actor, reason).select_related(None).order_by().filter(read_at=None)
    return (waiting.filter(pk=pk) if pk is not None else waiting).update(read_at=timezone.now())


def address_of(reference: str) -> str:
    """The address of the page of a record by its name in the trail; empty when it has none."""
    label, _colon, pk = reference.partition(":")
    try:
        record = apps.get_model(label)(pk=pk)
        return str(record.get_absolute_url())
    except (LookupError, ValueError, AttributeError, NoReverseMatch):
        return ""


def place_of(notice: Notice) -> str:
    """The address of what the notice is about; the list of notices when that has no page."""
    return address_of(notice.subject) or reverse("ui.notices")
