"""What the forms of a meeting under way begin with: the next item, the next speaker."""

from __future__ import annotations

from typing import Any

from baro.meetings.flow import ItemState
from baro.meetings.models import Meeting
from baro.ui.http import Request


def next_item(_request: Request, meeting: Meeting) -> dict[str, Any]:
    """The first item that is not concluded, behind the one at hand."""
    left = meeting.items.filter(state=ItemState.SCHEDULED).exclude(pk=meeting.current_id or 0)
    return {"item": left.order_by("position", "pk").first() or meeting.current}


def next_speaker(_request: Request, meeting: Meeting) -> dict[str, Any]:
    """Who waits longest."""
    first = meeting.speakers.filter(began_at=None, ended_at=None).first()
    return {"member": first and first.attendee_id}


def somebody_speaks(meeting: Meeting) -> bool:
    """Whether there is a speech to end."""
    return meeting.speakers.filter(began_at__isnull=False, ended_at=None).exists()
