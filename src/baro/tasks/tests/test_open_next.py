"""The next task opens by itself: once, also after a clock that jumped."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baro.kernel.decisions import require
from baro.kernel.errors import NotPermitted
from baro.kernel.periods import is_working_day
from baro.org.posts.actions.opening import close_post
from baro.tasks import jobs
from baro.tasks.actions import repeating
from baro.tasks.flow import State
from baro.tasks.models import Task, TaskRole
from baro.tasks.verbs import OPEN_NEXT
from baro.trail.models import Event, Notice


def repeated(given, world, *, months=3, month=3, day=25, due=date(2026, 12, 25), **other):
    task = given.due(given.underway(**other), due)
    return repeating.repeat(task.pk, months=months, month=month, day=day, by=world.chi)


def dues():
    return list(Task.objects.order_by("pk").values_list("occurs_on", "due_on"))


def test_it_opens_on_its_day_and_no_day_before(given, world):
    task = repeated(given, world, coordinates=[world.unit("QN-CX")])
    assert repeating.open_all(task.opens_next_on - timedelta(days=1)) == 0
    assert repeating.open_all(task.opens_next_on) == 1
    following = Task.objects.get(previous=task)
    assert (following.work, following.owner_post, following.state) == (task.work, task.owner_post, State.ASSIGNED)
    assert (following.occurs_on, following.due_on) == (date(2027, 3, 25), date(2027, 3, 25))
    assert following.units.filter(unit=world.unit("QN-CX"), role=TaskRole.COORDINATE).exists()
    assert Notice.objects.filter(subject=f"tasks.task:{following.pk}", reason="assigned").count() == 1
    assert Event.objects.about(task)[0].verb_code == OPEN_NEXT.code


def test_a_second_run_on_the_same_day_opens_nothing(given, world):
    opens = repeated(given, world).opens_next_on
    assert [repeating.open_all(opens) for _run in range(3)] == [1, 0, 0]


def test_a_clock_that_jumps_a_year_opens_each_of_the_missed_ones_once(given, world):
    task = repeated(given, world)
    assert repeating.open_all(date(2027, 12, 20)) == 4
    assert [occurs for occurs, _due in dues()] == [
        date(2026, 12, 25),
        date(2027, 3, 25),
        date(2027, 6, 25),
        date(2027, 9, 25),
        date(2027, 12, 25),
    ]
    assert repeating.open_all(date(2027, 12, 20)) == 0
    assert Task.objects.filter(opens_next_on__isnull=False).count() == 1
    assert Task.objects.get(previous=task).next.count() == 1


def test_the_29th_of_february_is_the_28th_in_most_years_and_never_forgotten(given, world):
    repeated(given, world, months=12, month=2, day=29, due=date(2024, 2, 29))
    repeating.open_all(date(2028, 1, 31))
    assert [occurs for occurs, _due in dues()] == [
        date(2024, 2, 29),
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]
    assert all(is_working_day(due) for _occurs, due in dues()[1:])


def test_a_task_has_one_next(given, world):
    task = repeated(given, world)
    repeating.open_all(task.opens_next_on)
    following = Task.objects.get(previous=task)
    following.pk = None
    with pytest.raises(IntegrityError, match="task_has_one_next"), transaction.atomic():
        following.save(force_insert=True)


def test_of_a_closed_post_the_next_task_is_with_the_one_that_answers_since(given, world):
    ben = world.post("QN-VP", "Chuyên viên")
    task = given.assigned(unit=ben.unit, owner_post=ben, accountable_post=ben)
    task = given.due(task, date(2026, 12, 25))
    repeating.repeat(task.pk, months=3, month=3, day=25, by=world.chi)
    Task.objects.filter(pk=task.pk).update(state=State.CANCELLED)  # so that it does not go along by itself
    close_post(ben.pk, successor=world.post("QN-VP", "Văn thư"), reason="Sắp xếp lại", by=world.kim)
    repeating.open_all(date(2027, 3, 1))
    assert Task.objects.get(previous=task).owner_post == world.post("QN-VP", "Văn thư")


def test_many_are_opened_in_a_fixed_number_of_statements(given, world):
    repeated(given, world)
    with CaptureQueriesContext(connection) as one:
        repeating.open_all(date(2027, 3, 1))
    for number in range(6):
        repeated(given, world, work=f"Báo cáo định kỳ số {number}")
    with CaptureQueriesContext(connection) as many:
        assert repeating.open_all(date(2027, 3, 1)) == 6
    assert len(many) == len(one)


def test_each_night_the_job_opens_what_was_to_come(given, world):
    task = repeated(given, world)
    night = datetime.combine(task.opens_next_on, datetime.min.time(), tzinfo=timezone.get_default_timezone())
    jobs.open_recurring(int(night.timestamp()) + 3600)
    assert Task.objects.filter(previous=task).count() == 1


def test_nobody_opens_it_by_hand(given, world):
    with pytest.raises(NotPermitted):
        require(world.ada, OPEN_NEXT, given.underway())
