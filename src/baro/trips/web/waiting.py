"""What waits for somebody among trips."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.trips.models import Trip
from baro.trips.verbs import APPROVE
from baro.ui.counts.waiting import Inbox, Section, Waiting, WaitingRow, waiting_kinds


def to_decide(actor: Actor, _day: date | None = None) -> QuerySet[Any]:
    """The requests about which the actor is to decide."""
    rows = Trip.objects.waiting().filter(Trip.objects.all().open_to(actor, APPROVE))  # sees: what is open to be decided
    return rows.exclude(Q(requester__in=actor.own_posts) | Q(asked_by=actor.person_id or 0)).for_list()


def _row(trip: Trip) -> WaitingRow:
    return WaitingRow(str(trip), trip.get_absolute_url(), (("user", trip.requester.name), ("calendar", trip.day)))


waiting_kinds.add(
    Waiting(
        code="trips.to_decide",
        label=_("Trips to decide"),
        note=_("requested in my unit"),
        tone="accent",
        list_code="trips.trips",
        asked={"mine": "on"},
        inbox=Inbox(among=to_decide, oldest="day", row=_row),
        section=Section.DECISION,
        order=60,
    )
)
