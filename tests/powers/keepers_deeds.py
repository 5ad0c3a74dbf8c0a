"""Everything that who keeps the organisation can try alone, by verb, to whichever post, unit or person there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import permutations, product
from typing import Any

from django.utils import timezone

from baro.org.actors import Actor
from baro.org.committees.actions.electing import Member, elect, end_membership, open_term
from baro.org.facts.actions.changing import Told, change_post, change_unit
from baro.org.handovers.actions.handing_over import hand_over, take_over
from baro.org.importing.actions import importing
from baro.org.models import Delegation, Handover, Membership, Person, Post, PostRank, Proposal, Tenure, TenureKind, Unit
from baro.org.people.actions.entering import Birth, correct_birth, enter_births
from baro.org.people.actions.merging import merge
from baro.org.posts.actions.appointing import appoint, correct_tenure, release
from baro.org.posts.actions.opening import close_post, count_as, open_post
from baro.org.powers.actions import proposing
from baro.org.powers.actions.absences import declare_absence
from baro.org.powers.actions.delegating import Powers, Terms, delegate_powers, revoke
from baro.org.powers.actions.mandating import set_mandate
from baro.org.reorganising.actions import planning, signing
from baro.org.staffing.actions.quotas import give_quota
from tests.organisation.lists import TENURES, brought

TODAY = timezone.localdate()
DAY = timedelta(days=1)
Deed = tuple[str, Callable[[], Any]]  # what it tries, in words that begin with the verb
TRIED = ("documents.document.sign", "documents.document.instruct", "org.organise", "org.decide", "documents.see")


def deeds(world: Any, keeper: Actor) -> list[Deed]:
    """All of them; each can be done on its own, and most of them are refused."""
    posts = list(Post.objects.select_related("unit").order_by("pk"))
    units = list(Unit.objects.order_by("pk"))
    people = list(Person.objects.known().order_by("pk"))
    return [
        (f"{verb} {about}", partial(act, by=keeper))
        for found in (
            _to_posts(posts, units),
            _of_holders(posts, people),
            _to_mandates(posts, units, keeper),
            _to_grants(posts, keeper),
            _to_people(people),
            _to_units(units),
            _by_lists(world, posts),
            _proposed(posts),
        )
        for verb, about, act in found
    ]


Tried = Iterator[tuple[str, Any, Callable[..., Any]]]


def _to_posts(posts: list[Post], units: list[Unit]) -> Tried:
    for unit, like in product(units, [None, *(post for post in posts if post.rank == PostRank.HEAD)]):
        facts = {"name": "Mới", "rank": PostRank.HEAD, "since": TODAY, "like": like}
        yield "org.post.open", (unit, like), partial(open_post, unit.pk, **facts)
    for post in posts:
        told = {"name": f"{post.name} khác", "rank": PostRank.STAFF, "quota": post.quota}
        yield "org.post.change", post, partial(change_post, post.pk, Told(told, TODAY), reason="x")
        yield "org.post.correct", post, partial(change_post, post.pk, Told(told, None), reason="x")
        yield "org.post.count_as", post, partial(count_as, [post.pk], kind="", since=TODAY)
    for post, successor in permutations(posts, 2):
        if post.unit_id == successor.unit_id:
            about = (post, successor)
            yield "org.post.close", about, partial(close_post, post.pk, successor=successor, reason="x")


def _of_holders(posts: list[Post], people: list[Person]) -> Tried:
    for post, person in product(posts, people[-2:]):
        yield "org.post.appoint", (post, person), partial(appoint, post.pk, person.pk, since=TODAY)
        acting = {"since": TODAY + DAY, "kind": TenureKind.ACTING}
        yield "org.post.appoint_acting", (post, person), partial(appoint, post.pk, person.pk, **acting)
    for one in Tenure.objects.current().select_related("post__unit", "person").order_by("pk"):
        ended = {"last": TODAY - DAY, "reason": "x"}
        yield "org.post.release", one, partial(release, one.post_id, one.person_id, **ended)
        for last in (None, TODAY - DAY):
            corrected = {"first": one.period.lower, "last": last, "reason": "x"}
            yield "org.post.correct_tenure", (one, last), partial(correct_tenure, one.post_id, one.pk, **corrected)
    for paper in Handover.objects.order_by("pk"):
        yield "org.handover.hand_over_for", paper, partial(_hand_over, paper.pk)


def _hand_over(pk: int, *, by: Actor) -> None:
    hand_over(pk, remark="", by=by)
    take_over(pk, remark="", by=by)


def _to_mandates(posts: list[Post], units: list[Unit], keeper: Actor) -> Tried:
    for unit, permission, far in product(units, TRIED, (False, True)):
        post = next(one for one in posts if one.name == "Chuyên viên")
        carried = {"here": [] if far else [permission], "below": [permission] if far else []}
        yield "org.post.set_mandate", (unit, permission, far), partial(set_mandate, post.pk, unit, **carried)
    for post in posts:
        yield "org.post.set_mandate", (post, "nothing"), partial(set_mandate, post.pk, post.unit, here=[], below=[])
        mine = Unit.objects.get(pk=keeper.unit_id)
        yield (
            "org.post.set_mandate",
            (post, "sight"),
            partial(set_mandate, post.pk, mine, here=["org.see"], below=["documents.see"]),
        )


def _to_grants(posts: list[Post], keeper: Actor) -> Tried:
    terms = Terms(TODAY, TODAY + 9 * DAY, basis="Quy chế", basis_on=TODAY)
    unit = Unit.objects.get(pk=keeper.unit_id)
    for post, permission in product(posts, TRIED):
        powers = Powers([permission], unit)
        yield (
            "org.delegation.give",
            (post, permission),
            partial(delegate_powers, post, powers, terms, also_if_outside=True),
        )
    for grant in Delegation.objects.order_by("pk"):
        yield "org.delegation.revoke", grant, partial(revoke, grant.pk, reason="x")
    yield "org.absence.declare", "", partial(declare_absence, TODAY, TODAY + DAY, "study")


def _to_people(people: list[Person]) -> Tried:
    for stays, goes in permutations([*people[:5], *people[-5:]], 2):
        yield "org.person.merge", (stays, goes), partial(_merge, stays.pk, goes.pk)
    for person in people:
        birth = Birth(TODAY.replace(year=1980, day=1), "male")
        yield "org.person.enter_birth", person, partial(enter_births, {person.pk: birth})
        yield "org.person.correct_birth", person, partial(correct_birth, person.pk, birth, reason="x")


def _merge(stays: int, goes: int, *, by: Actor) -> Any:
    return merge(stays, Person.objects.get(pk=goes), reason="x", by=by)


def _to_units(units: list[Unit]) -> Tried:
    somebody = Person.objects.order_by("pk").first()
    for unit in units:
        told = {"name": f"{unit.name} khác", "kind": "cell", "code": unit.code, "suffix": unit.suffix}
        yield "org.unit.change", unit, partial(change_unit, unit.pk, Told(told, TODAY), reason="x")
        yield "org.unit.correct", unit, partial(change_unit, unit.pk, Told(told, None), reason="x")
        congress = {"name": "2026-2031", "congress": TODAY - DAY}
        yield "org.unit.open_term", unit, partial(open_term, unit.pk, **congress)
        member = [Member("member", person=somebody)]
        yield "org.unit.enter_members", unit, partial(elect, unit.pk, member, since=TODAY)
        quota = {"kind": "cadre", "number": 9, "since": TODAY, "decision": "x"}
        yield "org.unit.give_quota", unit, partial(give_quota, [unit.pk], **quota)
        yield "org.reorganisation.sign", unit, partial(_reorganise, unit)
    for one in Membership.objects.current():
        yield (
            "org.unit.end_membership",
            one,
            partial(end_membership, one.unit_id, one.person_id, last=TODAY, reason="x"),
        )


def _reorganise(unit: Unit, *, by: Actor) -> None:
    """A plan from its preparation to its being carried out."""
    days = {"decided_on": TODAY, "effective_on": TODAY}
    draft = planning.prepare(unit=Unit.objects.get(parent=None), title="x", decision="1-NQ", by=by, **days)
    planning.dissolve(draft.pk, unit, successor=Unit.objects.get(pk=by.unit_id), by=by)
    signing.submit_plan(draft.pk, by=by)
    signing.sign(draft.pk, digest=signing.preview(draft.pk, by=by).digest, by=by)
    signing.carry_out(draft.pk, by=by)


def _by_lists(world: Any, posts: list[Post]) -> Tried:
    for post in posts:
        content = f"{TENURES}Gus Văn Thư Phường,{post.unit.code},{post.name},acting,{TODAY:%d/%m/%Y},\n"
        yield "org.import.apply", post, partial(_import, world, content)


def _import(world: Any, content: str, *, by: Actor) -> None:
    record = brought(world, content, by=by)
    importing.carry_in(record.pk, record.outcome["digest"], by=by)


def _proposed(posts: list[Post]) -> Tried:
    basis = {"basis": "12-QĐ/TU", "basis_on": TODAY}
    for post in posts:
        facts = {"person": None, "name": "Lan Mới", "kind": TenureKind.ACTING, "since": TODAY, "until": None, **basis}
        yield "org.proposal.approve", post, partial(_propose_and_approve, post, facts)
    for one in Proposal.objects.order_by("pk"):
        yield "org.proposal.approve", one, partial(proposing.approve_proposal, one.pk)
        yield "org.proposal.withdraw", one, partial(proposing.withdraw_proposal, one.pk, reason="x")


def _propose_and_approve(post: Post, facts: dict[str, Any], *, by: Actor) -> None:
    proposal = proposing.propose_appointment(post, by=by, **facts)
    proposing.approve_proposal(proposal.pk, by=by)
