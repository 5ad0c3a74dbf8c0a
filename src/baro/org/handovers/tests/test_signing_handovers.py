"""Who signs a handover with two posts in hand: they read all of it, and sign in the post that changes hands."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from baro.org.handovers.actions.handing_over import hand_over, take_over
from baro.org.models import Account, Handover, Post
from baro.org.posts.actions.appointing import appoint, release
from baro.org.queries import actors_of
from baro.trail.models import Event
from tests.organisation.test_checks import given
from tests.powers.given import by_two

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def in_post(person_id, post):
    """The person while they act in one of their posts."""
    return next(actor for actor in actors_of(person_id) if actor.post_id == post.pk)


def two_posts(world):
    """Eve, whose last day in Hà Lầm is today, holds a post in Cao Xanh as well and acts in that one."""
    given(world)
    eve = world.eve
    other = Post.objects.create(unit=world.unit("QN-CX"), name="Cán bộ", rank="staff")
    appoint(other.pk, eve.person_id, since=TODAY, by=by_two(world))
    release(eve.post_id, eve.person_id, last=TODAY, reason="điều động", by=by_two(world))
    client = world.browser(eve)
    Account.objects.filter(person=eve.person_id).update(acting_post=other)
    return client, eve, other, Handover.objects.get(post=eve.post_id)


def last_signed(handover):
    """The post and the words of the last signature in the trail."""
    event = Event.objects.about(handover)[0]
    return event.post_id, event.facts["actor"]


def test_who_leaves_reads_everything_before_signing_whichever_post_they_act_in(world):
    client, _eve, _other, handover = two_posts(world)
    for page in ("org.handover", "org.handover.hand_over"):
        answer = client.get(reverse(page, args=[handover.pk]))
        (pile,) = answer.context["piles"]
        assert (len(pile.shown), pile.hidden) == (1, 0)
        assert "Lập danh sách" in answer.text
        assert pile.shown[0][1] == "", "in this post the task cannot be opened"
        assert "that you do not see" not in answer.text


def test_the_page_leads_to_the_post_only_where_it_may_be_opened(world):
    client, _eve, _other, handover = two_posts(world)
    link = f'href="{handover.post.get_absolute_url()}"'
    assert link not in client.get(handover.get_absolute_url()).text, "in the other post it is out of sight"
    assert str(handover.post) in client.get(handover.get_absolute_url()).text
    assert link in world.browser(world.kim).get(handover.get_absolute_url()).text


def test_who_leaves_signs_in_the_post_that_they_still_hold(world):
    client, eve, _other, handover = two_posts(world)
    url = reverse("org.handover.hand_over", args=[handover.pk])
    assert f"You sign as {eve.title}" in client.get(url).text
    client.post(url, {"remark": ""})
    assert last_signed(handover) == (eve.post_id, eve.title)
    event = Event.objects.about(handover)[0]
    assert event.request_id is not None
    assert event.verb_code == "org.handover.hand_over"


def test_who_has_left_the_post_signs_in_the_one_that_they_hold(world):
    _client, eve, other, handover = two_posts(world)
    release(eve.post_id, eve.person_id, last=TODAY - DAY, reason="sớm hơn", by=by_two(world))
    handover.refresh_from_db()
    actor = in_post(eve.person_id, other)
    hand_over(handover.pk, remark="", by=actor)
    assert last_signed(handover) == (other.pk, actor.title)


def test_who_follows_reads_everything_and_signs_in_the_post_taken_over(world):
    given(world)
    eve, gus = world.eve, world.gus
    release(eve.post_id, eve.person_id, last=TODAY - DAY, reason="nghỉ hưu", by=by_two(world))
    client = world.browser(gus)
    appoint(eve.post_id, gus.person_id, since=TODAY, by=by_two(world))
    Account.objects.filter(person=gus.person_id).update(acting_post=gus.post_id)
    handover = Handover.objects.get(post=eve.post_id)
    hand_over(handover.pk, remark="", by=world.kim)
    url = reverse("org.handover.take_over", args=[handover.pk])
    page = client.get(url)
    signer = in_post(gus.person_id, world.post("QN-HL", "Bí thư"))
    assert [pile.hidden for pile in page.context["piles"]] == [0]
    assert f"You sign as {signer.title}" in page.text
    client.post(url, {"remark": ""})
    assert last_signed(handover) == (eve.post_id, signer.title)


def test_who_follows_later_signs_in_the_post_held_today(world):
    given(world)
    eve, gus = world.eve, world.gus
    release(eve.post_id, eve.person_id, last=TODAY, reason="nghỉ hưu", by=by_two(world))
    appoint(eve.post_id, gus.person_id, since=TODAY + DAY, by=by_two(world))
    handover = Handover.objects.get(post=eve.post_id)
    hand_over(handover.pk, remark="", by=eve)
    take_over(handover.pk, remark="", by=gus)
    assert last_signed(handover) == (gus.post_id, gus.title)


def test_who_signs_in_place_of_somebody_signs_as_they_are(world):
    given(world)
    eve, kim = world.eve, world.kim
    release(eve.post_id, eve.person_id, last=TODAY - DAY, reason="nghỉ hưu", by=by_two(world))
    handover = Handover.objects.get(post=eve.post_id)
    hand_over(handover.pk, remark="", by=kim)
    assert last_signed(handover) == (kim.post_id, kim.title)
