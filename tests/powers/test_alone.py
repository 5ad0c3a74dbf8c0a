"""Every verb about a post, its grants and who holds it asks for a second person, or says why it need not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.directory.tests.filling import leading
from baro.kernel import rulebook
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.verbs import all_verbs
from baro.org.actions.founding import Carried, Opening, open_posts
from baro.org.actors import UNLIMITED, Actor
from baro.org.facts.actions.changing import Told, change_post
from baro.org.jobs import lapse_proposals
from baro.org.models import Account, Person, PostRank, Proposal, Tenure, TenureKind
from baro.org.people.actions.merging import merge
from baro.org.posts.actions.appointing import appoint, correct_tenure, release
from baro.org.posts.actions.opening import close_post
from baro.org.powers.actions import proposing
from baro.org.powers.actions.delegating import revoke
from baro.org.powers.actions.mandating import set_mandate
from baro.org.queries import actor_of
from baro.org.rulebook import SecondPerson
from baro.tasks.actions.assigning import assign
from baro.tasks.actions.extending import extend
from baro.trips.actions.asking import approve
from baro.trips.models import Trip
from baro.trips.tests.filling import powers, trip
from baro.trips.web.waiting import to_decide
from tests.powers.given import by_two, delegated, lightened
from tests.world import SINCE

TODAY = timezone.localdate()
DAY = timedelta(days=1)
BASIS = {"basis": "12-QĐ/TU", "basis_on": TODAY - DAY}
SYSTEM = Actor.system("world")


def tenure_of(w):
    return Tenure.objects.get(post=w.ada.post_id)


# Kim keeps the organisation; Ada leads the province, and signs, instructs and decides, which Kim does not.
ASKED = {
    "org.post.appoint": lambda w: appoint(leading(w, "Phó").pk, w.ben.person_id, since=TODAY, by=w.kim),
    "org.post.appoint_acting": lambda w: appoint(
        w.ada.post_id, w.ben.person_id, since=TODAY, kind=TenureKind.ACTING, by=w.kim
    ),
    "org.post.release": lambda w: release(w.ada.post_id, w.ada.person_id, last=TODAY, reason="x", by=w.kim),
    "org.post.correct_tenure": lambda w: correct_tenure(
        w.ada.post_id, tenure_of(w).pk, first=SINCE, last=TODAY - DAY, reason="x", by=w.kim
    ),
    "org.post.change": lambda w: change_post(w.ada.post_id, Told({"rank": "staff"}, TODAY), reason="x", by=w.kim),
    "org.post.correct": lambda w: change_post(w.ada.post_id, Told({"name": "Khác"}, None), reason="x", by=w.kim),
    "org.post.close": lambda w: close_post(w.ada.post_id, successor=leading(w, "Phó"), reason="x", by=w.kim),
    "org.post.set_mandate": lambda w: set_mandate(w.ada.post_id, w.unit("QN"), here=[], below=[], by=w.kim),
    "org.delegation.revoke": lambda w: revoke(delegated(w).pk, reason="x", by=w.kim),
}
NOT_ASKED = {
    "org.post.open": "nobody holds a new post; who is to hold it is asked when they are appointed",
    "org.post.count_as": "what a post is counted as gives and takes no power",
    "org.post.take_effect": "the system alone, for what was asked when it was recorded",
    "org.delegation.give": "nobody grants what their own post does not have",
    "org.delegation.report": "words of who was granted something",
}


def test_every_verb_about_a_post_or_a_grant_asks_or_has_a_reason():
    about = {verb.code for verb in all_verbs() if verb.record in ("org.post", "org.delegation")}
    assert about == ASKED.keys() | NOT_ASKED.keys()


@pytest.mark.parametrize("verb", ASKED)
def test_it_is_not_done_alone_to_a_post_with_powers_that_the_keeper_lacks(world, verb):
    with pytest.raises(NotPermitted, match="second person"):
        ASKED[verb](world)


def test_buttons_of_what_nobody_can_propose_are_not_offered_there(world):
    page = world.browser(world.kim).get(world.post("QN", "Bí thư").get_absolute_url()).content.decode()
    assert reverse("org.post.release", args=[world.ada.post_id]) in page, "a form that proposes"
    assert reverse("org.post.close", args=[world.ada.post_id]) not in page


# A power that came by a grant counts as well: in force, to come, or asleep.


@pytest.mark.parametrize("terms", [{}, {"first": TODAY + DAY}, {"only_in_absence": True}])
def test_nobody_is_put_alone_into_a_post_to_which_powers_were_granted(world, terms):
    delegated(world, to=("QN-VP", "Chuyên viên"), unit="QN", permissions=["org.decide"], **terms)
    release_ben = {"last": TODAY - DAY, "reason": "x"}
    with pytest.raises(NotPermitted, match="second person"):
        release(world.ben.post_id, world.ben.person_id, by=world.kim, **release_ben)
    release(world.ben.post_id, world.ben.person_id, by=by_two(world), **release_ben)
    with pytest.raises(NotPermitted, match="second person"):
        appoint(world.post("QN-VP", "Chuyên viên").pk, world.fay.person_id, since=TODAY, by=world.kim)


# Who decides owes it to nobody who proposed.


def end_of_clo(world):
    clo = Person.objects.get(pk=world.clo.person_id)
    return proposing.propose_release(
        world.post("QN-VP", "Văn thư"), person=clo, last=TODAY, reason="x", by=world.kim, **BASIS
    )


def a_decider(world, by):
    """Somebody whom the actor appoints to a post that decides about the organisation."""
    decides = Carried("QN", ("org.decide", "org.see"), below=True)
    (post,) = open_posts([Opening("QN-BTV", "Thường trực", "", PostRank.STAFF, (decides,))], since=SINCE, by=SYSTEM)
    person = Person.objects.create(name="Nam Thường Trực")
    appoint(post.pk, person.pk, since=TODAY, by=by)
    return actor_of(person.pk)


def kim_decides(world):
    below = ["org.see", "org.organise", "org.decide"]
    set_mandate(world.kim.post_id, world.unit("QN"), here=[], below=below, by=SYSTEM)


def owed_by_appointment(world):
    kim_decides(world)
    return a_decider(world, by=world.kim)


def owed_by_mandate(world):
    decider = a_decider(world, by=SYSTEM)
    kim_decides(world)
    set_mandate(decider.post_id, world.unit("QN-HL"), here=["org.decide"], below=[], by=world.kim)
    return actor_of(decider.person_id)


def owed_by_grant(world):
    kim_decides(world)
    delegated(world, delegator="kim", to=("QN-VP", "Chuyên viên"), unit="QN-VP", permissions=["org.decide", "org.see"])
    return world.ben


@pytest.mark.parametrize("owed", [owed_by_appointment, owed_by_mandate, owed_by_grant])
def test_nobody_approves_for_who_let_them_decide(world, owed):
    decider, proposal = owed(world), end_of_clo(world)
    assert not Proposal.objects.to_decide_by(decider).exists()
    with pytest.raises(NotPermitted, match="You owe it to who proposed this"):
        proposing.approve_proposal(proposal.pk, by=decider)
    assert list(Proposal.objects.to_decide_by(world.ada)) == [proposal]
    assert proposing.approve_proposal(proposal.pk, by=world.ada).state == "approved"


# A proposal does not outlive the power of who made it, nor the days to decide.


def test_what_was_proposed_by_who_left_is_not_done(world):
    proposal = end_of_clo(world)
    release(world.kim.post_id, world.kim.person_id, last=TODAY - DAY, reason="x", by=SYSTEM)
    with pytest.raises(Refused, match="Kim Tổ Chức proposed this and may do so no more"):
        proposing.approve_proposal(proposal.pk, by=world.ada)
    assert Tenure.objects.on(TODAY + DAY).filter(person=world.clo.person_id).exists()
    assert proposing.refuse_proposal(proposal.pk, reason="x", by=world.ada).state == "refused"


def test_nor_a_mandate_that_reaches_further_than_who_proposed_it_does_now(world):
    proposal = proposing.propose_mandate(
        world.post("QN-HL", "Văn thư"), world.unit("QN-HL"), here=["documents.document.sign"], below=[], limited=[],
        limits=UNLIMITED, by=world.kim, **BASIS,
    )  # fmt: skip
    kept = world.kim.post_id
    set_mandate(kept, world.unit("QN"), here=["org.see", "org.organise"], below=["org.see"], by=SYSTEM)
    with pytest.raises(Refused, match="may do so no more"):
        proposing.approve_proposal(proposal.pk, by=world.ada)


def test_a_proposal_about_which_nobody_decides_lapses_and_can_be_made_again(world):
    proposal, night = end_of_clo(world), int(timezone.now().timestamp())
    assert proposal.last == TODAY + rulebook.today(SecondPerson).days_to_decide * DAY
    Proposal.objects.update(last=TODAY)
    lapse_proposals(timestamp=night)
    assert list(Proposal.objects.to_decide_by(world.ada)) == [proposal], "the last day is within"
    Proposal.objects.update(last=TODAY - DAY)
    assert not Proposal.objects.to_decide_by(world.ada).exists()
    with pytest.raises(Refused, match="last day to decide"):
        proposing.approve_proposal(proposal.pk, by=world.ada)
    lapse_proposals(timestamp=night)
    proposal.refresh_from_db()
    assert proposal.state == "lapsed"
    assert end_of_clo(world).state == "proposed"


# Nobody comes by the work of others as the one who answers for their post.


def test_nobody_closes_a_post_into_their_own_or_closes_their_own(world):
    own, other = world.post("QN-VP", "Chuyên viên tổ chức"), world.post("QN-VP", "Chuyên viên")
    for post, successor in ((other, own), (own, other)):
        with pytest.raises(NotPermitted, match="Nobody changes their own post"):
            close_post(post.pk, successor=successor, reason="x", by=world.kim)
    later = world.post("QN-VP", "Văn thư")
    appoint(later.pk, world.kim.person_id, since=TODAY + DAY, kind=TenureKind.ACTING, by=SYSTEM)
    with pytest.raises(NotPermitted, match="Nobody changes their own post"):
        close_post(other.pk, successor=later, reason="x", by=world.kim)


def test_who_answers_for_a_closed_post_has_not_given_its_task_to_themselves(world):
    """Eve gave the deputy a task; the deputy's post is closed into hers, so that she is its owner and its assigner."""
    deputy = lightened(world.post("QN-HL", "Phó Bí thư"))
    appoint(deputy.pk, name="Lan Phó", since=TODAY, by=world.kim)
    facts = {"unit": world.unit("QN-HL"), "work": "Báo cáo", "product": "Báo cáo", "authority": "Bí thư"}
    given = assign(owner_post=deputy, accountable_post=deputy, due_on=world.working_day, by=world.ada, **facts)
    type(given).objects.filter(pk=given.pk).update(assigner_post=world.eve.post_id, assigner_unit=world.unit("QN-HL"))
    close_post(deputy.pk, successor=world.post("QN-HL", "Bí thư"), reason="x", by=world.kim)
    given.refresh_from_db()
    assert given.owner_post_id == given.assigner_post_id == world.eve.post_id
    with pytest.raises(NotPermitted, match="moves the deadline"):
        extend(given.pk, due_on=world.working_day + 90 * DAY, reason="x", by=world.eve)


