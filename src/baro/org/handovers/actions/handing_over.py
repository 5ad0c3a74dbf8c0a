"""Handovers: drafted when the holder of a post changes or the post closes, signed by who leaves and who follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from baro.kernel.periods import ONE_DAY
from baro.org.actors import Actor
from baro.org.flow import HandoverState
from baro.org.handovers.items import on_hands, on_the_hands_of
from baro.org.models import Handover, Person, Post, PostRank, Tenure, TenureKind
from baro.org.queries import actors_of
from baro.org.reorganising.actions.carrying_out.act import set_each
from baro.org.verbs import DRAFT_HANDOVER, HAND_OVER, HAND_OVER_FOR, TAKE_OVER, WITHDRAW_SIGNATURE
from baro.trail.changes import change, create, record_event, tell_many
from baro.trail.models import Notice, Reason, notify, notify_many, reference


def draft_handover(post: Post, giver: Person, *, day: date, by: Actor, taker: Person | None = None) -> Handover:
    """Draft what the giver leaves with the post from a day on; whoever holds the post is told."""
    items = on_the_hands_of(post)
    record = Handover(post=post, from_person=giver, to_person=taker, day=day, items=items)
    record, event = create(record, DRAFT_HANDOVER, post, by=by, giver=giver.name, count=len(items))
    notify(event, record, Reason.DECIDE, [post.pk])
    return record


def handed_to(post: Post, taker: Person, *, since: date, until: date | None, by: Actor) -> list[Handover]:
    """Name the one who follows in the handovers that wait for one: of this post, and of those for which it answers.

    That of this post is drafted when nobody did. What the one who comes back had left is no handover any more.
    """
    waiting = Handover.objects.waiting().filter(to_person=None)
    closed = waiting.filter(Q(day__lte=until) if until else Q(), post__in=post.answers_for)
    left = waiting.filter(post=post, day__lte=since)
    for of_theirs in (closed.filter(from_person=taker), left.filter(from_person=taker)):
        _withdraw_signatures(of_theirs, by)
        forget(of_theirs)
    own = left.order_by("-day", "-pk").first() or _late_draft(post, taker, since, by)
    named = [*closed, *([own] if own else [])]
    Handover.objects.filter(pk__in=[record.pk for record in named]).update(to_person=taker)
    return named


def _late_draft(post: Post, taker: Person, since: date, by: Actor) -> Handover | None:
    """The handover of the last holder, of whom none was drafted yet."""
    before = Tenure.objects.current().filter(post=post, period__endswith__lte=since).exclude(person=taker)
    last = before.select_related("person").order_by("-period__endswith", "-pk").first()
    if last is None or Handover.objects.filter(post=post, day=last.period.upper, from_person=last.person).exists():
        return None
    return draft_handover(post, last.person, day=last.period.upper, by=by, taker=taker)


def follow_end(post: Post, person: Person, after: date | None, *, by: Actor) -> None:
    """Let what waits for a day on which the person does not leave any more follow the tenure's end.

    It goes to the day ``after`` the new end, to be signed anew; without one the person stays, and it is dropped.
    """
    ends = Tenure.objects.current().filter(post=post, person=person, kind=TenureKind.HOLDER, period__upper_inf=False)
    stale = post.handovers.waiting().filter(from_person=person).exclude(day__in=ends.values("period__endswith"))
    _withdraw_signatures(stale, by)
    if after and not post.handovers.filter(from_person=person, day=after).exists():
        post.handovers.filter(pk__in=stale.order_by("-day").values("pk")[:1]).update(day=after)
    forget(stale)


def _withdraw_signatures(handovers: QuerySet[Handover], by: Actor) -> None:
    """Make drafts again of those of the handovers that who leaves has signed: the list was that of another day."""
    for record in handovers.filter(state=HandoverState.HANDED).select_related("post__unit", "from_person", "to_person"):
        facts = {"giver": record.from_person, "taker": record.to_person or "…", "day": record.day}
        Handover.FLOW.move(record, WITHDRAW_SIGNATURE)
        record.save(update_fields=["state"])
        event = record_event(WITHDRAW_SIGNATURE, record, record.post, by=by, facts=facts)
        notify(event, record, Reason.DECIDE, [record.post.answering.pk])


def draft_at_closing(successors: Mapping[int, int], *, day: date, by: Actor) -> dict[str, int]:
    """Draft what the holders of posts leave that close on the day; ``successors`` are the posts that answer since.

    Asked before anything moves. There is no paper of nothing, and none from somebody to themselves: who holds the
    successor takes the things along. Returns how many were drafted, and how many that waited go to who holds the
    successor.
    """
    items, takers = on_hands(successors), _takers(successors, day)
    moved = _move_waiting(takers, successors, day)
    full = [post for post in successors if items[post]]
    known = set(Handover.objects.filter(post__in=full, day=day).values_list("post_id", "from_person_id"))
    held = Tenure.objects.on(day - ONE_DAY).filter(post__in=full, kind=TenureKind.HOLDER)
    drafts = [
        Handover(post=one.post, from_person=one.person, to_person=taker, day=day, items=items[one.post_id])
        for one in held.select_related("person", "post__unit").order_by("pk")
        if (taker := takers.get(one.post_id)) != one.person and (one.post_id, one.person_id) not in known
    ]
    Handover.objects.bulk_create(drafts, batch_size=2000)
    told = [(draft, {"giver": draft.from_person.name, "count": len(draft.items)}) for draft in drafts]
    events = tell_many(DRAFT_HANDOVER, told, by=by, facts={})
    brought = ((event, draft, [successors[draft.post_id]]) for event, draft in zip(events, drafts, strict=True))
    notify_many(brought, Reason.DECIDE)
    return {"handovers.drafted": len(drafts), "handovers.moved": moved}


def _takers(successors: Mapping[int, int], day: date) -> dict[int, Person]:
    """Who holds the successor of each post on the day."""
    held = Tenure.objects.on(day).filter(post__in=set(successors.values()), kind=TenureKind.HOLDER)
    found = {one.post_id: one.person for one in held.select_related("person")}
    return {post: found[successor] for post, successor in successors.items() if successor in found}


def _move_waiting(takers: Mapping[int, Person], posts: Iterable[int], day: date) -> int:
    """Who holds the successor takes over what waits for who follows in a closing post; gives how many those are.

    A change drafted for later does not come, because nobody holds the post then.
    """
    of_these = Handover.objects.filter(post__in=posts)
    forget(of_these.filter(day__gt=day))
    waiting = of_these.waiting().filter(Q(to_person=None) | Q(day=day)).order_by()
    goals = {
        pk: (giver, takers[post].pk if post in takers else None)
        for pk, post, giver in waiting.values_list("pk", "post_id", "from_person_id")
    }
    forget(of_these.filter(pk__in=[pk for pk, (giver, taker) in goals.items() if giver == taker]))
    moved = {pk: taker for pk, (giver, taker) in goals.items() if giver != taker}
    set_each(Handover, "to_person", moved)
    return len(moved)


def forget(handovers: QuerySet[Handover]) -> None:
    """Drop those of the handovers that nobody signed: nobody hands over to themselves, or what they do not leave."""
    drafts = handovers.filter(state=HandoverState.DRAFT).order_by()
    Notice.objects.filter(subject__in=list(map(reference, drafts)), read_at=None).update(read_at=timezone.now())
    drafts.delete()


def signing_in(record: Handover, by: Actor) -> Actor:
    """The actor in the post that the handover is about, when it concerns them and they hold it today; else as they are.

    Who holds two posts signs for the one that changes hands, whichever of them they act in at the moment. What a closed
    post left is taken over in the post that answers for it.
    """
    post = record.post.answering
    if not record.concerns(by) or post.pk == by.post_id:
        return by
    acting = next((one for one in actors_of(by.person_id) if one.post_id == post.pk), None) if by.person_id else None
    if acting is None:
        return by
    return replace(acting, account_id=by.account_id, request_id=by.request_id, proof=by.proof)


def hand_over(handover_id: int, *, remark: str, by: Actor) -> Handover:
    """Sign for what is handed over: it is listed anew, and from now on stays as it is.

    Who still holds the post signs in it. Who signs in place of the one who leaves is told to have done so.
    """
    leaving = Handover.objects.filter(pk=handover_id, from_person=by.person_id).select_related("post__successor")
    paper = leaving.first() if by.person_id else None
    verb, by = (HAND_OVER, signing_in(paper, by)) if paper else (HAND_OVER_FOR, by)
    with change(Handover, handover_id, verb, by=by) as (record, tell):
        Handover.FLOW.move(record, verb)
        if not record.post.closed_on:
            record.items = on_the_hands_of(record.post)
        record.giver_remark = remark.strip()
        record.save(update_fields=["state", "items", "giver_remark"])
        event = tell(record.post, giver=record.from_person.name, count=len(record.items))
        notify(event, record, Reason.DECIDE, [record.post.answering.pk])
    return record


def take_over(handover_id: int, *, remark: str, by: Actor) -> Handover:
    """Sign for what was taken over, in the post when it is held by now.

    A remark goes to the heads above, because it may tell of a difference.
    """
    paper = Handover.objects.filter(pk=handover_id).select_related("post__successor").first()
    by = signing_in(paper, by) if paper else by
    with change(Handover, handover_id, TAKE_OVER, by=by) as (record, tell):
        Handover.FLOW.move(record, TAKE_OVER)
        record.taker_remark = remark.strip()
        record.save(update_fields=["state", "taker_remark"])
        event = tell(record.post, count=len(record.items))
        if record.taker_remark:
            notify(event, record, Reason.DECIDE, _heads_above(record.post.answering))
    return record


def _heads_above(post: Post) -> list[int]:
    """The posts of the heads of the unit, and of the unit above when the post itself is a head."""
    unit = post.unit.parent if post.rank == PostRank.HEAD else post.unit
    heads = Post.objects.open().filter(unit=unit, rank=PostRank.HEAD).held_on(timezone.localdate())
    return list(heads.values_list("pk", flat=True)) if unit else []
