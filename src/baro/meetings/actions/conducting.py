"""Conducting a meeting: opening it, who is there, concluding items, closing it with drafted minutes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.actions.drafting import draft
from baro.kernel.errors import Refused
from baro.kernel.majorities import Result
from baro.kernel.wordings import coded
from baro.meetings.actions.minuting import drafted_minutes
from baro.meetings.flow import FLOW, ITEM_FLOW
from baro.meetings.models import Attendee, Conclusion, Item, ItemTask, Meeting, Presence
from baro.meetings.verbs import ATTEND, BEGIN, CONCLUDE, END, GIVE, HAND_INVITATION, HAND_ON, RETURN
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.tasks.actions.assigning import assign
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify

INVITATION = "invitation"  # the type of document, as the rule documents.types names it


def begin(meeting_id: int, *, by: Actor) -> Meeting:
    """Open the meeting: from now on it is recorded who is there, voted and decided."""
    with change(Meeting, meeting_id, BEGIN, by=by) as (meeting, tell):
        FLOW.move(meeting, BEGIN)
        meeting.opened_at = timezone.now()
        meeting.save(update_fields=["state", "opened_at"])
        tell()
    return meeting


def attend(meeting_id: int, *, here: Collection[int], by: Actor, online: Collection[int] = ()) -> Meeting:
    """Record who is there now, in the room or online; who was there and is not named any more has left.

    ``here`` and ``online`` are keys of members. What did not change is not recorded again.
    """
    room, away = {int(key) for key in here}, {int(key) for key in online}
    with change(Meeting, meeting_id, ATTEND, by=by) as (meeting, tell):
        FLOW.move(meeting, ATTEND)
        now, arrived, left, events = timezone.now(), 0, 0, []
        members = list(meeting.attendees.select_for_update(of=("self",)).order_by("pk"))
        for one in members:
            there, by_line = one.pk in room | away, one.pk in away
            if (there, by_line) != (one.here, one.online):
                events.append(Presence(attendee=one, at=now, here=there, online=by_line))
            arrived, left = arrived + (there and not one.here), left + (one.here and not there)
            one.here, one.online, one.came = there, by_line, one.came or there
        Attendee.objects.bulk_update(members, ["here", "online", "came"])
        Presence.objects.bulk_create(events)
        tell(arrived=arrived, left=left, there=sum(one.here for one in members))
    return meeting


def conclude(item_id: int, *, conclusion: str, by: Actor, decision: str = "") -> Item:
    """Say how the item ended; what is postponed waits in the pool again as a new proposal.

    Raises Refused when something was adopted and nothing is said of what, and when adopting contradicts the last vote.
    """
    with change(Item, item_id, CONCLUDE, by=by) as (item, tell):
        ITEM_FLOW.move(item, CONCLUDE)
        item.conclusion, item.decision = conclusion, decision.strip()
        if conclusion == Conclusion.ADOPTED:
            _refuse_unfit(item)
        item.save(update_fields=["state", "conclusion", "decision"])
        also = [item.meeting] if item.meeting else []
        event = tell(*also, outcome=coded("meetings.conclusion", conclusion))
        notify(event, item, Reason.FINISHED, [item.proposer_post_id])
        if conclusion == Conclusion.POSTPONED:
            _come_back(item, by=by)
    return item


def _refuse_unfit(item: Item) -> None:
    """Raise Refused when an item cannot be adopted as it is."""
    if not item.decision:
        sentence = _("Write what was decided.")
        raise Refused(sentence, fields={"decision": sentence})
    last = item.votes.filter(numbers__isnull=False).order_by("-pk").first()
    if last and isinstance(last.result, Result) and last.result.outcome != Conclusion.ADOPTED:
        sentence = _("The last vote did not adopt it: %(outcome)s") % {"outcome": last.result.outcome.called}
        raise Refused(sentence, fields={"conclusion": sentence})


def _come_back(item: Item, *, by: Actor) -> None:
    again = Item(unit=item.unit, title=item.title, detail=item.detail, document=item.document, task=item.task)
    again.length, again.proposer_post_id = item.length, item.proposer_post_id
    again.proposed_on = timezone.localdate()
    create(again, RETURN, item, by=by, title=item.title)


def end(meeting_id: int, *, by: Actor) -> Meeting:
    """Close the meeting: everybody leaves, and the minutes are drafted from what happened."""
    with change(Meeting, meeting_id, END, by=by) as (meeting, tell):
        FLOW.move(meeting, END)
        meeting.ended_at = timezone.now()
        meeting.speakers.filter(ended_at=None).update(ended_at=meeting.ended_at)
        meeting.current = meeting.current_since = None
        meeting.minutes = drafted_minutes(meeting)
        meeting.save(update_fields=["state", "ended_at", "current", "current_since", "minutes"])
        tell()
    return meeting


def hand_on(item_id: int, *, type: str, abstract: str, body: str, recipients: Collection[Unit], by: Actor) -> Item:  # noqa: A002 - the field's name
    """Draft the document that the decision makes, in the body's name; tasks are proposed from its clauses as always.

    Raises what drafting a document raises.
    """
    with change(Item, item_id, HAND_ON, by=by) as (item, tell):
        ITEM_FLOW.move(item, HAND_ON)
        document = draft(unit=item.unit, type=type, abstract=abstract, body=body, recipients=list(recipients), by=by)
        item.result = document
        item.save(update_fields=["result"])
        tell(document, document=abstract)
    return item


def draft_invitation(meeting_id: int, *, abstract: str, body: str, recipients: Collection[Unit], by: Actor) -> Meeting:
    """Draft the invitation (giấy mời) from the call, in the body's name; it is signed and issued as every document is.

    Raises what drafting a document raises.
    """
    with change(Meeting, meeting_id, HAND_INVITATION, by=by) as (meeting, tell):
        FLOW.move(meeting, HAND_INVITATION)
        said = {"abstract": abstract, "body": body, "recipients": list(recipients)}
        document = draft(unit=meeting.unit, type=INVITATION, by=by, **said)  # type: ignore[arg-type]
        meeting.invitation = document
        meeting.save(update_fields=["invitation"])
        tell(document, document=abstract)
    return meeting


def give(item_id: int, *, by: Actor, **asked: Any) -> Item:
    """Assign a task that follows from the decision; it is given as every task is, and both stand or neither.

    Raises what assigning a task raises.
    """
    with change(Item, item_id, GIVE, by=by) as (item, tell):
        ITEM_FLOW.move(item, GIVE)
        task = assign(unit=asked["owner_post"].unit if asked.get("owner_post") else None, by=by, **asked)
        ItemTask.objects.create(item=item, task=task)
        tell(task, work=task)
    return item
