"""The calendar that programs read: one secret address for each account, what it shows, when it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from baro.kernel.errors import Refused
from baro.org.accounts.actions import keeping
from baro.org.actors import Actor
from baro.org.posts.actions.appointing import release
from baro.tasks.actions import extending, redirecting
from baro.tasks.tests.conftest import TaskWorld
from baro.trail.models import Event
from baro.trips.tests.filling import powers, trip
from baro.ui.actions import subscribing
from baro.ui.models import Feed
from tests.powers.given import by_two

MANY = 8


def made(world, name):
    """A realistic calendar address is made by its own action; only its maker ever sees the secret."""
    actor = getattr(world, name)
    return subscribing.renew(by=replace(actor, account_id=world.account(actor).pk))


def opened(secret, **headers):
    return Client().get(reverse("ui.calendar", args=[secret]), headers=headers)


def entries(secret):
    answer = opened(secret)
    assert answer.status_code == 200, answer.content
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


@pytest.fixture
def task(world):
    return TaskWorld(world).assigned()


def test_deadlines_and_trips_of_the_own_posts_stand_there_as_whole_days(world, task, settings):
    settings.SITE = "https://baro.example"
    powers(world)
    journey = trip(world)
    (due,) = entries(made(world, "eve"))
    assert (due["SUMMARY"], due.decoded("DTSTART")) == (f"Deadline: {task}", task.due_on)
    assert due.decoded("DTEND") - due.decoded("DTSTART") == timedelta(days=1)
    assert (due["UID"], due["URL"]) == (
        f"tasks.task.{task.pk}@baro.example",
        f"https://baro.example{task.get_absolute_url()}",
    )
    assert [one["SUMMARY"] for one in entries(made(world, "gus"))] == [f"Trip to {journey}"]


def test_it_is_a_calendar_that_programs_accept(world, task):
    TaskWorld(world).assigned(work="Báo cáo kết quả thực hiện Kế hoạch số 84-KH/TU; phụ lục, bảng biểu\n" * 5)
    answer = opened(made(world, "eve"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert (lines[0], lines[-2]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR")
    assert answer.content.count(b"\n") == answer.content.count(b"\r\n")
    for entry in Calendar.from_ical(answer.content).walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "LAST-MODIFIED"} <= entry.keys()


def test_what_did_not_change_is_not_sent_again(world, task):
    secret = made(world, "eve")
    first = opened(secret)
    again = opened(secret, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    before = entries(secret)[0]
    extending.extend(task.pk, due_on=world.working_day + timedelta(days=7 * 4), reason="Chờ số liệu", by=world.chi)
    after = entries(secret)[0]
    assert opened(secret, **{"If-None-Match": first["ETag"]}).status_code == 200
    assert after["UID"] == before["UID"]
    assert after.decoded("LAST-MODIFIED") >= before.decoded("LAST-MODIFIED")
    assert after.decoded("DTSTART") > before.decoded("DTSTART")


def test_what_the_person_does_not_have_any_more_is_gone(world, task):
    secret = made(world, "eve")
    redirecting.cancel(task.pk, reason="Không còn cần", by=world.chi)
    assert entries(secret) == []


def test_the_secret_is_shown_once_and_kept_nowhere(world, task):
    client = world.browser(world.eve)
    client.post(reverse("ui.feed.renew"))
    shown = client.get(reverse("ui.outside")).text
    secret = shown.partition("/calendar/")[2].partition(".ics")[0]
    assert len(secret) > 40
    assert len(entries(secret)) == 1
    assert secret not in client.get(reverse("ui.outside")).text
    assert Feed.objects.get().secret_digest == subscribing.digest_of(secret)
    assert secret not in str([(event.facts, event.subjects) for event in Event.objects.order_by("pk")])


def test_a_new_address_ends_the_one_before_and_revoking_ends_it(world):
    first = made(world, "eve")
    second = made(world, "eve")
    assert (opened(first).status_code, opened(second).status_code) == (404, 200)
    client = world.browser(world.eve)
    assert client.post(reverse("ui.feed.revoke")).status_code == 302
    assert opened(second).status_code == 404
    with pytest.raises(Refused, match="There is no calendar address to revoke"):
        subscribing.revoke(by=replace(world.eve, account_id=world.account(world.eve).pk))


def test_closing_the_account_or_a_new_password_ends_it_for_good(world):
    system, name = Actor.system("test"), world.account(world.eve).username
    secret = made(world, "eve")
    keeping.close(name, by=system)
    assert opened(secret).status_code == 404
    keeping.open_again(name, by=system)
    assert opened(secret).status_code == 404
    secret = made(world, "eve")
    keeping.reset(name, "mot mat khau khac 2026", by=system)
    assert opened(secret).status_code == 404
    assert opened(made(world, "eve")).status_code == 200


def test_ending_all_other_sign_ins_ends_it_too(world):
    secret, client = made(world, "eve"), world.browser(world.eve)
    assert client.post(reverse("ui.sign_ins_end_others")).status_code == 302
    assert opened(secret).status_code == 404


def test_whoever_tries_many_secrets_waits_as_for_a_wrong_password_and_nobody_else(world):
    right = made(world, "eve")
    answers = [opened("wrong" * 8) for _ in range(MANY)]
    assert answers[0].status_code == 404
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
    assert opened(right).status_code == 200


def test_somebody_without_a_post_has_an_empty_calendar(world, task):
    secret, eve, yesterday = made(world, "eve"), world.eve, timezone.localdate() - timedelta(days=1)
    release(eve.post_id, eve.person_id, last=yesterday, reason="nghỉ", by=by_two(world, "QN-HL"))
    assert entries(secret) == []
