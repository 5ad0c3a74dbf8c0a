"""Granting powers: what may be granted, what a delegation gives on a day, and that every deed under it names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from baro.documents.actions.signing import sign
from baro.documents.models import Document
from baro.documents.verbs import SIGN
from baro.kernel.decisions import ask
from baro.kernel.errors import NotPermitted, Refused
from baro.org.actors import Limits
from baro.org.models import Delegation, DelegationState, Mandate, Person
from baro.org.posts.actions.appointing import appoint, release
from baro.org.powers.actions.absences import declare_absence, end_absence
from baro.org.powers.actions.delegating import Powers, Terms, delegate_powers, revoke
from baro.org.queries import actor_of
from baro.trail.models import Event, Notice
from tests.powers.given import DAY, by_two, delegated

YESTERDAY = timezone.localdate() - DAY


# What may be granted


def test_a_leader_delegations_a_permission_of_their_post_in_one_unit(world):
    record = delegated(world)
    assert (record.delegator, record.delegate) == (world.post("QN", "Bí thư"), world.post("QN-VP", "Chánh Văn phòng"))
    assert Event.objects.about(record).get().sentence.endswith("for Văn phòng Tỉnh ủy: Sign")
    assert Notice.objects.to(record.delegate_id).filter(subject=f"org.delegation:{record.pk}").exists()


@dataclass(frozen=True)
class Wide:
    says: str
    delegator: str = "ada"
    more: tuple[tuple[str, Any], ...] = ()


WIDE = {
    "a duty that the giver does not have": Wide(
        "does not carry “Issue” for Văn", more=(("permissions", ("documents.document.issue",)),)
    ),
    "a duty in a unit where the giver does not have it": Wide(
        "does not carry “Sign” for Đảng ủy", more=(("unit", "QN-CX"),)
    ),
    "everything below by who has the unit alone": Wide(
        "for Tỉnh ủy Quảng Ninh alone", more=(("unit", "QN"), ("below", True))
    ),
    "one duty too many": Wide(
        "does not carry “Register an incoming document”",
        more=(("permissions", ("documents.document.sign", "documents.document.register")),),
    ),
    "to one's own post": Wide("own post", more=(("to", ("QN", "Bí thư")),)),
    "without a basis": Wide("in writing", more=(("basis", " "),)),
    "with a report due before it begins": Wide("before the grant begins", more=(("reports_until", YESTERDAY),)),
    "on a basis of a day to come": Wide("has not come yet", more=(("basis_on", timezone.localdate() + DAY),)),
    "nothing": Wide("which duties", more=(("permissions", ()),)),
    "with a mark that nobody signs for the unit": Wide("Nobody signs “T/M”", more=(("mark", "T/M"),)),
}


@pytest.mark.parametrize("case", WIDE.values(), ids=list(WIDE))
def test_a_delegation_is_refused(world, case):
    before = Event.objects.count()
    with pytest.raises(Refused, match=case.says):
        delegated(world, delegator=case.delegator, **dict(case.more))
    assert (Delegation.objects.count(), Event.objects.count()) == (0, before)


def test_a_delegation_that_ends_before_it_begins_or_has_passed_is_refused(world):
    today = timezone.localdate()
    with pytest.raises(Refused, match="lies before the first"):
        delegated(world, last=today - DAY)
    with pytest.raises(Refused, match="begins today or later") as refused:
        delegated(world, first=today - 3 * DAY, last=today - DAY)
    assert "has passed already" in refused.value.fields["last"]


def test_a_delegation_does_not_reach_back(world):
    with pytest.raises(Refused, match="begins today or later"):
        delegated(world, first=timezone.localdate() - DAY)


def test_nobody_delegations_for_a_post_of_others(world):
    with pytest.raises(NotPermitted, match="Only whoever holds a post"):
        delegate_powers(
            world.post("QN-VP", "Văn thư"),
            Powers(("documents.document.sign",), world.unit("QN")),
            Terms(world.working_day, world.working_day, "x", world.working_day),
            by=world.stranger,
        )


# What a delegation gives: every combination of its limits


@dataclass(frozen=True)
class Case:
    unit: str = "QN-HL"  # where the delegate would sign
    below: bool = False
    first: int = 0
    last: int = 30
    revoked: bool = False
    absence_only: bool = False
    absent: bool = False
    back: bool = False
    delegator_left: bool = False
    narrowed: bool = False
    gives: bool = True
    state: DelegationState = DelegationState.IN_FORCE


CASES = {
    "in its unit": Case(),
    "not below its unit": Case(unit="QN-HL-CB", gives=False),
    "below its unit when it reaches below": Case(unit="QN-HL-CB", below=True),
    "in its unit when it reaches below": Case(below=True),
    "never in a neighbouring unit": Case(unit="QN-CX", below=True, gives=False),
    "never above its unit": Case(unit="QN", below=True, gives=False),
    "not before its first day": Case(first=1, gives=False, state=DelegationState.TO_COME),
    "on its only day": Case(first=0, last=0),
    "not after it was revoked": Case(revoked=True, gives=False, state=DelegationState.REVOKED),
    "not while it waits for an absence": Case(absence_only=True, gives=False, state=DelegationState.WAITS),
    "during the absence that it waits for": Case(absence_only=True, absent=True),
    "not after the giver came back": Case(
        absence_only=True, absent=True, back=True, gives=False, state=DelegationState.WAITS
    ),
    "as ever during an absence that it does not wait for": Case(absent=True),
    "not after the giver left the post": Case(delegator_left=True, gives=False, state=DelegationState.LAPSED),
    "not when the giver left during the absence": Case(
        absence_only=True, absent=True, delegator_left=True, gives=False, state=DelegationState.LAPSED
    ),
    "not when the giver's mandate was taken away": Case(narrowed=True, gives=False, state=DelegationState.LAPSED),
    "not below when the giver's mandate was taken away": Case(
        unit="QN-HL-CB", below=True, narrowed=True, gives=False, state=DelegationState.LAPSED
    ),
    "not when revoked during the absence": Case(
        absence_only=True, absent=True, revoked=True, gives=False, state=DelegationState.REVOKED
    ),
}


def _leave(world, name):
    today = timezone.localdate()
    actor = getattr(world, name)
    post = Delegation.objects.get().delegator
    release(post.pk, actor.person_id, last=today - DAY, reason="nghỉ hưu", by=by_two(world))
    return post


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_delegation_gives(world, case):
    today = timezone.localdate()
    record = delegated(
        world,
        delegator="eve",
        unit="QN-HL",
        to=("QN-VP", "Chuyên viên"),
        below=case.below,
        first=today + case.first * DAY,
        last=today + case.last * DAY,
        only_in_absence=case.absence_only,
    )
    eve = world.eve
    if case.absent:
        absence = declare_absence(today, today + 5 * DAY, "mission", by=eve)
    if case.back:
        end_absence(absence.pk, by=eve)
    if case.revoked:
        revoke(record.pk, reason="Hết việc", by=eve)
    if case.delegator_left:
        _leave(world, "eve")
    if case.narrowed:
        Mandate.objects.filter(post=record.delegator).update(permissions=["documents.see"])
    assert world.ben.holds(SIGN, world.unit(case.unit)) is case.gives
    assert Delegation.objects.with_state(today).get().state == case.state
    in_force = Delegation.objects.in_force(today).filter(pk=record.pk).exists()
    assert in_force is (case.state == DelegationState.IN_FORCE), "the list and the actor differ"


def test_a_delegation_has_ended_after_its_last_day(world):
    today = timezone.localdate()
    delegated(world, last=today + DAY)
    later = actor_of(world.chi.person_id, on=today + 2 * DAY)
    assert later.delegations == ()
    assert Delegation.objects.with_state(today + 2 * DAY).get().state == DelegationState.ENDED


def test_a_successor_in_the_giving_post_has_not_delegated_anything(world):
    record = delegated(world, delegator="eve", unit="QN-HL", to=("QN-VP", "Chuyên viên"))
    post = _leave(world, "eve")
    appoint(post.pk, Person.objects.create(name="Mai Kế Nhiệm").pk, since=timezone.localdate(), by=by_two(world))
    assert not world.ben.holds(SIGN, world.unit("QN-HL"))
    assert Delegation.objects.get(pk=record.pk).revoked_id is None


# The limit


LIMITS = {
    "a type within": (Limits(types=("notice",)), {}, True),
    "a type without": (Limits(types=("decision",)), {}, False),
    "an urgency within": (Limits(urgency=1), {"urgency": 1}, True),
    "an urgency above": (Limits(urgency=1), {"urgency": 2}, False),
    "a kind of record within": (Limits(kinds=("documents.document",)), {}, True),
    "a kind of record without": (Limits(kinds=("tasks.task",)), {}, False),
    "no limit at all": (Limits(), {"urgency": 3}, True),
    "two limits, one of them passed": (Limits(types=("notice",), urgency=0), {"urgency": 1}, False),
}


@pytest.mark.parametrize(("limits", "facts", "may"), LIMITS.values(), ids=list(LIMITS))
def test_a_ceiling_lets_sign(world, limits, facts, may):
    document = world.submitted(**facts)
    delegated(world, to=("QN-VP", "Chuyên viên"), limits=limits)
    assert bool(ask(world.ben, SIGN, document)) is may
    assert Document.objects.filter(Document.objects.open_to(world.ben, SIGN)).exists() is may
    if not may:
        with pytest.raises(NotPermitted):
            sign(document.pk, digest=document.digest, by=world.ben)


def test_without_a_record_a_limited_delegation_opens_no_deed_but_shows_what_it_shows(world):
    delegated(
        world, delegator="eve", unit="QN-HL", to=("QN-VP", "Chuyên viên"),
        permissions=("documents.document.sign", "documents.see"), limits=Limits(types=("notice",)),
    )  # fmt: skip
    ben = world.ben
    assert not ben.holds(SIGN, world.unit("QN-HL"))
    assert ben.holds("documents.see", world.unit("QN-HL"))


WITHIN = [
    (Limits(), Limits(), True),
    (Limits(types=("a",)), Limits(), True),
    (Limits(), Limits(types=("a",)), False),
    (Limits(types=("a", "b")), Limits(types=("a",)), False),
    (Limits(urgency=1), Limits(urgency=2), True),
    (Limits(urgency=3), Limits(urgency=2), False),
    (Limits(kinds=("a",)), Limits(kinds=("a", "b")), True),
    (Limits(urgency=1), Limits(kinds=("a",)), False),
]


@pytest.mark.parametrize(("inner", "outer", "holds"), WITHIN)
def test_a_ceiling_lies_within_another(inner, outer, holds):
    assert inner.within(outer) is holds
    assert Limits.of(inner.as_kept()) == inner


# Passing on


def passed_on(world, **other):
    return delegated(world, delegator="chi", to=("QN-VP", "Chuyên viên"), **other)


def test_what_may_be_passed_on_is_passed_on_once_and_names_where_it_comes_from(world):
    first = delegated(world, may_redelegate=True)
    second = passed_on(world, may_redelegate=True)
    assert (second.redelegated_from, second.may_redelegate) == (first, False)
    assert list(Event.objects.under(first)) == list(Event.objects.about(second).done("org.delegation.give"))
    assert world.ben.holds(SIGN, world.unit("QN-VP"))


PASSING = {
    "without the giver's word": (
        {"may_redelegate": False},
        {},
        "granted to you by Bí thư, Tỉnh ủy Quảng Ninh and may not",
    ),
    "longer than it was received": ({"may_redelegate": True, "last": None}, {}, "cannot last longer"),
    "beyond the ceiling": ({"may_redelegate": True, "limits": Limits(types=("notice",))}, {}, "within its limits"),
    "together with what is one's own": (
        {"may_redelegate": True},
        {"permissions": ("documents.document.sign", "documents.document.draft")},
        "two",
    ),
}


@pytest.mark.parametrize(("received", "given", "says"), PASSING.values(), ids=list(PASSING))
def test_passing_on_is_refused(world, received, given, says):
    if "last" in received:
        received = received | {"last": timezone.localdate() + 5 * DAY}
    delegated(world, **received)
    with pytest.raises(Refused, match=says):
        passed_on(world, **given)


def test_what_was_passed_on_is_not_passed_on_again(world):
    delegated(world, may_redelegate=True)
    passed_on(world, may_redelegate=True)
    with pytest.raises(Refused, match="may not be passed on"):
        delegated(world, delegator="ben", to=("QN-VP", "Văn thư"))


@pytest.mark.parametrize("how", ["revoked", "giver left", "narrowed"])
def test_what_was_passed_on_falls_with_its_source(world, how):
    first = delegated(world, may_redelegate=True)
    passed_on(world)
    if how == "revoked":
        revoke(first.pk, reason="Thu hồi", by=world.ada)
    elif how == "giver left":
        release(
            first.delegator_id, world.ada.person_id, last=timezone.localdate() - DAY, reason="x", by=_organiser(world)
        )
    else:
        Mandate.objects.filter(post=first.delegator).update(permissions=["documents.see"])
    assert not world.ben.holds(SIGN, world.unit("QN-VP"))


def _organiser(world):
    from baro.org.actors import Actor

    return Actor.system("world")
