"""Taking the steps of the ladder: when, whom, how; each once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baro.kernel.decisions import require
from baro.kernel.errors import NotPermitted
from baro.kernel.periods import add_working_days
from baro.tasks.actions import extending, working
from baro.trail.models import Event, Notice
from baro.urging.actions import climbing
from baro.urging.actions.climbing import climb
from baro.urging.models import Mail, Step
from baro.urging.tests.conftest import on, steps_of
from baro.urging.verbs import TAKE

DUE = date(2027, 3, 10)
LADDER = ["near", "overdue", "head", "letter", "deputy", "report", "meeting"]


@pytest.fixture
def task(given):
    return given.due(given.underway(), DUE)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def climb_through(first: date, last: date) -> None:
    for day in days(first, last):
        if add_working_days(add_working_days(day, 1), -1) == day:
            climb(day)


def test_far_from_the_deadline_nobody_is_urged(task):
    assert climb(date(2027, 3, 4)) == 0
    assert not Step.objects.exists()


def test_each_step_comes_on_its_day_and_tells_whom(task, given):
    climb_through(date(2027, 3, 1), date(2027, 4, 30))
    assert steps_of(task) == [
        ("near", date(2027, 3, 5)),
        ("overdue", date(2027, 3, 11)),
        ("head", date(2027, 3, 15)),
        ("letter", date(2027, 3, 17)),
        ("deputy", date(2027, 3, 22)),
        ("report", date(2027, 3, 24)),
        ("meeting", date(2027, 3, 31)),
    ]
    told = Event.objects.about(task).done("urging.step.take")
    assert told.count() == 7
    assert told[6].sentence == (
        "Urging, step 1: “Reminder before the deadline” to Bí thư, Đảng ủy phường Hà Lầm. Deadline: 10 Mar 2027"
    )
    assert Notice.objects.to(task.owner_post_id).filter(reason="date").count() == 4
    assert Notice.objects.to(task.assigner_post_id).filter(event__verb_code="urging.step.take").count() == 2


def test_however_often_it_runs_a_step_is_taken_once(task):
    for _again in range(3):
        climb(date(2027, 3, 5))
    assert steps_of(task) == [("near", date(2027, 3, 5))]
    assert Mail.objects.count() == 1


def test_whatever_ends_a_run_the_next_one_goes_on(given, monkeypatch):
    tasks = [given.due(given.underway(), DUE) for _ in range(3)]
    monkeypatch.setattr(climbing, "BATCH", 1)
    kept, asked = climbing._notify, []

    def once(told, addressed):
        asked.append(told)
        if len(asked) == 2:
            raise OSError("the machine went off")
        kept(told, addressed)

    monkeypatch.setattr(climbing, "_notify", once)
    with pytest.raises(OSError, match="went off"):
        climb(date(2027, 3, 5))
    assert Step.objects.count() == 1
    climb(date(2027, 3, 5))
    assert [steps_of(task) for task in tasks] == [[("near", date(2027, 3, 5))]] * 3
    assert Event.objects.done("urging.step.take").count() == 3


def test_after_a_month_without_a_run_the_owner_is_urged_first_and_nobody_is_reported_before(task):
    jumped = date(2027, 4, 14)
    climb(jumped)
    assert steps_of(task) == [("overdue", jumped)]
    assert list(Step.objects.filter(skipped=True).values_list("step", flat=True)) == ["near"]
    left_out = Event.objects.about(task).done("urging.step.skip")[0]
    assert left_out.sentence == "Urging, step 1: “Reminder before the deadline” was left out, because its time was over"
    climb_through(jumped, date(2027, 5, 31))
    assert [step for step, _day in steps_of(task)] == LADDER[1:]
    assert steps_of(task)[1] == ("head", date(2027, 4, 19))  # two working days later, the 16th is a holiday


def test_a_moved_deadline_begins_the_ladder_anew(task, given, world):
    climb_through(date(2027, 3, 1), date(2027, 3, 15))
    with on(date(2027, 3, 16)):
        extending.extend(task.pk, due_on=date(2027, 3, 31), reason="Đồng ý", by=world.chi)
    climb_through(date(2027, 3, 16), date(2027, 4, 1))
    assert steps_of(task)[3:] == [("near", date(2027, 3, 26)), ("overdue", date(2027, 4, 1))]


def test_an_open_request_for_time_pauses_and_a_refusal_lets_it_go_on(task, world):
    climb_through(date(2027, 3, 1), DUE)
    with on(DUE):
        extending.ask_extension(task.pk, due_on=date(2027, 3, 31), reason="Chờ số liệu", by=world.eve)
    climb_through(DUE, date(2027, 3, 22))
    assert [step for step, _day in steps_of(task)] == ["near"]
    extending.refuse_extension(task.pk, reason="Việc gấp", by=world.ada)
    climb_through(date(2027, 3, 23), date(2027, 3, 25))
    assert steps_of(task)[1:] == [("overdue", date(2027, 3, 23)), ("head", date(2027, 3, 25))]


@pytest.mark.parametrize("state", ["declined", "handed_in", "done"])
def test_nobody_is_urged_about_what_does_not_wait_for_them(given, state):
    task = getattr(given, state)()
    assert climb(add_working_days(task.due_on, 20)) == 0


def test_returned_work_is_urged_from_where_the_ladder_stood(given, world):
    from baro.tasks.actions.approving import return_

    task = given.handed_in()
    return_(task.pk, reason="Thiếu phụ lục", by=world.chi)
    late = add_working_days(task.due_on, 10)
    climb(late)
    assert steps_of(task) == [("overdue", late)]


def test_tasks_of_a_kind_have_a_ladder_of_their_own(given):
    task = given.due(given.underway(kind="information"), DUE)
    climb_through(date(2027, 3, 1), date(2027, 4, 30))
    assert steps_of(task) == [("near", date(2027, 3, 9)), ("overdue", date(2027, 3, 11))]


def test_a_short_deadline_is_reminded_of_at_once(given):
    task = given.due(given.assigned(), DUE)
    climb(date(2027, 3, 9))
    climb_through(date(2027, 3, 9), date(2027, 3, 12))
    assert steps_of(task) == [("near", date(2027, 3, 9)), ("overdue", date(2027, 3, 11))]


def test_people_do_not_take_the_steps(given, world):
    with pytest.raises(NotPermitted):
        require(world.ada, TAKE, Step(task=given.assigned()))


def test_many_tasks_cost_as_many_statements_as_few(given):
    def cost(number):
        for _ in range(number):
            given.due(given.underway(), DUE)
        with CaptureQueriesContext(connection) as asked:
            assert climb(date(2027, 3, 5)) == number
        return len(asked)

    assert cost(2) == cost(8)


def test_a_task_that_was_handed_in_meanwhile_is_left_alone(task, world, monkeypatch):
    found = [due.task for due in climbing.queries.due_steps(date(2027, 3, 11))]
    assert found == [task.pk]
    working.hand_in(task.pk, result="Đã gửi", no_evidence="bản giấy", by=world.eve)
    assert climbing._take(found, date(2027, 3, 11)) == 0
    assert not mail.outbox
