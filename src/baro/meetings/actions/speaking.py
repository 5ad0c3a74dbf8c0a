"""The item at hand and the list of speakers, as the chair conducts them."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.meetings.flow import FLOW, ItemState
from baro.meetings.models import Attendee, Item, Meeting, Speaker
from baro.meetings.verbs import ASK_FLOOR, END_SPEECH, GIVE_FLOOR, TAKE_UP
from baro.org.actors import Actor
from baro.trail.changes import change


def take_up(meeting_id: int, *, item: Item, by: Actor) -> Meeting:
    """Turn to an item of the agenda: its time begins, and whoever still waits to speak about the last one does not.

    Raises Refused for an item that is concluded or stands on another agenda.
    """
    with change(Meeting, meeting_id, TAKE_UP, by=by) as (meeting, tell):
        FLOW.move(meeting, TAKE_UP)
        found = meeting.items.filter(pk=item.pk, state=ItemState.SCHEDULED).first()
        if found is None:
            sentence = _("Choose an item of this agenda that is not concluded.")
            raise Refused(sentence, fields={"item": sentence})
        now = timezone.now()
        _end_all(meeting, waiting=True)
        meeting.current, meeting.current_since = found, now
        meeting.save(update_fields=["current", "current_since"])
        tell(position=found.position, title=found.title)
    return meeting


def ask_to_speak(meeting_id: int, *, by: Actor) -> Meeting:
    """Stand on the list of speakers, behind those who asked before."""
    with change(Meeting, meeting_id, ASK_FLOOR, by=by) as (meeting, tell):
        FLOW.move(meeting, ASK_FLOOR)
        own = meeting.attendees.get(person=by.person_id or 0)
        Speaker.objects.create(meeting=meeting, attendee=own, asked_at=timezone.now())
        tell()
    return meeting


def give_floor(meeting_id: int, *, member: Attendee, by: Actor) -> Meeting:
    """Let a member speak, whether they waited or not; who spoke before has ended.

    Raises Refused for who is not there.
    """
    with change(Meeting, meeting_id, GIVE_FLOOR, by=by) as (meeting, tell):
        FLOW.move(meeting, GIVE_FLOOR)
        own = meeting.attendees.select_related("person").filter(pk=member.pk, here=True).first()
        if own is None:
            sentence = _("“%(person)s” is not recorded as being there.") % {"person": member}
            raise Refused(sentence, fields={"member": sentence})
        now = timezone.now()
        _end_all(meeting)
        waited = meeting.speakers.filter(attendee=own, began_at=None, ended_at=None)
        if not waited.update(began_at=now):
            Speaker.objects.create(meeting=meeting, attendee=own, asked_at=now, began_at=now)
        tell(member=own)
    return meeting


def end_speech(meeting_id: int, *, by: Actor) -> Meeting:
    """End the speech of whoever speaks."""
    with change(Meeting, meeting_id, END_SPEECH, by=by) as (meeting, tell):
        FLOW.move(meeting, END_SPEECH)
        speaks = meeting.speakers.select_related("attendee__person").get(began_at__isnull=False, ended_at=None)
        _end_all(meeting)
        tell(member=speaks.attendee)
    return meeting


def _end_all(meeting: Meeting, *, waiting: bool = False) -> None:
    """Nobody speaks any more, and with ``waiting`` nobody waits for it."""
    rows = meeting.speakers.filter(ended_at=None)
    (rows if waiting else rows.filter(began_at__isnull=False)).update(ended_at=timezone.now())
