"""Urging and obstacles on their pages."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from baro.kernel.periods import add_working_days, moved_to_working_day
from baro.org.checks import check_of
from baro.urging import jobs
from baro.urging.actions.climbing import climb
from baro.urging.models import Obstacle, Step
from baro.urging.tests.conftest import obstacle

TODAY = moved_to_working_day(timezone.localdate())


def test_an_obstacle_is_recorded_from_the_page_of_the_task_and_removed(given, world):
    task = given.underway()
    eve, chi = world.browser(world.eve), world.browser(world.chi)
    address = f"{reverse('urging.obstacle.record')}?task={task.pk}"
    assert address in eve.get(task.get_absolute_url()).content.decode()
    assert eve.get(address).status_code == 200
    typed = {"task": task.pk, "what": "Chưa có số liệu", "unit_code": "QN-VP", "until": world.working_day.isoformat()}
    answer = eve.post(reverse("urging.obstacle.record"), typed)
    found = Obstacle.objects.get()
    assert answer["Location"] == found.get_absolute_url()
    page = eve.get(task.get_absolute_url()).content.decode()
    assert "Urging is paused until" in page
    assert "Chưa có số liệu" in page
    assert [card.label for card in chi.get(reverse("ui.my_work")).context["cards"]][:1] == ["Obstacles to remove"]
    assert chi.post(reverse("urging.obstacle.remove", args=[found.pk]), {"answer": "Đã gửi"}).status_code == 302
    assert "Đã gửi" in eve.get(found.get_absolute_url()).content.decode()


def test_the_page_of_a_task_shows_what_was_taken_and_what_comes(given, world):
    task = given.due(given.underway(), add_working_days(TODAY, -1))
    climb(TODAY)
    page = world.browser(world.eve).get(task.get_absolute_url()).content.decode()
    assert "Reminder after the deadline" in page
    assert "Item for the next meeting" in page
    assert "Regulation 08-QC/TW" in page


def test_the_register_lists_the_steps_and_narrows_them(given, world):
    given.due(given.underway(work="Báo cáo về Kỳ Lân"), add_working_days(TODAY, -1))
    climb(TODAY)
    client = world.browser(world.eve)
    listed = client.get(reverse("urging.steps"), {"step": "overdue", "way": "email"}).content.decode()
    assert "Kỳ Lân" in listed
    assert "Kỳ Lân" not in client.get(reverse("urging.steps"), {"step": "head"}).content.decode()
    left_out = client.get(reverse("urging.steps"), {"which": "left_out"}).content.decode()
    assert "Left out" in left_out
    assert "Kỳ Lân" not in world.browser(world.dov).get(reverse("urging.steps")).content.decode()


def test_who_must_remove_it_and_does_not_see_the_task_reads_what_is_held_up_and_no_more(given, world):
    task = given.underway(work="Việc riêng Kỳ Lân")
    found = obstacle(given, task, post=world.post("QN-CX", "Bí thư"))
    client = world.browser(world.dov)
    page = client.get(found.get_absolute_url()).content.decode()
    assert "Chưa có số liệu" in page
    assert "Việc riêng Kỳ Lân" in page
    assert task.get_absolute_url() not in page
    assert client.get(task.get_absolute_url()).status_code == 404


def test_the_job_takes_steps_on_working_days_alone(given):
    task = given.due(given.underway(), add_working_days(TODAY, -1))
    jobs.take_steps(_morning(_next_saturday()))
    assert not Step.objects.filter(task=task).exists()
    jobs.take_steps(_morning(TODAY))
    assert Step.objects.taken().filter(task=task).count() == 1


def _next_saturday():
    return next(day for n in range(1, 8) if (day := TODAY + timedelta(days=n)).weekday() == 6)


def _morning(day):
    from datetime import datetime

    moment = datetime.combine(day, datetime.min.time(), tzinfo=timezone.get_default_timezone())
    return int(moment.timestamp()) + 27_000


def test_a_task_long_overdue_that_nobody_was_urged_about_breaks_the_check(given, world):
    check = check_of("urging.not_urged")
    task = given.due(given.underway(), add_working_days(TODAY, -20))
    assert list(check.rows_for(world.eve, TODAY)) == [task]
    climb(TODAY)
    assert not check.rows_for(world.eve, TODAY).exists()


def test_an_obstacle_past_its_day_breaks_the_check(given, world):
    check = check_of("urging.obstacles_late")
    found = obstacle(given, given.underway())
    assert not check.rows_for(world.eve, found.until).exists()
    assert list(check.rows_for(world.eve, found.until + timedelta(days=1))) == [found]


def test_an_obstacle_that_came_to_the_owner_breaks_the_check(given, world):
    check = check_of("urging.own_obstacles")
    found = obstacle(given, given.underway())
    assert not check.rows_for(world.eve, TODAY).exists()
    Obstacle.objects.filter(pk=found.pk).update(post=found.task.owner_post)
    assert list(check.rows_for(world.eve, TODAY)) == [found]
