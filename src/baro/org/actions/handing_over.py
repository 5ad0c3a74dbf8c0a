"""Handovers: drafted when the holder of a post changes, signed by the one who leaves and the one who follows."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from baro.org.actors import Actor
from baro.org.flow import HandoverState
from baro.org.handing import on_the_hands_of
from baro.org.models import Handover, Person, Post, PostRank, Tenure
from baro.org.verbs import DRAFT_HANDOVER, HAND_OVER, TAKE_OVER
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify


def draft_handover(post: Post, giver: Person, *, day: date, by: Actor, taker: Person | None = None) -> Handover:
    """Draft what the giver leaves with the post from a day on; whoever holds the post is told."""
    items = on_the_hands_of(post)
    record = Handover(post=post, from_person=giver, to_person=taker, day=day, items=items)
    record, event = create(record, DRAFT_HANDOVER, post, by=by, giver=giver.name, count=len(items))
    notify(event, record, Reason.DECIDE, [post.pk])
    return record


def handed_to(post: Post, taker: Person, *, since: date, by: Actor) -> Handover | None:
    """Name the one who follows in the handover that waits for one; drafts it when nobody did."""
    waiting = Handover.objects.filter(post=post, to_person=None, day__lte=since).exclude(from_person=taker)
    if record := waiting.exclude(state=HandoverState.TAKEN).order_by("-day", "-pk").first():
        record.to_person = taker
        record.save(update_fields=["to_person"])
        return record
    before = Tenure.objects.believed().filter(post=post, period__endswith__lte=since).exclude(person=taker)
    last = before.select_related("person").order_by("-period__endswith", "-pk").first()
    if last is None or Handover.objects.filter(post=post, day=last.period.upper, from_person=last.person).exists():
        return None
    return draft_handover(post, last.person, day=last.period.upper, by=by, taker=taker)


def hand_over(handover_id: int, *, remark: str, by: Actor) -> Handover:
    """Sign for what is handed over: it is listed anew, and from now on stays as it is."""
    with change(Handover, handover_id, HAND_OVER, by=by) as (record, tell):
        Handover.FLOW.move(record, HAND_OVER)
        if not record.post.closed_on:
            record.items = on_the_hands_of(record.post)
        record.giver_remark = remark.strip()
        record.save(update_fields=["state", "items", "giver_remark"])
        event = tell(record.post, count=len(record.items))
        notify(event, record, Reason.DECIDE, [record.post.answering.pk])
    return record


def take_over(handover_id: int, *, remark: str, by: Actor) -> Handover:
    """Sign for what was taken over; a remark goes to the heads above, because it may tell of a difference."""
    with change(Handover, handover_id, TAKE_OVER, by=by) as (record, tell):
        Handover.FLOW.move(record, TAKE_OVER)
        record.taker_remark = remark.strip()
        record.save(update_fields=["state", "taker_remark"])
        event = tell(record.post, count=len(record.items))
        if record.taker_remark:
            notify(event, record, Reason.DECIDE, _heads_above(record.post))
    return record


def _heads_above(post: Post) -> list[int]:
    """The posts of the heads of the unit, and of the unit above when the post itself is a head."""
    unit = post.unit.parent if post.rank == PostRank.HEAD else post.unit
    heads = Post.objects.open().filter(unit=unit, rank=PostRank.HEAD).held_on(timezone.localdate())
    return list(heads.values_list("pk", flat=True)) if unit else []
