"""Democracy inside: members ask a body and are answered in time, and keep an opinion against a decision."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.meetings.flow import ITEM_FLOW
from baro.meetings.models import Item, Reservation
from baro.meetings.queries import procedure
from baro.meetings.verbs import ASK, CALL, REPLY, RESERVE
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.org.queries import posts_with
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify

MINUTES = 10  # planned for a question that comes on an agenda, until somebody plans otherwise


def ask(*, unit: Unit, title: str, by: Actor, detail: str = "") -> Item:
    """Ask a body, or propose something to it as its member: it answers or puts it on an agenda by a day of the rules.

    Raises Refused when the unit does not meet as a body.
    """
    today = timezone.localdate()
    rules = procedure(today)
    if rules.body_of(unit.kind) is None:
        sentence = _("“%(unit)s” does not meet as a body. Choose a committee or a cell.") % {"unit": unit}
        raise Refused(sentence, fields={"unit": sentence})
    item = Item(unit=unit, title=title.strip(), detail=detail.strip(), length=MINUTES)
    item.proposer_post_id, item.proposed_on = by.post_id, today
    item.due_on = today + timedelta(days=rules.answering.days)
    item, event = create(item, ASK, by=by, body=unit.name, title=item.title)
    notify(event, item, Reason.ARRIVED, posts_with(CALL.code, unit))
    return item


def answer(item_id: int, *, reply: str, by: Actor) -> Item:
    """Answer a question for the body, without a meeting."""
    with change(Item, item_id, REPLY, by=by) as (item, tell):
        ITEM_FLOW.move(item, REPLY)
        item.reply = reply.strip()
        item.save(update_fields=["state", "reply"])
        notify(tell(reply=item.reply), item, Reason.FINISHED, [item.proposer_post_id])
    return item


def reserve(item_id: int, *, words: str, by: Actor) -> Item:
    """Keep one's opinion against a decision: it stands in the minutes; a second one replaces the first."""
    with change(Item, item_id, RESERVE, by=by) as (item, tell):
        ITEM_FLOW.move(item, RESERVE)
        own = item.meeting.attendees.get(person=by.person_id or 0)  # type: ignore[union-attr]
        Reservation.objects.update_or_create(item=item, attendee=own, defaults={"words": words.strip()})
        tell(words=words.strip())
    return item
