"""Absences: who declares them, what they wake, who stands in, and what an assigner sees at that moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.org.models import Absence, Person
from baro.org.posts.actions.appointing import appoint
from baro.org.powers.actions.absences import cancel_absence, declare_absence, end_absence
from baro.org.powers.standing_in import away_from
from baro.trail.models import Event
from tests.powers.given import by_two, delegated

DAY = timedelta(days=1)


def away(world, name="eve", *, first=0, last=5, reason="sick_leave"):
    today = timezone.localdate()
    return declare_absence(today + first * DAY, today + last * DAY, reason, by=getattr(world, name))


def test_why_somebody_is_away_is_not_told(world):
    away(world)
    told = Event.objects.done("org.absence.declare").get()
    assert set(told.facts) - {"kept"} == {"actor", "first", "last"}
    assert "reason" not in told.facts["kept"]


def test_absences_do_not_overlap(world):
    away(world)
    with pytest.raises(Refused, match="You are away already"):
        away(world, first=3, last=9)
    assert away(world, first=6, last=9).pk


@pytest.mark.parametrize(
    ("days", "says"), [({"first": 2, "last": 1}, "lies before"), ({"reason": "sunshine"}, "Choose why")]
)
def test_a_wrong_absence_is_refused(world, days, says):
    with pytest.raises(Refused, match=says):
        away(world, **days)


def test_nobody_sees_or_ends_the_absence_of_others(world):
    absence = away(world)
    assert not Absence.objects.visible_to(world.ada).exists()
    with pytest.raises(Http404):
        end_absence(absence.pk, by=world.ada)


def test_who_is_nobody_is_never_away(world):
    with pytest.raises(NotPermitted):
        declare_absence(timezone.localdate(), timezone.localdate(), "mission", by=world.stranger)


def test_nobody_comes_back_twice(world):
    absence = away(world)
    end_absence(absence.pk, by=world.eve)
    with pytest.raises(Refused, match="ended already"):
        end_absence(absence.pk, by=world.eve)


def test_an_absence_to_come_is_taken_back_and_nobody_came_back_from_it(world):
    absence = away(world, first=3, last=9)
    client, url = world.browser(world.eve), reverse("org.absence.cancel", args=[absence.pk])
    page = client.get(reverse("org.absence.declare")).text
    assert url in page
    assert "Take it back" in page
    assert reverse("org.absence.end", args=[absence.pk]) not in page
    with pytest.raises(Refused, match="has not begun"):
        end_absence(absence.pk, by=world.eve)
    client.post(url)
    assert Absence.objects.get().ended_id
    sentence = Event.objects.done("org.absence.cancel").get().sentence
    assert "took back the absence from" in sentence
    page = client.get(reverse("org.absence.declare")).text
    assert "taken back on" in page
    assert "back on" not in page.replace("taken back on", "")
    assert away(world, first=3, last=9).pk, "the days are free again"


def test_an_absence_that_lasts_is_not_taken_back_but_ended(world):
    absence = away(world)
    page = world.browser(world.eve).get(reverse("org.absence.declare")).text
    assert reverse("org.absence.end", args=[absence.pk]) in page
    assert reverse("org.absence.cancel", args=[absence.pk]) not in page
    with pytest.raises(Refused, match="has begun already"):
        cancel_absence(absence.pk, by=world.eve)
    with pytest.raises(Http404):
        cancel_absence(absence.pk, by=world.ada)


def test_nobody_comes_back_from_an_absence_that_is_over(world):
    absence = away(world, first=-9, last=-3)
    with pytest.raises(Refused, match="ended already"):
        end_absence(absence.pk, by=world.eve)


def test_without_a_delegation_the_deputy_of_the_unit_stands_in(world):
    away(world)
    post, today = world.post("QN-HL", "Bí thư"), timezone.localdate()
    assert away_from([post.pk], today)[post.pk].deputy is None
    deputy = world.post("QN-HL", "Phó Bí thư")
    appoint(deputy.pk, Person.objects.create(name="Nga Phó").pk, since=today, by=by_two(world))
    found = away_from([post.pk], today)[post.pk]
    assert (found.deputy, found.deputy_name, found.last) == (deputy, "Nga Phó", today + 5 * DAY)


def test_who_was_delegated_the_powers_for_absences_stands_in_first(world):
    delegated(world, delegator="eve", unit="QN-HL", to=("QN-HL", "Văn thư"), only_in_absence=True)
    deputy = world.post("QN-HL", "Phó Bí thư")
    appoint(deputy.pk, Person.objects.create(name="Nga Phó").pk, since=timezone.localdate(), by=by_two(world))
    away(world)
    post = world.post("QN-HL", "Bí thư")
    assert away_from([post.pk], timezone.localdate())[post.pk].deputy_name == "Gus Văn Thư Phường"


def test_a_deputy_who_is_away_too_does_not_stand_in(world):
    delegated(world, delegator="eve", unit="QN-HL", to=("QN-HL", "Văn thư"), only_in_absence=True)
    away(world)
    away(world, "gus")
    post = world.post("QN-HL", "Bí thư")
    assert away_from([post.pk], timezone.localdate())[post.pk].deputy is None


def test_when_nobody_is_away_it_costs_one_query(world, django_assert_num_queries):
    posts = [world.post("QN-HL", "Bí thư").pk, world.post("QN-CX", "Bí thư").pk]
    with django_assert_num_queries(1):
        assert away_from(posts, timezone.localdate()) == {}


def test_the_assigner_sees_the_absence_as_a_line_and_can_still_assign(world):
    delegated(world, delegator="eve", unit="QN-HL", to=("QN-HL", "Văn thư"), only_in_absence=True)
    away(world)
    client, post = world.browser(world.ada), world.post("QN-HL", "Bí thư")
    line = client.get(reverse("tasks.away"), {"owner_post_code": post.pk}).content.decode()
    assert "Eve Bí Thư Phường is away until" in line
    assert "Gus Văn Thư Phường" in line
    answer = client.post(
        reverse("tasks.task.assign"),
        {
            "work": "Báo cáo", "product": "Báo cáo", "authority": "Bí thư", "due_on": world.working_day.isoformat(),
            "unit_code": "QN-HL", "owner_post_code": post.pk, "accountable_post_code": post.pk,
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert "Eve Bí Thư Phường is away until" in client.get(answer["Location"]).content.decode()


def test_an_absence_on_the_day_of_the_deadline_is_seen_before_it_begins(world):
    away(world, first=10, last=30)
    client, post = world.browser(world.ada), world.post("QN-HL", "Bí thư")
    asked = {"owner_post_code": post.pk}
    assert "is away" not in client.get(reverse("tasks.away"), asked).content.decode()
    due = timezone.localdate() + 20 * DAY
    assert "is away" in client.get(reverse("tasks.away"), asked | {"due_on": due.isoformat()}).content.decode()


def test_who_chooses_a_post_sees_the_absence_beside_the_name(world):
    away(world)
    found = world.browser(world.ada, htmx=True).get(reverse("ui.choices", args=["org.posts"]), {"owner_post": "Eve"})
    assert "away until" in found.content.decode()


def test_who_neither_sees_the_unit_nor_gives_work_there_is_told_nothing(world):
    away(world)
    asked, post = {"owner_post_code": world.post("QN-HL", "Bí thư").pk}, {"owner_post": "Eve"}
    for persona, told in ((world.fay, False), (world.dov, False), (world.ada, True), (world.gus, True)):
        browser = world.browser(persona, htmx=True)
        assert ("is away" in browser.get(reverse("tasks.away"), asked).content.decode()) is told
        found = browser.get(reverse("ui.choices", args=["org.posts"]), post).content.decode()
        assert "Eve Bí Thư Phường" in found
        assert ("away until" in found) is told
