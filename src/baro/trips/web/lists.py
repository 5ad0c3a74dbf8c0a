"""The list of trips."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.trips.flow import State
from baro.trips.models import Trip
from baro.trips.verbs import REQUEST
from baro.trips.web.waiting import to_decide
from baro.ui.forms import Period
from baro.ui.lists import Column, Empty, Filter, ListPage, Words
from baro.ui.records import state_column


class TripFilter(Filter):
    """Narrows trips."""

    in_sight = ("q", "state")

    q = Words(label=_("Destination or purpose"))
    state = forms.MultipleChoiceField(label=_("State"), choices=State.choices)
    days = Period(label=_("Day between"))
    mine = forms.BooleanField(label=_("Only those that wait for me"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Trips of the words, the states, the days."""
        asked = dict(self.asked())
        if words := asked.get("q"):
            rows = rows.filter(Q(destination__icontains=words) | Q(purpose__icontains=words))
        if states := asked.get("state"):
            rows = rows.filter(state__in=states)
        if asked.get("mine"):
            rows = rows.filter(pk__in=to_decide(self.actor).order_by().values("pk"))
        return days.narrow(rows, "day") if (days := asked.get("days")) else rows


class TripList(ListPage):
    """Every trip that the reader may see."""

    code = "trips.trips"
    title = _("Trips")
    filter = TripFilter
    order = ("-day", "-pk")
    url_name = "trips.trip"
    creates = (REQUEST,)
    empty = Empty(_("Requests for the car of your unit stand here, with the answer to each."), create=REQUEST)
    columns = (
        Column("destination"),
        Column("purpose", sortable=False, wide=True),
        Column("day"),
        Column("seats", optional=True),
        state_column(State),
        Column("requester.name", _("Requested by"), sortable=False),
        Column("unit.name", _("Unit"), sort_by="unit__path", optional=True),
    )

    def rows(self) -> QuerySet[Any]:
        """The trips of the reader's units, and of their own post."""
        return Trip.objects.visible_to(self.actor).for_list()

    def is_open(self) -> bool:
        """Whoever asks for trips sees their own."""
        return super().is_open() or self.actor.holds_anywhere(REQUEST)
