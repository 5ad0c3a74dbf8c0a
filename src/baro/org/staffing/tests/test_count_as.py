"""Saying what posts are counted as: one or many, from a day on, as the rulebook of that day knows it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.kernel.errors import Refused
from baro.org.models import Post, PostFacts
from baro.org.posts.actions.opening import count_as
from baro.trail.models import Event

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def kinds_over_time(post):
    facts = PostFacts.objects.current().filter(post=post).order_by("period")
    return [(one.quota, one.period.lower, one.period.upper) for one in facts]


def test_a_post_is_counted_from_a_day_on(world):
    post = world.post("QN-HL", "Văn thư")
    begun = PostFacts.objects.get(post=post).period.lower
    url = reverse("org.post.count_as", args=[post.pk])
    answer = world.browser(world.kim).post(url, {"kind": "civil_servant", "since": TODAY})
    assert answer["Location"] == post.get_absolute_url()
    assert kinds_over_time(post) == [("", begun, TODAY), ("civil_servant", TODAY, None)]
    assert "counted the post as Civil servants from" in Event.objects.about(post)[0].sentence
    assert "Civil servants" in world.browser(world.kim).get(post.get_absolute_url()).text


def test_many_ticked_posts_are_counted_at_once(world):
    posts = [world.post("QN-HL", "Văn thư"), world.post("QN-CX", "Văn thư")]
    client, url = world.browser(world.kim), reverse("org.post.count_as.many")
    typed = {"ids": [post.pk for post in posts], "sure": "1", "kind": "cadre", "since": TODAY}
    assert client.post(url, typed).status_code == 302
    assert set(Post.objects.filter(quota="cadre")) == set(posts)


def test_a_post_that_was_opened_later_is_left_alone_and_the_page_says_why(world):
    post = world.post("QN-HL", "Văn thư")
    PostFacts.objects.filter(post=post).update(period=(TODAY - DAY, None))
    (refusal,) = count_as([post.pk], kind="cadre", since=TODAY - 2 * DAY, by=world.kim).refused
    assert "choose a later one" in refusal.sentence
    assert Post.objects.get(pk=post.pk).quota == ""
    url = reverse("org.post.count_as", args=[post.pk])
    answer = world.browser(world.kim).post(url, {"kind": "cadre", "since": TODAY - 2 * DAY})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("kind", "since", "said"),
    [("cadre", TODAY + DAY, "up to today"), ("commune_staff", TODAY, "nothing was counted as")],
)
def test_a_day_or_a_kind_that_does_not_fit_is_refused(world, kind, since, said):
    with pytest.raises(Refused, match=said):
        count_as([world.post("QN-HL", "Văn thư").pk], kind=kind, since=since, by=world.kim)


def test_only_who_keeps_the_organisation_counts(world):
    post = world.post("QN-HL", "Văn thư")
    assert count_as([post.pk], kind="cadre", since=TODAY, by=world.ada).refused
    assert world.browser(world.ada).get(reverse("org.post.count_as", args=[post.pk])).status_code == 403
