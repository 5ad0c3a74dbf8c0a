"""Putting something to a meeting: the pool, the agenda, taking it back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.models import Document
from baro.kernel.errors import Refused
from baro.meetings.flow import AHEAD, ITEM_FLOW, ItemState, VoteState
from baro.meetings.models import Attendee, Item, Meeting, Recusal
from baro.meetings.queries import procedure
from baro.meetings.verbs import ARRANGE, CALL, PROPOSE, RECUSE, SCHEDULE, TAKE_OFF, WITHDRAW
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.org.queries import posts_with
from baro.tasks.models import Task
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify


def propose(
    *,
    unit: Unit,
    title: str,
    by: Actor,
    detail: str = "",
    length: int = 15,
    document: Document | None = None,
    task: Task | None = None,
    meeting: Meeting | None = None,
) -> Item:
    """Put something to a meeting of a body; it waits in the pool, or stands on the agenda of ``meeting`` at once.

    Raises Refused when the unit does not meet as a body, for a meeting of another one or one that is closed, and
    Http404 for a document or task out of the actor's sight.
    """
    if procedure().body_of(unit.kind) is None:
        sentence = _("“%(unit)s” does not meet as a body. Choose a committee or a cell.") % {"unit": unit}
        raise Refused(sentence, fields={"unit": sentence})
    if document is not None:
        document = get_object_or_404(Document.objects.visible_to(by), pk=document.pk)
    if task is not None:
        task = get_object_or_404(Task.objects.visible_to(by), pk=task.pk)
    item = Item(unit=unit, title=title.strip(), detail=detail.strip(), length=length, document=document, task=task)
    item.proposer_post_id, item.proposed_on = by.post_id, timezone.localdate()
    with transaction.atomic():
        if meeting is not None:
            _put_on(item, meeting, by=by)
        also = [one for one in (document, task, meeting) if one is not None]
        item, event = create(item, PROPOSE, *also, by=by, title=item.title, body=unit.name)
        if meeting is None:
            notify(event, item, Reason.ARRIVED, posts_with(CALL.code, unit))
    return item


def _put_on(item: Item, meeting: Meeting, *, by: Actor) -> Meeting:
    """Give it the last place on an agenda, which nobody closes meanwhile.

    Raises Refused for a meeting of another body, or one that is closed.
    """
    ahead = Meeting.objects.visible_to(by).filter(unit=item.unit_id, state__in=AHEAD)
    found: Meeting | None = ahead.select_for_update(of=("self",)).filter(pk=meeting.pk).first()
    if found is None:
        sentence = _("Choose a meeting of this body that is not closed yet.")
        raise Refused(sentence, fields={"meeting": sentence})
    last = found.items.aggregate(last=Max("position"))["last"] or 0
    item.meeting, item.position, item.state = found, last + 1, ItemState.SCHEDULED
    return found


def schedule(item_id: int, *, meeting: Meeting, by: Actor) -> Item:
    """Put what waits in the pool on the agenda of a meeting of its body that is still ahead.

    Raises Refused for any other meeting.
    """
    with change(Item, item_id, SCHEDULE, by=by) as (item, tell):
        ITEM_FLOW.move(item, SCHEDULE)
        found = _put_on(item, meeting, by=by)
        item.save(update_fields=["state", "meeting", "position"])
        notify(tell(found, day=found.day), item, Reason.INFORMED, [item.proposer_post_id])
    return item


def arrange(item_id: int, *, position: int, length: int, by: Actor) -> Item:
    """Move an item on the agenda; the others make room."""
    with change(Item, item_id, ARRANGE, by=by) as (item, tell):
        ITEM_FLOW.move(item, ARRANGE)
        others = list(Item.objects.filter(meeting=item.meeting_id).exclude(pk=item.pk).order_by("position", "pk"))
        others.insert(max(position, 1) - 1, item)
        item.length = length
        for place, one in enumerate(others, start=1):
            one.position = place
        Item.objects.bulk_update(others, ["position"])
        item.save(update_fields=["position", "length"])
        tell(position=item.position, minutes=length)
    return item


def take_off(item_id: int, *, reason: str, by: Actor) -> Item:
    """Take it off the agenda; it waits in the pool again.

    Raises Refused while a vote about it is open, and once one was closed.
    """
    with change(Item, item_id, TAKE_OFF, by=by) as (item, tell):
        ITEM_FLOW.move(item, TAKE_OFF)
        meeting = _leave(item)
        notify(tell(*meeting, reason=reason), item, Reason.INFORMED, [item.proposer_post_id])
    return item


def _leave(item: Item) -> list[Meeting]:
    """Let an item leave its agenda."""
    if item.votes.exclude(state=VoteState.STOPPED).exists():
        raise Refused(_("There was a vote about this item. Conclude it instead: it can be postponed."))
    meeting = [item.meeting] if item.meeting else []
    item.meeting, item.position = None, 0
    item.save(update_fields=["state", "meeting", "position"])
    item.recusals.all().delete()
    return meeting


def withdraw(item_id: int, *, reason: str, by: Actor) -> Item:
    """Take back what one's post proposed; everybody who sees it sees that, and why."""
    with change(Item, item_id, WITHDRAW, by=by) as (item, tell):
        ITEM_FLOW.move(item, WITHDRAW)
        meeting = _leave(item)
        notify(tell(*meeting, reason=reason), item, Reason.INFORMED, posts_with(CALL.code, item.unit))
    return item


def recuse(item_id: int, *, member: Attendee, reason: str, by: Actor) -> Item:
    """Record that a member takes no part in an item and is not counted in its votes.

    Raises Refused for who is no member of the meeting, or takes no part already.
    """
    with change(Item, item_id, RECUSE, by=by) as (item, tell):
        ITEM_FLOW.move(item, RECUSE)
        own = Attendee.objects.filter(meeting=item.meeting_id, pk=member.pk).first()
        if own is None or item.recusals.filter(attendee=own).exists():
            sentence = _("“%(person)s” is no member of this body, or takes no part already.") % {"person": member}
            raise Refused(sentence, fields={"member": sentence})
        Recusal.objects.create(item=item, attendee=own, reason=reason.strip())
        tell(member=own, reason=reason)
    return item
