"""Handovers: drafted by itself, signed by both; the old holder changes nothing more, the new one finds everything."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from baro.documents.models import Document
from baro.documents.verbs import REVISE
from baro.kernel.decisions import ask
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.verbs import all_verbs
from baro.org.actors import Actor
from baro.org.handovers.actions.handing_over import hand_over, take_over
from baro.org.models import Account, Handover, Person, Post, Tenure, TenureKind
from baro.org.posts.actions.appointing import appoint, correct_tenure, release
from baro.org.queries import actor_in, actor_of, tenures_of
from baro.tasks.actions.working import accept
from baro.tasks.models import Task
from baro.trail.models import Event, Notice
from baro.ui.counts.waiting import counts_of
from tests.organisation.test_checks import given
from tests.powers.given import by_two

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def left(world, *, last=TODAY - DAY):
    """Eve has left Hà Lầm; her task stays with the post."""
    task, eve = given(world), world.eve
    release(eve.post_id, eve.person_id, last=last, reason="nghỉ hưu", by=by_two(world))
    return task, eve, Handover.objects.get(post=eve.post_id)


def followed(world, **when):
    """Ivy follows Eve."""
    task, eve, handover = left(world, **when)
    ivy = Person.objects.create(name="Ivy Mới")
    appoint(eve.post_id, ivy.pk, since=handover.day, by=by_two(world))
    handover.refresh_from_db()
    return task, eve, ivy, handover


def bens_draft(world):
    """A draft of Ben, who has left."""
    draft, ben = world.drafted(), world.ben
    Document.objects.filter(pk=draft.pk).update(drafter=ben.person_id, drafter_post=ben.post_id)
    release(ben.post_id, ben.person_id, last=TODAY - DAY, reason="điều động", by=by_two(world))
    return Document.objects.select_related("unit").get(pk=draft.pk), ben


def test_a_release_drafts_what_hangs_on_the_post(world):
    draft, ben = bens_draft(world)
    handover = Handover.objects.get(from_person=ben.person_id)
    assert (handover.day, handover.state, handover.to_person) == (TODAY, "draft", None)
    items = [(item["kind"], item["record"]) for item in handover.items]
    assert items == [("documents.drafts", f"documents.document:{draft.pk}")]
    assert Notice.objects.filter(post_id=ben.post_id, reason="decide").exists()


def test_the_successor_is_named_in_it(world):
    _task, _eve, ivy, handover = followed(world)
    assert handover.to_person == ivy
    assert Event.objects.about(handover)[0].verb_code == "org.post.appoint"


def test_a_successor_of_somebody_whose_tenure_ran_out_gets_one_too(world):
    post, gone = world.post("QN-HL", "Phó Bí thư"), Person.objects.create(name="Old Cũ")
    appoint(post.pk, gone.pk, since=TODAY - 30 * DAY, until=TODAY - 2 * DAY, by=by_two(world))
    appoint(post.pk, world.ben.person_id, since=TODAY, by=by_two(world))
    handover = Handover.objects.get(post=post)
    assert (handover.from_person, handover.day) == (gone, TODAY - DAY)


def test_who_acts_for_a_while_takes_nothing_over(world):
    _task, eve, handover = left(world)
    appoint(eve.post_id, world.gus.person_id, since=TODAY, kind=TenureKind.ACTING, by=by_two(world))
    handover.refresh_from_db()
    assert handover.to_person is None


def test_an_end_that_comes_earlier_moves_the_handover(world):
    _task, eve, handover = left(world, last=TODAY + 10 * DAY)
    release(eve.post_id, eve.person_id, last=TODAY, reason="sớm hơn", by=by_two(world))
    handover.refresh_from_db()
    assert (handover.day, Handover.objects.count()) == (TODAY + DAY, 1)


def corrected(world, eve, *, last):
    """The days of Eve's tenure are put right."""
    tenure = Tenure.objects.current().get(post=eve.post_id, person=eve.person_id)
    first = tenure.period.lower
    correct_tenure(eve.post_id, tenure.pk, first=first, last=last, reason="Quyết định 5", by=by_two(world))


def sentence_for(post_id):
    """What the trail of the post tells of withdrawn signatures."""
    return [
        one.sentence
        for one in Event.objects.about(Post.objects.get(pk=post_id)).done("org.handover.withdraw_signature")
    ]


