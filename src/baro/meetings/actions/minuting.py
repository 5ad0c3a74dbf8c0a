"""Minutes: drafted from what happened, written, read, objected to, signed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.meetings.flow import FLOW, VoteState
from baro.meetings.models import Attendee, Item, Meeting, Objection
from baro.meetings.queries import Moment, posts_of, presence_of
from baro.meetings.verbs import ATTEST, CIRCULATE, CONFIRM, OBJECT, REOPEN, SETTLE, SIGN, WRITE
from baro.org.actors import Actor
from baro.trail.changes import change
from baro.trail.models import Reason, notify


def drafted_minutes(meeting: Meeting) -> str:
    """What happened, in the language of whoever closes the meeting."""
    members = list(meeting.attendees.select_related("person"))
    items = meeting.items.prefetch_related(
        "votes", "recusals__attendee__person", "reservations__attendee__person"
    ).order_by("position", "pk")
    parts = [_head(meeting), _attendance(members), *_coming_and_going(meeting, members)]
    parts += ["\n".join(_of_item(place, item)) for place, item in enumerate(items, start=1)]
    if meeting.ended_at:
        parts.append(_("The meeting was closed at %(time)s.") % {"time": _clock(meeting.ended_at)})
    return "\n\n".join(parts)


def _clock(moment: object) -> str:
    return f"{timezone.localtime(moment):%H:%M}"  # type: ignore[arg-type]


def _head(meeting: Meeting) -> str:
    told = {"meeting": meeting, "day": spoken_day(meeting.day), "place": meeting.place or meeting.online or "—"}
    told |= {"chair": meeting.chair, "secretary": meeting.secretary}
    told["time"] = _clock(meeting.opened_at) if meeting.opened_at else f"{meeting.begins:%H:%M}"
    sentence = _(
        "%(meeting)s, %(day)s, opened at %(time)s. Place: %(place)s. Chair: %(chair)s. Secretary: %(secretary)s."
    )
    return sentence % told


def _attendance(members: list[Attendee]) -> str:
    there = [str(one) for one in members if one.came]
    excused = [f"{one} ({one.excuse})" for one in members if not one.came and one.excuse]
    missing = [str(one) for one in members if not one.came and not one.excuse] if there else []
    lines = [_("Members: %(count)s; there: %(there)s.") % {"count": len(members), "there": len(there)}]
    lines += [_("There: %(names)s.") % {"names": ", ".join(there)}] if there else []
    lines += [_("Excused: %(names)s.") % {"names": "; ".join(excused)}] if excused else []
    lines += [_("Absent, no reason known: %(names)s.") % {"names": ", ".join(missing)}] if missing else []
    return "\n".join(lines)


def _coming_and_going(meeting: Meeting, members: list[Attendee]) -> list[str]:
    """The times at which the body became able to decide, or not able any more."""
    lines, able = [], None
    for moment in presence_of(meeting, members):
        if moment.able != able:
            lines.append(able_in_words(moment))
        able = moment.able
    return ["\n".join(lines)] if lines else []


def able_in_words(moment: Moment) -> str:
    """From when on the body could decide, or could not any more because so many left."""
    told = {"time": _clock(moment.at), "count": moment.present}
    if moment.able:
        return _("Able to decide from %(time)s on (there: %(count)s).") % told
    if not moment.left:
        return _("Not able to decide from %(time)s on (there: %(count)s).") % told
    sentence = ngettext(
        "Not able to decide from %(time)s on because %(left)s left (there: %(count)s).",
        "Not able to decide from %(time)s on because %(left)s left (there: %(count)s).",
        len(moment.left),
    )
    return sentence % (told | {"left": len(moment.left)})


def _of_item(place: int, item: Item) -> Iterator[str]:
    yield f"{place}. {item.title}"
    for one in item.recusals.all():
        yield _("%(member)s took no part: %(reason)s") % {"member": one.attendee, "reason": one.reason}
    for vote in item.votes.all():
        if vote.state == VoteState.CLOSED:
            yield f"{vote.question}: {vote.matter_name}. {vote.sentence}"
    for opinion in item.reservations.all():
        yield _("%(member)s reserved an opinion: %(words)s") % {"member": opinion.attendee, "words": opinion.words}
    conclusion = _("Conclusion: %(conclusion)s.") % {"conclusion": item.get_conclusion_display()}
    yield f"{conclusion} {item.decision}".strip()


def write(meeting_id: int, *, minutes: str, by: Actor) -> Meeting:
    """Write the minutes otherwise than they were drafted."""
    with change(Meeting, meeting_id, WRITE, by=by) as (meeting, tell):
        FLOW.move(meeting, WRITE)
        meeting.minutes = minutes.strip()
        meeting.save(update_fields=["minutes"])
        tell()
    return meeting


def circulate(meeting_id: int, *, by: Actor) -> Meeting:
    """Give the minutes to the members; who confirmed an earlier wording reads again."""
    with change(Meeting, meeting_id, CIRCULATE, by=by) as (meeting, tell):
        FLOW.move(meeting, CIRCULATE)
        meeting.save(update_fields=["state"])
        meeting.attendees.update(read_on=None)
        notify(tell(), meeting, Reason.DECIDE, posts_of(meeting))
    return meeting


def confirm(meeting_id: int, *, by: Actor) -> Meeting:
    """Say that one read the minutes."""
    with change(Meeting, meeting_id, CONFIRM, by=by) as (meeting, tell):
        FLOW.move(meeting, CONFIRM)
        meeting.attendees.filter(person=by.person_id, read_on=None).update(read_on=timezone.localdate())
        tell()
    return meeting


def object_(meeting_id: int, *, words: str, by: Actor) -> Meeting:
    """Say what is wrong in the minutes, or which opinion of one's own is to stand in them."""
    with change(Meeting, meeting_id, OBJECT, by=by) as (meeting, tell):
        FLOW.move(meeting, OBJECT)
        Objection.objects.create(meeting=meeting, person_id=by.person_id or 0, words=words.strip())
        event = tell(words=words.strip())
        notify(event, meeting, Reason.DECIDE, posts_of(meeting, [meeting.secretary_id]))
    return meeting


