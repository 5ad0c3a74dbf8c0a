"""Whatever one keeper of the organisation does alone: nobody gets or loses a power that the keeper does not have.

Not the verbs are guarded here but what comes of them: everything is tried, to every post, unit and person of a town
that is like the demo province, alone and in short sequences, and what does not happen need not be refused by name.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.verbs import all_verbs
from baro.org import policies
from baro.org.actions.founding import Carried, Founding, Opening, found, open_posts
from baro.org.actors import Actor
from baro.org.committees.actions.electing import Member, elect
from baro.org.models import Account, Person, Post, PostRank, TenureKind, Unit, UnitKind
from baro.org.people.actions import merging
from baro.org.posts.actions import opening
from baro.org.posts.actions.appointing import appoint, release
from baro.org.powers import second_person
from baro.org.powers.actions import proposing
from baro.org.queries import actor_of
from baro.tasks.actions.assigning import assign
from tests.powers.effects import faults, standing
from tests.powers.given import by_two, delegated
from tests.powers.keepers_deeds import deeds
from tests.world import HEAD, SINCE

TODAY = timezone.localdate()
DAY = timedelta(days=1)
REFUSALS = (NotPermitted, Refused, Http404, ObjectDoesNotExist, IntegrityError)


@pytest.fixture
def town(world):
    """The town with a board whose deputy keeps the whole organisation and signs for the board, as in the demo province.

    Grants are in force, asleep and to come; a post will be held, another was; one human being has two records.
    """
    system = Actor.system("town")
    found([Founding("QN-TC", "Ban Tổ chức", UnitKind.ORGANISATION_BOARD, "QN", "BTC")], since=SINCE, by=system)
    keeps = Carried("QN", ("org.see", "org.organise", "tasks.task.assign"), below=True)
    head, staff = PostRank.DEPUTY, PostRank.STAFF
    open_posts(
        [
            Opening("QN-TC", "Phó Trưởng ban", "Nga Tổ Chức", head, (Carried("QN-TC", HEAD), keeps)),
            Opening("QN-TC", "Chuyên viên ban", "Sơn Chuyên Viên", staff, (Carried("QN-TC", ("documents.see",)),)),
            Opening("QN-TC", "Văn thư ban", "Oanh Văn Thư", staff, (Carried("QN-TC", ("documents.see",)),)),
            Opening("QN-TC", "Chuyên viên khuyết", "", staff, (Carried("QN-TC", ("documents.see",)),)),
            Opening("QN-BTV", "Thường trực", "Nam Thường Trực", staff, (Carried("QN", ("org.decide",), below=True),)),
        ],
        since=SINCE,
        by=system,
    )
    delegated(world, to=("QN-TC", "Chuyên viên ban"), unit="QN", permissions=["org.decide"])
    delegated(world, to=("QN-HL", "Văn thư"), unit="QN", first=TODAY + 3 * DAY)
    delegated(world, to=("QN-CX", "Văn thư"), unit="QN-BTV", only_in_absence=True)
    deputy = world.post("QN-HL", "Phó Bí thư")
    appoint(deputy.pk, name="Fay Bí Thư Chi Bộ", also_if_known=True, since=TODAY + DAY, by=by_two(world, "QN-HL"))
    release(world.hue.post_id, world.hue.person_id, last=TODAY - DAY, reason="x", by=by_two(world, "QN-CX"))
    proposing.propose_appointment(
        Post.objects.get(name="Thường trực"), person=None, name="Lan", kind=TenureKind.HOLDER, since=TODAY, until=TODAY,
        basis="12-QĐ/TU", basis_on=TODAY, by=world.kim,
    )  # fmt: skip
    given_by_the_secretary(world)
    Person.objects.create(name="Lan Không Chức")
    elect(world.unit("QN").pk, [Member("member", person=person_of("Clo"))], since=TODAY, by=system)
    for name in ("Ada", "Clo", "Hue", "Nga"):
        Account.objects.create_user(name.lower(), person=person_of(name))
    return world


def given_by_the_secretary(town):
    """A task of the board, whose owner's post stands beside the keeper's."""
    post = Post.objects.get(name="Văn thư ban")
    assign(
        unit=post.unit, owner_post=post, work="Báo cáo", product="Báo cáo", authority="Bí thư", accountable_post=post,
        due_on=town.working_day, by=town.ada,
    )  # fmt: skip


def person_of(name):
    return Person.objects.filter(name__startswith=f"{name} ").order_by("pk").first()


def actor_of_name(name):
    return actor_of(person_of(name).pk)


KEEPERS = ("Kim", "Nga")


def tried(act):
    """Whether a deed was done."""
    try:
        with transaction.atomic():
            act()
    except REFUSALS:
        return False
    return True


def faults_of(keeper, acts):
    """What is wrong after deeds, which are undone again; None when all of them were refused."""
    units = list(Unit.objects.all())
    before = standing(keeper, units)
    with transaction.atomic():
        done = [tried(act) for act in acts]
        found = faults(keeper, units, before, standing(keeper, units)) if any(done) else None
        transaction.set_rollback(True)
    return found


def test_nobody_gets_or_loses_by_one_keeper_alone_what_the_keeper_does_not_have(town):
    keeper, done, wrong = actor_of_name("Nga"), set(), {}
    for words, act in deeds(town, keeper):
        found = faults_of(keeper, [act])
        done |= set() if found is None else {words.split()[0]}
        wrong |= {words: found} if found else {}
    assert not wrong, "\n".join(f"{words}: {found}" for words, found in wrong.items())
    assert done >= ORDINARY, f"nobody can do this alone any more: {ORDINARY - done}"


# What keepers go on doing every day: to posts that have nothing that they lack.
ORDINARY = {
    "org.post.open", "org.post.change", "org.post.close", "org.post.count_as", "org.post.appoint", "org.post.release",
    "org.post.correct_tenure", "org.post.set_mandate", "org.person.enter_birth", "org.unit.change",
    "org.unit.open_term", "org.unit.give_quota", "org.absence.declare", "org.import.apply", "org.proposal.withdraw",
}  # fmt: skip

# What needs no trying here, and why.
UNTRIED = {
    "org.absence.cancel": "takes back what only its own person declared",
    "org.absence.end": "takes back what only its own person declared",
    "org.account.close": "an account carries no powers, posts do; what is done to it is told in its history",
    **dict.fromkeys(
        [f"org.account.{word}" for word in ("forget_keys", "invite", "open", "unlock")] + ["org.person.give_account"],
        "as closing an account",
    ),
    "org.delegation.report": "words of who was granted something",
    "org.handover.hand_over": "a signature of who leaves; nothing changes hands by it",
    "org.handover.take_over": "a signature of who follows; tried together with that in place of who left",
    "org.proposal.refuse": "nothing is done by it",
    "org.reorganisation.carry_out": "tried as the end of a plan that one keeper prepares and signs",
    "org.reorganisation.plan": "tried as a part of signing",
    "org.reorganisation.prepare": "tried as a part of signing",
    "org.reorganisation.submit": "tried as a part of signing",
    "org.reorganisation.reopen": "nothing is done by it",
    "org.reorganisation.withdraw": "nothing is done by it",
    "org.unit.cancel_term": "terms and members carry no powers",
}


def test_every_verb_of_the_organisation_is_tried_or_needs_no_trying(town):
    people_do = {v.code for v in all_verbs() if v.code.startswith("org.") and not v.automatic}
    named = {words.split()[0] for words, _act in deeds(town, town.kim)}
    assert people_do - named == UNTRIED.keys()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nor_by_a_few_deeds_one_after_the_other(town, data):
    keeper = actor_of_name(data.draw(st.sampled_from(KEEPERS)))
    every = deeds(town, keeper)
    verbs = sorted({words.split()[0] for words, _act in every})
    chosen = [
        data.draw(st.sampled_from([one for one in every if one[0].startswith(f"{verb} ")]))
        for verb in data.draw(st.lists(st.sampled_from(verbs), min_size=2, max_size=4))
    ]
    assert not faults_of(keeper, [act for _words, act in chosen]), [words for words, _act in chosen]


def nothing(*_given, **_more):
    return set()


# Where the protection sits, and a deed by which its absence must show.
PLANTED = {
    "posts above": (second_person, "above", "org.post.release"),
    "powers that are lacking": (second_person, "lacks", "org.post.set_mandate"),
    "own posts": (opening, "refuse_own", "org.post.close"),
    "what has no way by two": (policies, "why_not_alone", "org.delegation.revoke"),
    "merging with who holds such a post": (merging, "refuse_alone", "org.person.merge"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_protection_that_is_taken_away_is_missed(town, monkeypatch, planted):
    module, name, verb = PLANTED[planted]
    monkeypatch.setattr(module, name, nothing)
    keeper = actor_of_name("Nga")
    acts = [act for words, act in deeds(town, keeper) if words.startswith(f"{verb} ")]
    assert any(faults_of(keeper, [act]) for act in acts)