@pytest.mark.parametrize("signed", [False, True], ids=["a draft", "signed by who leaves"])
def test_who_does_not_leave_after_all_hands_nothing_over(world, signed):
    _task, eve, handover = left(world, last=TODAY)
    if signed:
        hand_over(handover.pk, remark="", by=eve)
    corrected(world, eve, last=None)
    assert not Handover.objects.exists()
    assert not Notice.objects.unread().filter(subject=f"org.handover:{handover.pk}").exists()
    assert len(sentence_for(eve.post_id)) == signed, "what was signed does not vanish without trace"
    assert all("The signature of Eve" in sentence for sentence in sentence_for(eve.post_id))
    release(eve.post_id, eve.person_id, last=TODAY, reason="nghỉ hưu", by=by_two(world))
    assert Handover.objects.get().state == "draft", "leaving in the end, she hands over as if for the first time"


@pytest.mark.parametrize("signed", [False, True], ids=["a draft", "signed by who leaves"])
def test_a_corrected_end_takes_the_handover_along_to_be_signed_anew(world, signed):
    _task, eve, handover = left(world, last=TODAY)
    if signed:
        hand_over(handover.pk, remark="", by=eve)
    corrected(world, eve, last=TODAY + 10 * DAY)
    handover.refresh_from_db()
    assert (handover.day, handover.state) == (TODAY + 11 * DAY, "draft")
    assert len(sentence_for(eve.post_id)) == signed
    asked = Notice.objects.unread().filter(post_id=eve.post_id, event__verb_code="org.handover.withdraw_signature")
    assert asked.exists() == signed, "who leaves is asked to sign again"


def test_a_corrected_beginning_leaves_the_handover_as_it_is(world):
    _task, eve, handover = left(world, last=TODAY)
    hand_over(handover.pk, remark="", by=eve)
    tenure = Tenure.objects.current().get(post=eve.post_id, person=eve.person_id)
    first = tenure.period.lower + DAY
    correct_tenure(eve.post_id, tenure.pk, first=first, last=TODAY, reason="Quyết định 5", by=by_two(world))
    handover.refresh_from_db()
    assert (handover.day, handover.state) == (TODAY + DAY, "handed")


def test_what_both_signed_stays_signed(world):
    _task, eve, handover = left(world)
    Handover.objects.filter(pk=handover.pk).update(state="taken")
    corrected(world, eve, last=TODAY - 2 * DAY)
    handover.refresh_from_db()
    assert (handover.day, handover.state) == (TODAY, "taken")


@pytest.mark.parametrize("signed", [False, True], ids=["a draft", "signed by who leaves"])
def test_who_is_appointed_again_hands_nothing_over(world, signed):
    _task, eve, handover = left(world, last=TODAY)
    if signed:
        hand_over(handover.pk, remark="", by=eve)
    appoint(eve.post_id, eve.person_id, since=handover.day, by=by_two(world))
    assert not Handover.objects.exists()
    assert len(sentence_for(eve.post_id)) == signed


def test_both_sign_and_a_difference_goes_to_the_head_above(world):
    _task, _eve, ivy, handover = followed(world)
    hand_over(handover.pk, remark="Đã nghỉ, phòng tổ chức ký thay", by=world.kim)
    take_over(handover.pk, remark="Thiếu một hồ sơ", by=actor_of(ivy.pk))
    handover.refresh_from_db()
    assert (handover.state, handover.taker_remark) == ("taken", "Thiếu một hồ sơ")
    assert Notice.objects.filter(post_id=world.ada.post_id, title=str(handover)).exists()
    with pytest.raises(Refused, match="not possible any more"):
        take_over(handover.pk, remark="", by=actor_of(ivy.pk))


def test_who_takes_over_reads_the_remark_before_signing(world):
    _task, eve, handover = left(world)
    appoint(eve.post_id, world.gus.person_id, since=TODAY, by=by_two(world))
    hand_over(handover.pk, remark="Con dấu gửi tại Văn phòng", by=world.kim)
    page = world.browser(world.gus).get(reverse("org.handover.take_over", args=[handover.pk]))
    assert "Con dấu gửi tại Văn phòng" in page.text