def settle(meeting_id: int, *, objection: Objection, accepted: bool, answer: str, by: Actor) -> Meeting:
    """Write what the body decided about an objection: whether it accepts it, and in words.

    Raises Refused for one of other minutes.
    """
    with change(Meeting, meeting_id, SETTLE, by=by) as (meeting, tell):
        FLOW.move(meeting, SETTLE)
        own = meeting.objections.select_related("person").filter(pk=objection.pk).first()
        if own is None:
            sentence = _("Choose an objection to these minutes.")
            raise Refused(sentence, fields={"objection": sentence})
        own.answer, own.accepted = answer.strip(), accepted
        own.save(update_fields=["answer", "accepted"])
        event = tell(member=own.person, answer=own.answer)
        notify(event, meeting, Reason.INFORMED, posts_of(meeting, [own.person_id]))
    return meeting


def attest(meeting_id: int, *, by: Actor) -> Meeting:
    """Sign as secretary: the minutes wait for the chair."""
    with change(Meeting, meeting_id, ATTEST, by=by) as (meeting, tell):
        FLOW.move(meeting, ATTEST)
        meeting.save(update_fields=["state"])
        notify(tell(), meeting, Reason.DECIDE, posts_of(meeting, [meeting.chair_id]))
    return meeting


def sign(meeting_id: int, *, by: Actor) -> Meeting:
    """Sign as chair: the minutes stand."""
    with change(Meeting, meeting_id, SIGN, by=by) as (meeting, tell):
        FLOW.move(meeting, SIGN)
        meeting.signed_on = timezone.localdate()
        meeting.save(update_fields=["state", "signed_on"])
        notify(tell(), meeting, Reason.FINISHED, posts_of(meeting))
    return meeting


def reopen(meeting_id: int, *, reason: str, by: Actor) -> Meeting:
    """Let the minutes be written again; signatures fall."""
    with change(Meeting, meeting_id, REOPEN, by=by) as (meeting, tell):
        FLOW.move(meeting, REOPEN)
        meeting.signed_on = None
        meeting.save(update_fields=["state", "signed_on"])
        notify(tell(reason=reason), meeting, Reason.INFORMED, posts_of(meeting))
    return meeting
