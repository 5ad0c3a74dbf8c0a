"""Calling a meeting: members as they are, invitations, answers; and who counts."""

from __future__ import annotations

from datetime import date, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.kernel.wordings import coded
from baro.meetings.actions.proposing import propose, take_off
from baro.meetings.flow import FLOW, ItemState, State
from baro.meetings.models import Attendee, Item, Meeting
from baro.meetings.queries import chair_of, members_on, posts_of, procedure
from baro.meetings.rulebook import Body
from baro.meetings.verbs import ANSWER, CALL, CANCEL, EXCEPT, EXCUSE, INVITE, REVISE
from baro.org.actors import Actor
from baro.org.models import Membership, Person, Unit
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify

COUNTS = "ordinary"


def _refuse(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})


def call(
    *,
    unit: Unit,
    kind: str,
    day: date,
    begins: time,
    by: Actor,
    title: str = "",
    place: str = "",
    online: str = "",
    with_agenda: bool = True,
) -> Meeting:
    """Prepare a meeting of a body with its members of that day and, unless told otherwise, its usual agenda.

    Raises Refused when the unit does not meet as a body, has no members or nobody to chair, and for a day that is over.
    """
    body, members = _body(unit, day)
    meeting = Meeting(unit=unit, kind=kind, title=title.strip(), day=day, begins=begins)
    meeting.place, meeting.online = place.strip(), online.strip()
    chair = chair_of(members, body) or members[0].person
    meeting.chair, meeting.secretary_id = chair, by.person_id or chair.pk
    with transaction.atomic():
        meeting, _event = create(meeting, CALL, unit, by=by, day=day, count=len(members))
        Attendee.objects.bulk_create(Attendee(meeting=meeting, person=row.person, role=row.role) for row in members)
        if with_agenda:
            _put_usual(meeting, body, by=by)
    return meeting


def _body(unit: Unit, day: date) -> tuple[Body, list[Membership]]:
    """How the unit meets, and who its members are on a day."""
    if day < timezone.localdate():
        raise _refuse("day", _("This day is over. Choose today or a later day."))
    body = procedure(day).body_of(unit.kind)
    if body is None:
        raise _refuse("unit", _("“%(unit)s” does not meet as a body. Choose a committee or a cell.") % {"unit": unit})
    if not (members := members_on(unit, day)):
        sentence = _("“%(unit)s” has no members on %(day)s. Enter its members first.")
        raise _refuse("unit", sentence % {"unit": unit, "day": spoken_day(day)})
    return body, members


def _put_usual(meeting: Meeting, body: Body, *, by: Actor) -> None:
    """The items with which an agenda of the body begins, in the language of whoever calls."""
    for row in body.agenda_of(meeting.kind):
        propose(unit=meeting.unit, title=str(row.names), length=row.minutes, meeting=meeting, by=by)


def revise(
    meeting_id: int,
    *,
    day: date,
    begins: time,
    by: Actor,
    title: str = "",
    place: str = "",
    online: str = "",
    chair: Person | None = None,
) -> Meeting:
    """Say otherwise when and where the meeting is, and who chairs it; who was invited is told.

    Raises Refused for a new day that is over, and for a chair who is no member.
    """
    with change(Meeting, meeting_id, REVISE, by=by) as (meeting, tell):
        FLOW.move(meeting, REVISE)
        if day != meeting.day and day < timezone.localdate():
            raise _refuse("day", _("This day is over. Choose today or a later day."))
        if chair is not None and not meeting.attendees.filter(person=chair).exists():
            raise _refuse("chair", _("“%(person)s” is no member of this body.") % {"person": chair})
        meeting.day, meeting.begins, meeting.title = day, begins, title.strip()
        meeting.place, meeting.online = place.strip(), online.strip()
        meeting.chair = chair or meeting.chair
        meeting.save()
        event = tell(day=day, begins=f"{begins:%H:%M}", place=meeting.place or meeting.online or "—")
        if meeting.state != State.PLANNED:
            notify(event, meeting, Reason.DATE, posts_of(meeting))
    return meeting


def except_(meeting_id: int, *, member: Attendee, standing: str, by: Actor) -> Meeting:
    """Say in which standing a member is, by which the rule may leave them out of the count; without one they count.

    Raises Refused for who is no member of the meeting.
    """
    with change(Meeting, meeting_id, EXCEPT, by=by) as (meeting, tell):
        FLOW.move(meeting, EXCEPT)
        member = _own(meeting, member)
        member.standing = standing
        member.save(update_fields=["standing"])
        tell(member=member, standing=coded("meetings.standing", standing or COUNTS))
    return meeting


def excuse(meeting_id: int, *, member: Attendee, reason: str, by: Actor) -> Meeting:
    """Note why a member does not come, as they told the secretary; it stands in the minutes if they were not there.

    Raises Refused for who is no member of the meeting.
    """
    with change(Meeting, meeting_id, EXCUSE, by=by) as (meeting, tell):
        FLOW.move(meeting, EXCUSE)
        member = _own(meeting, member)
        member.comes, member.excuse = False, reason.strip()
        member.save(update_fields=["comes", "excuse"])
        tell(member=member, reason=member.excuse)
    return meeting


def _own(meeting: Meeting, member: Attendee) -> Attendee:
    """The member, locked, if they belong to the meeting."""
    found = Attendee.objects.select_for_update(of=("self",)).filter(meeting=meeting, pk=member.pk).first()
    if found is None:
        raise _refuse("member", _("“%(person)s” is no member of this body.") % {"person": member})
    return found


def invite(meeting_id: int, *, by: Actor) -> Meeting:
    """Send the invitations: every member is asked to answer."""
    with change(Meeting, meeting_id, INVITE, by=by) as (meeting, tell):
        FLOW.move(meeting, INVITE)
        meeting.save(update_fields=["state"])
        notify(tell(count=meeting.attendees.count()), meeting, Reason.DECIDE, posts_of(meeting))
    return meeting


def answer(meeting_id: int, *, comes: bool, by: Actor, excuse: str = "") -> Meeting:
    """Say that one comes, or why one does not.

    Raises Refused when one does not come and says no reason.
    """
    excuse = "" if comes else excuse.strip()
    with change(Meeting, meeting_id, ANSWER, by=by) as (meeting, tell):
        FLOW.move(meeting, ANSWER)
        if not comes and not excuse:
            raise _refuse("excuse", _("Say why you cannot come."))
        meeting.attendees.filter(person=by.person_id).update(comes=comes, excuse=excuse)
        said = coded("meetings.answer", "comes" if comes else "absent")
        event = tell(answer=said, **({"reason": excuse} if excuse else {}))
        notify(event, meeting, Reason.INFORMED, posts_of(meeting, [meeting.secretary_id]))
    return meeting


def cancel(meeting_id: int, *, reason: str, by: Actor) -> Meeting:
    """Let the meeting not take place; what was put to it waits in the pool again."""
    with change(Meeting, meeting_id, CANCEL, by=by) as (meeting, tell):
        FLOW.move(meeting, CANCEL)
        meeting.save(update_fields=["state"])
        notify(tell(reason=reason), meeting, Reason.INFORMED, posts_of(meeting))
        _give_back(meeting, reason, by=by)
    return meeting


def _give_back(meeting: Meeting, reason: str, *, by: Actor) -> None:
    """Everything on its agenda is in the pool again."""
    for key in Item.objects.filter(meeting=meeting, state=ItemState.SCHEDULED).values_list("pk", flat=True):
        take_off(key, reason=reason, by=by)
