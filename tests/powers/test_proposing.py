"""Posts with power over who keeps them change hands by two, and nobody does for their other post what is not theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.directory.tests.filling import leading
from baro.kernel.errors import NotPermitted, Refused
from baro.org.actions.founding import Carried, Opening, open_posts
from baro.org.actors import UNLIMITED, Actor
from baro.org.models import Person, PostRank, Proposal, Tenure, TenureKind
from baro.org.people.actions.merging import merge
from baro.org.posts.actions.appointing import appoint, correct_tenure, release
from baro.org.posts.actions.opening import close_post, open_post
from baro.org.powers.actions import proposing
from baro.org.powers.actions.mandating import set_mandate
from baro.org.queries import actor_in, actor_of
from baro.tasks.actions.approving import approve
from baro.tasks.actions.assigning import assign
from baro.tasks.actions.extending import extend
from baro.tasks.actions.working import accept, hand_in
from baro.trail.models import Event, Notice
from tests.organisation.lists import brought
from tests.powers.given import delegated, lightened
from tests.world import SINCE

TODAY = timezone.localdate()
DAY = timedelta(days=1)
BASIS = {"basis": "12-QĐ/TU", "basis_on": TODAY - DAY}


@pytest.fixture
def second(world):
    """Somebody who decides about the organisation beside Ada, and may not sign."""
    decides = Carried("QN", ("org.decide", "org.see"), below=True)
    opening = Opening("QN-BTV", "Thường trực", "Nam Thường Trực", PostRank.STAFF, (decides,))
    open_posts([opening], since=SINCE, by=Actor.system("world"))
    return actor_of(Person.objects.get(name="Nam Thường Trực").pk)


def acting_in(actor, post):
    """The same person in another of their posts."""
    held = Tenure.objects.on(TODAY).filter(person=actor.person_id).select_related("person", "post__unit")
    return actor_in(held.get(post=post), among=list(held))


ALONE = {
    "release": lambda w: release(w.ada.post_id, w.ada.person_id, last=TODAY - DAY, reason="x", by=w.kim),
    "appoint": lambda w: appoint(leading(w, "Phó").pk, w.ben.person_id, since=TODAY, by=w.kim),
    "close": lambda w: close_post(w.ada.post_id, successor=leading(w, "Phó"), reason="x", by=w.kim),
    "correct": lambda w: correct_tenure(
        w.ada.post_id, Tenure.objects.get(post=w.ada.post_id).pk, first=SINCE, last=TODAY - DAY, reason="x", by=w.kim
    ),
    "take powers": lambda w: set_mandate(w.ada.post_id, w.unit("QN-VP"), here=[], below=[], by=w.kim),
    "give powers": lambda w: set_mandate(
        w.post("QN-HL", "Văn thư").pk, w.unit("QN"), here=[], below=["documents.document.sign"], by=w.kim
    ),
    "merge": lambda w: merge(w.fay.person_id, Person.objects.get(pk=w.ada.person_id), reason="x", by=w.kim),
}


@pytest.mark.parametrize("deed", ALONE)
def test_nobody_does_alone_what_touches_a_post_above_their_own(world, deed):
    before = list(Tenure.objects.order_by("pk").values_list("pk", "period", "superseded"))
    with pytest.raises(NotPermitted, match="second person"):
        ALONE[deed](world)
    assert list(Tenure.objects.order_by("pk").values_list("pk", "period", "superseded")) == before


def test_a_post_without_such_powers_takes_one_person(world):
    assert release(world.gus.post_id, world.gus.person_id, last=TODAY - DAY, reason="nghỉ hưu", by=world.kim)


def test_a_new_post_made_like_one_above_is_filled_by_two(world):
    like = open_post(
        world.unit("QN-VP").pk, name="Phó Chánh", rank=PostRank.DEPUTY, since=TODAY, like=world.post("QN-HL", "Bí thư"),
        by=world.kim,
    )  # fmt: skip
    with pytest.raises(NotPermitted, match="second person"):
        appoint(like.pk, world.ben.person_id, since=TODAY, by=world.kim)


def test_a_list_appoints_nobody_above_who_brings_it(world):
    post = leading(world, "Phó Bí thư")
    content = f"person,unit,post,kind,from,to\nBen Chuyên Viên,QN,{post.name},holder,{TODAY:%d/%m/%Y},\n"
    outcome = brought(world, content).outcome
    assert outcome["wrong"] == 1


def test_what_is_proposed_is_done_when_a_second_person_approves(world, second):
    post = leading(world, "Phó Bí thư")
    ben = Person.objects.get(pk=world.ben.person_id)
    proposal = proposing.propose_appointment(
        post, person=ben, name="", kind=TenureKind.HOLDER, since=TODAY, until=None, by=world.kim, **BASIS
    )
    assert Notice.objects.to(second.post_id).filter(subject=f"org.proposal:{proposal.pk}").exists()
    assert not Tenure.objects.filter(post=post).exists()
    proposing.approve_proposal(proposal.pk, by=second)
    assert Tenure.objects.on(TODAY).get(post=post).person == ben
    told = Event.objects.about(post).done("org.post.appoint").get()
    assert (told.person_id, told.facts["basis"]) == (second.person_id, "12-QĐ/TU")


def test_an_end_and_a_mandate_are_done_by_two_as_well(world, second):
    ada = Person.objects.get(pk=world.ada.person_id)
    post, office = world.post("QN", "Bí thư"), world.unit("QN-VP")
    mandate = proposing.propose_mandate(
        post, office, here=["documents.document.sign"], below=[], limited=[], limits=UNLIMITED, by=world.kim, **BASIS
    )
    end = proposing.propose_release(post, person=ada, last=TODAY - DAY, reason="nghỉ hưu", by=world.kim, **BASIS)
    proposing.approve_proposal(mandate.pk, by=second)
    assert [scope.permission for scope in world.ada.scopes if scope.root == office.path] == ["documents.document.sign"]
    proposing.approve_proposal(end.pk, by=second)
    assert not Tenure.objects.on(TODAY).filter(post=post).exists()


def test_who_proposed_does_not_approve_and_nobody_decides_about_themselves(world, second):
    keeping = world.post("QN-VP", "Chuyên viên tổ chức")
    set_mandate(keeping.pk, world.unit("QN-BTV"), here=["org.see"], below=[], by=Actor.system("world"))
    open_posts(
        [Opening("QN-VP", "Kiêm", "", PostRank.STAFF, (Carried("QN", ("org.decide", "org.see"), below=True),))],
        since=SINCE, by=Actor.system("world"),
    )  # fmt: skip
    both = world.post("QN-VP", "Kiêm")
    appoint(both.pk, world.kim.person_id, since=TODAY, by=Actor.system("world"))
    ada = Person.objects.get(pk=world.ada.person_id)
    end = proposing.propose_release(
        world.post("QN", "Bí thư"), person=ada, last=TODAY, reason="x", by=acting_in(world.kim, keeping), **BASIS
    )
    with pytest.raises(NotPermitted, match="You proposed this"):
        proposing.approve_proposal(end.pk, by=acting_in(world.kim, both))
    with pytest.raises(NotPermitted, match="about yourself"):
        proposing.approve_proposal(end.pk, by=world.ada)
    assert Proposal.objects.get().state == "proposed"
    assert list(Proposal.objects.to_decide_by(second)) == [end]
    assert not Proposal.objects.to_decide_by(world.ada).exists()


def test_a_proposal_is_refused_or_withdrawn_with_a_reason_and_nothing_happens(world, second):
    ada, post = Person.objects.get(pk=world.ada.person_id), world.post("QN", "Bí thư")
    facts = {"person": ada, "last": TODAY, "reason": "x", "by": world.kim, **BASIS}
    first = proposing.propose_release(post, **facts)
    with pytest.raises(Refused, match="proposed for the post already"):
        proposing.propose_release(post, **facts)
    assert proposing.refuse_proposal(first.pk, reason="chưa có ý kiến", by=second).state == "refused"
    again = proposing.propose_release(post, **facts)
    assert proposing.withdraw_proposal(again.pk, reason="sai ngày", by=world.kim).state == "withdrawn"
    assert Tenure.objects.on(TODAY + DAY).filter(post=post).exists()


def test_the_forms_of_such_a_post_ask_for_the_basis_and_lead_to_the_proposal(world, second):
    browser, post = world.browser(world.kim), world.post("QN", "Bí thư")
    url = reverse("org.post.release", args=[post.pk])
    assert "a second person decides" in browser.get(url).content.decode()
    typed = {"person": world.ada.person_id, "last": TODAY.isoformat(), "reason": "nghỉ hưu"}
    assert browser.post(url, typed).status_code == 422
    answer = browser.post(url, typed | {"basis": "12-QĐ/TU", "basis_on": TODAY.isoformat()})
    proposal = Proposal.objects.get()
    assert answer["Location"] == proposal.get_absolute_url()
    page = world.browser(second).get(proposal.get_absolute_url()).content.decode()
    assert "Approve" in page
    url = reverse("org.post.set_mandate", args=[post.pk])
    typed = {"here": ["documents.document.sign"]}
    assert browser.post(url, typed).status_code == 422
    answer = browser.post(url, typed | {"basis": "12-QĐ/TU", "basis_on": TODAY.isoformat()})
    assert answer["Location"] == Proposal.objects.latest("pk").get_absolute_url()


def test_what_is_proposed_is_seen_by_who_keeps_and_who_decides_alone(world, second):
    post = leading(world, "Phó Bí thư")
    proposal = proposing.propose_appointment(
        post, person=None, name="Lan Mới", kind=TenureKind.HOLDER, since=TODAY, until=None, by=world.kim, **BASIS
    )
    url = proposal.get_absolute_url()
    assert [world.browser(who).get(url).status_code for who in (world.kim, world.ada, second)] == [200, 200, 200]
    assert [world.browser(who).get(url).status_code for who in (world.chi, world.eve, world.fay)] == [404, 404, 404]


# Nobody does for another of their own posts what they may not do for the one they act in.


def test_nobody_sets_the_mandate_of_their_other_post(world):
    post = world.post("QN-HL", "Phó Bí thư")
    appoint(post.pk, world.kim.person_id, since=TODAY, by=Actor.system("world"))
    kim = acting_in(world.kim, world.post("QN-VP", "Chuyên viên tổ chức"))
    with pytest.raises(NotPermitted, match="their own post"):
        set_mandate(post.pk, world.unit("QN"), here=[], below=["documents.see"], by=kim)


def test_nor_that_of_a_post_that_will_be_theirs(world):
    post = lightened(world.post("QN-HL", "Phó Bí thư"))
    appoint(post.pk, world.kim.person_id, since=TODAY + DAY, by=Actor.system("world"))
    with pytest.raises(NotPermitted, match="their own post"):
        set_mandate(post.pk, world.unit("QN"), here=[], below=["documents.see"], by=world.kim)


def test_nobody_grants_powers_to_their_other_post(world):
    post = world.post("QN-HL", "Phó Bí thư")
    appoint(post.pk, world.ada.person_id, since=TODAY, by=Actor.system("world"))
    with pytest.raises(Refused, match="to their own post"):
        delegated(world, to=("QN-HL", "Phó Bí thư"))


def test_an_owner_does_not_decide_on_their_own_task_in_another_post(world):
    deputy = world.post("QN-HL", "Phó Bí thư")
    appoint(deputy.pk, world.ada.person_id, since=TODAY, by=Actor.system("world"))
    leads = acting_in(world.ada, world.post("QN", "Bí thư"))
    task = assign(
        unit=world.unit("QN-HL"), owner_post=deputy, work="Báo cáo", product="Báo cáo", authority="Bí thư",
        due_on=world.working_day, accountable_post=deputy, by=leads,
    )  # fmt: skip
    with pytest.raises(NotPermitted, match="moves the deadline"):
        extend(task.pk, due_on=world.working_day + 90 * DAY, reason="x", by=leads)
    own = acting_in(world.ada, deputy)
    accept(task.pk, by=own)
    hand_in(task.pk, result="xong", no_evidence="bản giấy", by=own)
    with pytest.raises(NotPermitted, match="their own work"):
        approve(task.pk, by=leads)
