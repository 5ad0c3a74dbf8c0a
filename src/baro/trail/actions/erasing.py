"""Erasing what an event tells about people, where a law demands it: the deed stays in the log, its facts go."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from baro.kernel.decisions import require
from baro.kernel.errors import Refused
from baro.trail.changes import record_event
from baro.trail.models import Event
from baro.trail.verbs import ERASE


def erase(event_id: int, *, reason: str, ordered: str, by: Any) -> Event:
    """Erase the facts and the salt of an event, and tell by whose order and why; returns the event that tells it.

    Raises Refused when there is no such event, its facts are erased already, or the erasing is not explained.
    """
    event = Event.objects.filter(pk=event_id).first()
    if event is None:
        raise Refused(_("There is no event %(pk)s.") % {"pk": event_id})
    if not reason.strip() or not ordered.strip():
        raise Refused(_("Say why the facts are erased, and by whose order."))
    with transaction.atomic(), connection.cursor() as cursor:
        require(by, ERASE, event)
        facts = {"event": event_id, "reason": reason.strip(), "ordered": ordered.strip()}
        told = record_event(ERASE, event, by=by, facts=facts | {"digest": bytes(event.facts_digest).hex()})
        cursor.execute("SELECT trail_erase(%s)", [event_id])
        if not cursor.fetchone()[0]:
            raise Refused(_("The facts of event %(pk)s are erased already.") % {"pk": event_id})
    return told
