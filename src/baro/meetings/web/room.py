"""The meeting under way on one large view for the chair, and on the phones of its members."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from baro.meetings import queries
from baro.meetings.actions.minuting import able_in_words
from baro.meetings.flow import VoteState
from baro.meetings.models import Meeting
from baro.meetings.policies import prepares
from baro.meetings.web import badges
from baro.meetings.web.pages import MEETINGS
from baro.ui.http import Request, wants_fragment


@require_safe
def room(request: Request, pk: int) -> HttpResponse:
    """The meeting as it is at this moment; htmx asks for the piece that changes.

    Raises Http404 for who does not see the meeting.
    """
    meeting = MEETINGS.seen(request, pk)
    template = "meetings/room_now.html" if wants_fragment(request) else "meetings/room.html"
    return TemplateResponse(request, template, _now(request, meeting))


def _now(request: Request, meeting: Meeting) -> dict[str, Any]:
    attendees = list(meeting.attendees.select_related("person"))
    quorum = queries.quorum_of(meeting, attendees)
    moments = queries.presence_of(meeting, attendees)
    waiting = list(meeting.speakers.filter(ended_at=None).select_related("attendee__person"))
    items = list(meeting.items.order_by("position", "pk"))
    return {
        "meeting": meeting,
        "keeps": prepares(request.actor, meeting),
        "quorum": quorum,
        "quorum_sign": badges.quorum_badge(quorum.is_met),
        "quorum_sentence": able_in_words(moments[-1]) if moments and not quorum.is_met else "",
        "here": [one for one in attendees if one.here],
        "away": [one for one in attendees if not one.here],
        "speaks": next((one for one in waiting if one.began_at), None),
        "queue": [one for one in waiting if not one.began_at],
        "items": [(one, badges.conclusion_badge(one)) for one in items],
        "votes": list(_votes(meeting)),
        "moment": timezone.now(),
    }


def _votes(meeting: Meeting) -> Any:
    """The votes about the item at hand, the newest first."""
    if meeting.current is None:
        return ()
    votes = meeting.current.votes.exclude(state=VoteState.STOPPED).order_by("-pk")
    return ((one, badges.outcome_badge(one)) for one in votes)