def test_what_somebody_gave_to_themselves_stays_in_their_hands(world):
    post = world.post("QN-HL", "Bí thư")
    own = assign(
        unit=world.unit("QN-HL"), owner_post=post, work="Báo cáo", product="Báo cáo", authority="Bí thư",
        due_on=world.working_day, accountable_post=post, by=world.eve,
    )  # fmt: skip
    assert extend(own.pk, due_on=world.working_day + DAY, reason="x", by=world.eve).due_on == world.working_day + DAY


def test_who_asked_for_a_trip_does_not_decide_about_it_in_their_next_post(world):
    powers(world)
    gus, eve = world.gus, world.eve
    asked = trip(world)
    release(gus.post_id, gus.person_id, last=TODAY - DAY, reason="x", by=world.kim)
    release(eve.post_id, eve.person_id, last=TODAY - DAY, reason="x", by=by_two(world))
    appoint(eve.post_id, gus.person_id, since=TODAY, by=by_two(world))
    heads = actor_of(gus.person_id)
    assert heads.post_id == eve.post_id
    assert not to_decide(heads).exists()
    with pytest.raises(NotPermitted, match="your own trip"):
        approve(asked.pk, by=heads)
    assert Trip.objects.get().state == "requested"


# A merging appoints nobody.


@pytest.fixture
def two(world):
    """Ben, who holds a post, and a second record who holds none."""
    return Person.objects.get(pk=world.ben.person_id), Person.objects.create(name="Ben Chuyên Viên")


