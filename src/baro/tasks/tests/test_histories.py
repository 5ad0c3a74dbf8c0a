"""The list of tasks, narrowed by what once was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baro.tasks.actions import approving, extending, redirecting, urging, working
from baro.tasks.models import Task
from baro.tasks.verbs import REASSIGN
from baro.tasks.web.histories import PASTS
from baro.tasks.web.lists import TaskList
from baro.trail.past import times

DAY = timedelta(days=1)
TODAY = timezone.localdate()


def found(world, *pasts):
    asked = "&".join(["which=", *(f"past={past}" for past in pasts)])
    return {task.pk for task in TaskList(world.chi, QueryDict(asked)).found}


def extended(given, task, *, former):
    given.due(task, former)
    return extending.extend(task.pk, due_on=given.world.working_day + 7 * DAY, reason="Chờ số liệu", by=given.world.chi)


def returned(given):
    task = given.handed_in()
    return approving.return_(task.pk, reason="Thiếu phụ lục", by=given.world.chi)


def reassigned(given):
    task = given.assigned()
    ben = given.world.post("QN-VP", "Chuyên viên")
    redirecting.reassign(task.pk, unit=ben.unit, owner_post=ben, reason="Đúng chức năng hơn", by=given.world.chi)
    return task


def test_once_overdue_is_what_is_late_now_and_what_was_moved_after_its_day(given, world):
    in_time = given.assigned()
    late = given.due(given.assigned(), TODAY - 3 * DAY)
    moved = extended(given, given.assigned(), former=TODAY - 3 * DAY)
    extended(given, given.assigned(), former=TODAY + 3 * DAY)
    cancelled = given.due(given.assigned(), TODAY - DAY)
    redirecting.cancel(cancelled.pk, reason="Không còn cần", by=world.chi)
    redirecting.cancel(given.assigned().pk, reason="Không còn cần", by=world.chi)
    assert found(world, "overdue") == {late.pk, moved.pk, cancelled.pk}
    assert in_time.pk in found(world)


def test_done_late_was_once_overdue(given, world):
    done = given.done()
    given.due(done, TODAY - DAY)
    assert found(world, "overdue") == {done.pk}


def test_each_history_finds_its_own(given, world):
    given.assigned()
    moved, back, other = extended(given, given.assigned(), former=TODAY + 3 * DAY), returned(given), reassigned(given)
    urged = given.assigned()
    urging.urge(urged.pk, words="Đề nghị báo cáo", by=world.chi)
    assert found(world, "extended") == {moved.pk}
    assert found(world, "returned") == {back.pk}
    assert found(world, "reassigned") == {other.pk}
    assert found(world, "urged") == {urged.pk}
    assert found(world, "extended_twice") == found(world, "returned_twice") == set()


def test_what_was_returned_twice_is_found(given, world):
    task = returned(given)
    working.hand_in(task.pk, result="Đã bổ sung", no_evidence="Bản giấy đã nộp", by=world.eve)
    approving.return_(task.pk, reason="Vẫn thiếu", by=world.chi)
    assert found(world, "returned_twice") == {task.pk}


def test_a_row_has_all_that_are_asked(given, world):
    extended(given, given.assigned(), former=TODAY + 3 * DAY)
    both = extended(given, given.assigned(), former=TODAY - 3 * DAY)
    assert found(world, "extended", "overdue") == {both.pk}


def test_deeds_are_counted(given, world):
    task = reassigned(given)
    once = Task.objects.filter(times(Task, 1, REASSIGN))
    assert set(once.values_list("pk", flat=True)) == {task.pk}
    assert not Task.objects.filter(times(Task, 2, REASSIGN)).exists()


@pytest.mark.parametrize("past", [past.code for past in PASTS])
def test_a_history_is_answered_in_the_statement_of_the_list(given, world, past):
    reassigned(given)
    with CaptureQueriesContext(connection) as asked:
        found(world, past)
    assert len([query for query in asked if "tasks_task" in query["sql"]]) == 1


def test_an_unknown_history_asks_nothing_and_is_told(given, world):
    page = TaskList(world.chi, QueryDict("past=never_was&which="))
    assert page.mistakes
    assert given.assigned() in page.found