def test_the_one_who_leaves_signs_while_still_there(world):
    _task, eve, handover = left(world, last=TODAY)
    more = given(world)
    client = world.browser(eve)
    assert client.get(reverse("org.handover", args=[handover.pk])).status_code == 200
    client.post(reverse("org.handover.hand_over", args=[handover.pk]), {"remark": "Chìa khóa ở văn thư"})
    handover.refresh_from_db()
    assert (handover.state, handover.giver_remark) == ("handed", "Chìa khóa ở văn thư")
    assert f"tasks.task:{more.pk}" in [item["record"] for item in handover.items], "listed anew when signed"


def test_before_the_last_day_in_the_post_nobody_signs_because_more_may_come(world):
    _task, eve, handover = left(world, last=TODAY + DAY)
    with pytest.raises(Refused, match="the last day in the post") as refusal:
        hand_over(handover.pk, remark="", by=eve)
    assert date_format(TODAY + DAY, "SHORT_DATE_FORMAT") in str(refusal.value)
    assert not isinstance(refusal.value, NotPermitted)
    shown = world.browser(eve).get(handover.get_absolute_url())
    assert "the last day in the post" in shown.text, "the page says from when on"


def test_who_signs_in_place_of_who_left_is_told_so_before_and_after(world):
    _task, eve, handover = left(world)
    client, url = world.browser(world.kim), reverse("org.handover.hand_over", args=[handover.pk])
    name = handover.from_person.name
    assert f"You sign in place of {name}, who holds no post today." in client.get(url).text
    client.post(url, {"remark": ""})
    assert (
        f"{world.kim.title} signed in place of {name} for handing over (things listed: 1)"
        in client.get(handover.get_absolute_url()).text
    )
    assert Event.objects.about(Post.objects.get(pk=eve.post_id))[0].verb_code == "org.handover.hand_over_for"


def test_who_signs_for_themselves_reads_of_nobody_else(world):
    _task, eve, handover = left(world, last=TODAY)
    assert "in place of" not in world.browser(eve).get(reverse("org.handover.hand_over", args=[handover.pk])).text
    hand_over(handover.pk, remark="", by=eve)
    assert Event.objects.about(handover)[0].sentence == f"{eve.title} signed for handing over (things listed: 1)"


def permissions(world, who):
    """What “My work” tells of handovers: the page, and the card of them."""
    page = world.browser(who).get(reverse("ui.my_work"))
    return page, next((card for card in page.context["cards"] if str(card.label) == "Handovers"), None)


def test_a_handover_stands_among_the_permissions_of_who_has_to_sign_with_its_day(world):
    _task, eve, handover = left(world, last=TODAY)
    appoint(eve.post_id, world.ben.person_id, since=handover.day, by=by_two(world))
    assert permissions(world, world.ben)[1] is None, "who leaves signs first"
    page, card = permissions(world, eve)
    assert (card.count, card.tone) == (1, "info")
    assert world.browser(eve).get(card.url).context["list"].count == 1
    assert handover.get_absolute_url() in page.text
    assert f"Sign for handing over {handover.post}" in page.text
    assert f'datetime="{handover.day.isoformat()}"' in page.text
    hand_over(handover.pk, remark="", by=eve)
    assert permissions(world, eve)[1] is None
    page, card = permissions(world, world.ben)
    assert f"Sign for taking over {handover.post}" in page.text
    assert world.browser(world.ben).get(card.url).context["list"].count == 1
    take_over(handover.pk, remark="", by=world.ben)
    assert permissions(world, world.ben)[1] is None


def test_what_cannot_be_signed_yet_is_no_permission_and_what_is_late_is_marked(world):
    _task, eve, handover = left(world, last=TODAY + DAY)
    assert permissions(world, eve)[1] is None
    Handover.objects.filter(pk=handover.pk).update(day=TODAY - DAY)
    page, card = permissions(world, eve)
    assert card.tone == "bad"
    assert "the day has passed" in page.text


def test_nobody_else_signs(world):
    _task, eve, _ivy, handover = followed(world, last=TODAY)
    with pytest.raises(NotPermitted, match="Only who leaves"):
        hand_over(handover.pk, remark="", by=world.kim)
    with pytest.raises(NotPermitted, match="Only who follows"):
        take_over(handover.pk, remark="", by=eve)
    with pytest.raises(Http404):
        hand_over(handover.pk, remark="", by=world.dov)


def test_before_somebody_follows_nobody_takes_over(world):
    _task, eve, handover = left(world, last=TODAY)
    hand_over(handover.pk, remark="", by=eve)
    with pytest.raises(Refused, match="Nobody has been appointed"):
        take_over(handover.pk, remark="", by=world.kim)