def test_no_account_comes_by_a_post_through_a_merging(world, two):
    ben, other = two
    account = Account.objects.create_user("thao", person=other)
    for stays, goes in ((ben, other), (other, ben)):
        with pytest.raises(Refused, match="The account thao would come by “Chuyên viên, Văn phòng Tỉnh ủy”"):
            merge(stays.pk, goes, reason="x", by=world.kim)
    account.refresh_from_db()
    assert account.person == other
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert merge(ben.pk, other, reason="x", by=world.kim).account.username == "thao"


def test_two_who_both_hold_posts_are_not_merged(world, two):
    ben, other = two
    appoint(world.post("QN-HL", "Văn thư").pk, other.pk, since=TODAY + DAY, kind=TenureKind.ACTING, by=world.kim)
    with pytest.raises(Refused, match="Both hold a post today or later"):
        merge(ben.pk, other, reason="x", by=world.kim)


def test_a_sign_in_of_the_duplicate_ends_with_the_merging(world, two):
    ben, other = two
    post = world.post("QN-VP", "Chuyên viên")
    release(post.pk, ben.pk, last=TODAY - DAY, reason="x", by=world.kim)
    appoint(post.pk, other.pk, since=TODAY, by=world.kim)
    open_page = world.browser(actor_of(other.pk))
    assert open_page.get(reverse("org.units")).status_code == 200
    merge(ben.pk, other, reason="x", by=world.kim)
    assert open_page.get(reverse("org.units")).status_code == 302, "signed out"
    assert Account.objects.get(person=ben).is_active


def test_nobody_who_left_comes_back_into_a_post_above_by_a_merging(world):
    ada, other = Person.objects.get(pk=world.ada.person_id), Person.objects.create(name="Ada Bí Thư")
    with pytest.raises(NotPermitted, match="second person"):
        merge(other.pk, ada, reason="x", by=world.kim)
