"""The days of meetings: on boards, in calendars, on phones."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.meetings.flow import State
from baro.meetings.models import Attendee, Meeting
from baro.meetings.queries import people_in
from baro.meetings.web.waiting import row
from baro.org.actors import Actor
from baro.ui.counts.dated import Dated, Grouping, dated_kinds, lanes_of_states


def _among(actor: Actor) -> QuerySet[Any]:
    """The meetings that the actor sees and that were not cancelled."""
    return Meeting.objects.visible_to(actor).exclude(state=State.CANCELLED).for_list()


def _belongs(posts: Collection[int]) -> Q:
    mine = Attendee.objects.filter(person__in=people_in(posts)).order_by().values("meeting")
    return Q(pk__in=mine) | Q(secretary__in=people_in(posts))


def _said(meeting: Meeting) -> str:
    return f"{meeting.begins:%H:%M} {meeting}"


STATES = (State.PLANNED, State.CALLED, State.UNDER_WAY, State.HELD, State.READING, State.ATTESTED)
dated_kinds.add(
    Dated(
        code="meetings.day",
        label=_("Days of meetings"),
        icon="users-group",
        day="day",
        among=_among,
        of=_belongs,
        row=row,
        said=_said,
        groupings=(Grouping("state", _("By state"), lanes_of_states(State, *STATES)),),
    )
)