def test_the_successor_begins_with_a_full_inbox(world):
    task, _eve, ivy, _handover = followed(world)
    assert counts_of([actor_of(ivy.pk)], TODAY)[0]["tasks.to_accept"] == 1
    assert Notice.objects.to(task.owner_post_id).exists(), "what was told to the post is the successor's to read"
    assert accept(task.pk, by=actor_of(ivy.pk)).state == "underway"


def test_the_old_holder_has_no_post_to_act_in(world):
    world.browser(world.eve)
    _task, eve, _handover = left(world)
    account = Account.objects.get(person=eve.person_id)
    assert tenures_of(account, TODAY) == []
    assert len(tenures_of(account, TODAY - DAY)) == 1


def test_who_left_and_holds_no_post_reads_who_signs_for_them_and_can_sign_out(world):
    client = world.browser(world.eve)
    _task, _eve, handover = left(world)
    answer = client.get(handover.get_absolute_url())
    unit = world.unit("QN-HL")
    assert answer.status_code == 403
    said = "You hold no post today; who keeps the organisation of %s signs your handover of “%s” for you."
    assert said % (unit, handover.post) in answer.text
    page = answer.text.partition('<div class="empty-state">')[2].partition("</main>")[0]
    assert reverse("account_logout") in page
    assert 'href="/"' not in page, "the start would say the same"
    hand_over(handover.pk, remark="", by=world.kim)
    assert "signs your handover" not in client.get("/").text, "nothing is left to be signed for her"


def everything():
    """Every record of a part with every verb of that part."""
    posts = list(Post.objects.select_related("unit__parent"))
    kept = [*posts, *(post.unit for post in posts), *Handover.objects.select_related("post__unit")]
    records = {"tasks": Task.objects.all(), "documents": Document.objects.all(), "org": kept}
    return [(verb, record) for verb in CHANGES for record in records.get(verb.code.split(".")[0], [])]


NOTHING_CHANGES = {  # reading, a question, and the handover itself
    *("documents.document.read", "tasks.task.comment"),
    *("org.handover.hand_over", "org.handover.hand_over_for"),
}
CHANGES = [verb for verb in all_verbs() if verb.code not in NOTHING_CHANGES]


@pytest.mark.parametrize("elsewhere", [False, True], ids=["without a post", "in another post"])
def test_from_that_day_the_old_holder_changes_nothing(world, elsewhere):
    """By every policy of the house, over every record; only the handover itself can still be signed by who left."""
    world.instructed()
    _draft, ben = bens_draft(world)
    followed(world)
    actor = Actor.nobody()
    if elsewhere:
        post = Post.objects.create(unit=world.unit("QN-CX"), name="Cán bộ", rank="staff")
        tenure = Tenure(person=Person.objects.get(pk=ben.person_id), post=post)
        actor = actor_in(tenure, among=[tenure])
    for verb, record in everything():
        try:
            decision = ask(actor, verb, record)
        except (AttributeError, TypeError, ValueError):
            continue  # the policy speaks of another kind of record
        assert not decision, f"{verb} on {record!r} is still open to who left"
    assert not Task.objects.visible_to(actor).exists()
    assert not Document.objects.visible_to(actor).exists()


def test_the_new_holder_goes_on_with_the_drafts(world):
    draft, ben = bens_draft(world)
    ivy = Person.objects.create(name="Ivy Mới")
    appoint(ben.post_id, ivy.pk, since=TODAY, by=by_two(world))
    assert ask(actor_of(ivy.pk), REVISE, draft)


def test_titles_are_shown_only_to_who_sees_the_things(world):
    left(world)
    url = reverse("org.handover", args=[Handover.objects.get().pk])
    keeper = world.browser(world.kim).get(url)
    assert [(pile.count, pile.hidden) for pile in keeper.context["piles"]] == [(1, 1)]
    assert "Lập danh sách" not in keeper.text
    assert "Lập danh sách" in world.browser(world.ada).get(url).text
    assert world.browser(world.dov).get(url).status_code == 404


def test_the_list_holds_those_of_ones_units(world):
    left(world)
    assert world.browser(world.kim).get(reverse("org.handovers"), {"q": "eve"}).context["list"].count == 1
    assert world.browser(world.dov).get(reverse("org.handovers")).context["list"].count == 0
