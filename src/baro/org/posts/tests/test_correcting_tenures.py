"""Correcting the days of a tenure: it was always so, and what was believed before stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.kernel.errors import Refused
from baro.org.models import Tenure
from baro.org.posts.actions.appointing import appoint, correct_tenure, release
from baro.org.posts.actions.opening import close_post
from baro.trail.models import Event
from tests.powers.given import by_two, lightened

TODAY = timezone.localdate()
DAY = timedelta(days=1)
FIRST = date(2021, 3, 1)


def held(world, unit="QN-HL", name="Bí thư"):
    return Tenure.objects.current().get(post=world.post(unit, name))


def test_the_days_are_put_right_and_the_former_ones_stay_as_current_before(world):
    tenure = held(world)
    lightened(tenure.post)
    typed = {"first": FIRST.isoformat(), "last": "", "reason": "Quyết định 5"}
    answer = world.browser(world.kim).post(reverse("org.post.correct_tenure", args=[tenure.pk]), typed)
    assert answer["Location"] == tenure.post.get_absolute_url()
    now = held(world)
    event = Event.objects.about(tenure.post)[0]
    assert (now.period.lower, now.period.upper, now.recorded) == (FIRST, None, event)
    assert Tenure.objects.get(pk=tenure.pk).superseded == event
    assert "it was always from" in event.sentence
    shown = world.browser(world.kim).get(tenure.post.get_absolute_url()).text
    assert "Believed until" in shown


@pytest.mark.parametrize(
    ("first", "last", "field", "said"),
    [
        (date(2019, 1, 1), None, "first", "exists since"),
        (TODAY, TODAY - DAY, "last", "lies before the first"),
    ],
)
def test_what_is_refused_stands_beside_its_field(world, first, last, field, said):
    tenure = held(world)
    with pytest.raises(Refused) as refusal:
        correct_tenure(tenure.post_id, tenure.pk, first=first, last=last, reason="x", by=by_two(world))
    assert said in refusal.value.fields[field]
    assert Tenure.objects.current().get(pk=tenure.pk)


def test_days_of_somebody_else_are_refused_with_the_name(world):
    eve, ben = world.eve, world.ben
    release(eve.post_id, eve.person_id, last=TODAY - 10 * DAY, reason="x", by=by_two(world))
    appoint(eve.post_id, ben.person_id, since=TODAY - 5 * DAY, by=by_two(world))
    tenure = Tenure.objects.current().get(post=eve.post_id, person=eve.person_id)
    with pytest.raises(Refused, match="Ben Chuyên Viên holds the post from"):
        correct_tenure(eve.post_id, tenure.pk, first=tenure.period.lower, last=TODAY, reason="x", by=by_two(world))
    corrected = correct_tenure(
        eve.post_id, tenure.pk, first=tenure.period.lower, last=TODAY - 6 * DAY, reason="x", by=by_two(world)
    )
    assert corrected.post.handovers.get(from_person=eve.person_id).day == TODAY - 5 * DAY


def test_nothing_changed_and_ones_own_tenure_are_refused(world):
    tenure, own = held(world), held(world, "QN-VP", "Chuyên viên tổ chức")
    with pytest.raises(Refused, match="the days that are recorded"):
        correct_tenure(tenure.post_id, tenure.pk, first=tenure.period.lower, last=None, reason="x", by=by_two(world))
    with pytest.raises(Refused, match="Nobody corrects their own tenure"):
        correct_tenure(own.post_id, own.pk, first=FIRST, last=None, reason="x", by=by_two(world))


def test_in_a_closed_post_nobody_stays_longer_than_it(world):
    tenure = held(world, name="Văn thư")
    close_post(tenure.post_id, successor=world.post("QN-HL", "Bí thư"), reason="x", by=by_two(world))
    ended = held(world, name="Văn thư")
    with pytest.raises(Refused, match="was closed on"):
        correct_tenure(ended.post_id, ended.pk, first=FIRST, last=None, reason="x", by=by_two(world))


def test_only_who_keeps_the_organisation_corrects_a_tenure(world):
    url = reverse("org.post.correct_tenure", args=[held(world).pk])
    assert world.browser(world.ada).get(url).status_code == 403
    assert world.browser(world.dov).get(url).status_code == 404


def test_who_may_not_correct_a_tenure_is_led_to_its_post(world):
    tenure = held(world)
    refused = world.browser(world.eve).get(reverse("org.post.correct_tenure", args=[tenure.pk]))
    assert refused.status_code == 403
    assert [way.url for way in refused.context["ways"]] == [tenure.post.get_absolute_url()]
