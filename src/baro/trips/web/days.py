"""The days of trips: on boards, in calendars."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.trips.flow import OPEN, State
from baro.trips.models import Trip
from baro.ui.counts.dated import Dated, Grouping, dated_kinds, lanes_of_states
from baro.ui.counts.waiting import WaitingRow
from baro.ui.records import state_badge


def _among(actor: Actor) -> QuerySet[Any]:
    """The trips that the actor sees and that nobody refused or cancelled."""
    return Trip.objects.visible_to(actor).filter(state__in=OPEN).for_list()


def _requested(posts: Collection[int]) -> Q:
    return Q(requester__in=posts)


def _row(trip: Trip) -> WaitingRow:
    facts = (("user", trip.requester.name), ("calendar", trip.day))
    return WaitingRow(str(trip), trip.get_absolute_url(), facts, (state_badge(State(trip.state)),))


def _said(trip: Trip) -> str:
    return gettext("Trip to %(destination)s") % {"destination": trip}


dated_kinds.add(
    Dated(
        code="trips.day",
        label=_("Days of trips"),
        icon="car",
        day="day",
        among=_among,
        of=_requested,
        row=_row,
        said=_said,
        groupings=(Grouping("state", _("By state"), lanes_of_states(State, *OPEN)),),
    )
)
