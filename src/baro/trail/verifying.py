"""Checking that the trail is what was written: nothing changed, nothing that lets it be changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from baro.trail.models import Event, digest_of_facts

TRIGGERS = {"event_is_never_changed", "event_is_never_truncated"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many events were read, and the first broken place (empty when there is none)."""

    checked: int
    broken: str = ""


def verify() -> Verdict:
    """Read every event once, in order, and compare its facts with their digest; the triggers must be on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'trail_event'::regclass AND tgenabled IN ('O', 'A')"
        )
        missing = TRIGGERS - {name for (name,) in cursor.fetchall()}
    if missing:
        return Verdict(0, _("The trigger %(name)s is missing or switched off.") % {"name": min(missing)})
    checked = 0
    for event in Event.objects.order_by("pk").iterator(chunk_size=2000):
        checked += 1
        if event.facts is not None and (
            event.salt is None or digest_of_facts(bytes(event.salt), event.facts) != bytes(event.facts_digest)
        ):
            return Verdict(checked, _("Event %(pk)s does not match its digest.") % {"pk": event.pk})
    return Verdict(checked)
