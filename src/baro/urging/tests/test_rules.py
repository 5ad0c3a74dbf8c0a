"""The arithmetic of the ladder, and the one statement against a second, plain telling of the same rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from baro.kernel import rulebook
from baro.kernel.periods import add_working_days, is_working_day, moved_to_working_day
from baro.tasks.flow import State as TaskState
from baro.tasks.models import Task
from baro.urging.actions.climbing import climb
from baro.urging.models import Obstacle, Step
from baro.urging.queries import coming_steps
from baro.urging.rulebook import Ladders
from baro.urging.rules import last_day_reached

FIRST = date(2027, 1, 20)  # before the lunar new year, with long holidays ahead
days = st.integers(min_value=0, max_value=60).map(lambda n: FIRST + timedelta(days=n))


@examples(day=days, number=st.integers(min_value=-12, max_value=20), other=days)
@settings(max_examples=300, deadline=None)
def test_a_day_is_reached_exactly_when_so_many_working_days_have_gone_by(day, number, other):
    today = moved_to_working_day(other)
    assert (day <= last_day_reached(today, number)) is (add_working_days(day, number) <= today)


steps = rulebook.today(Ladders).for_kind("").steps
PAUSES = st.lists(st.tuples(days, st.integers(0, 12), st.sampled_from(["standing", "removed", "refused"])), max_size=2)
lives = st.lists(
    st.tuples(days, PAUSES, st.none() | st.tuples(days, st.integers(1, 10)), st.none() | st.tuples(days, days)),
    min_size=1,
    max_size=4,
)


def told(due_on, pauses, asked, moved, mornings):
    """The steps of one task, told day by day: no statement, no bound, no batch."""
    taken, level, last, deadline = [], 0, None, due_on
    for today in mornings:
        if moved and moved[0] < today and moved[1] > deadline:
            level, last, deadline = 0, None, moved[1]
        if asked and asked[0] < today <= asked[0] + timedelta(days=asked[1]):
            continue
        standing = [p for p in pauses if p[0] < today and _holds(p, today)]
        if standing:
            continue
        ended = [_end(p) for p in pauses if p[0] < today and p[2] != "refused"]
        counts_from = max([deadline, *ended])
        for at, step in enumerate(steps, start=1):
            later = [one for one in steps[at:] if one.working_days <= 0]
            over = step.working_days <= 0 and (
                deadline < today or (later and add_working_days(deadline, later[0].working_days) <= today)
            )
            if at <= level or over:
                continue
            former = max(steps[at - 2].working_days, 0) if at > 1 else 0
            own = add_working_days(counts_from, step.working_days) <= today
            far = last is None or step.working_days <= 0 or add_working_days(last, step.working_days - former) <= today
            if own and far:
                taken.append((step.id, today, deadline))
                level, last = at, today
            break
    return taken


def _end(pause):
    return pause[0] + timedelta(days=pause[1])


def _holds(pause, today):
    """A standing one holds through its last day; an answered one until the day of its answer."""
    return today <= _end(pause)


@pytest.mark.slow  # weeks of mornings for each example
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@examples(drawn=lives, missed=st.sets(days, max_size=25), again=st.sets(days, max_size=10))
def test_whatever_happens_each_task_takes_the_steps_that_the_rule_tells(given, world, drawn, missed, again):
    mornings = [FIRST + timedelta(days=n) for n in range(110)]
    mornings = [day for day in mornings if is_working_day(day) and day not in missed]
    with transaction.atomic():
        tasks = [given.due(given.underway(), moved_to_working_day(life[0])) for life in drawn]
        for today in mornings:
            for task, life in zip(tasks, drawn, strict=True):
                _as_of(given, task, today, life)
            climb(today)
            if today in again:
                climb(today)
        for task, (due, *life) in zip(tasks, drawn, strict=True):
            expected = told(moved_to_working_day(due), *life, mornings)
            rows = Step.objects.taken().filter(task=task).order_by("taken_on", "level")
            assert list(rows.values_list("step", "taken_on", "deadline")) == expected
        transaction.set_rollback(True)


def _as_of(given, task, today, life):
    """The task as its people left it before this morning."""
    _due, pauses, asked, moved = life
    now = {"asked_due_on": None}
    if asked and asked[0] < today <= asked[0] + timedelta(days=asked[1]):
        now["asked_due_on"] = today
    if moved and moved[0] < today and moved[1] > Task.objects.get(pk=task.pk).due_on:
        now["due_on"] = moved[1]
    Task.objects.filter(pk=task.pk).update(**now)
    Obstacle.objects.filter(task=task).delete()
    for pause in pauses:
        if pause[0] < today:
            _hinder(given, task, pause, today)


def _hinder(given, task, pause, today):
    state, end = pause[2], _end(pause)
    answered = state != "standing" and end < today
    kept = {"state": state, "ended_on": end} if answered else {"state": "standing", "ended_on": None}
    until = end if state == "standing" else end + timedelta(days=30)
    unit = given.world.unit("QN-VP")
    Obstacle.objects.create(task=task, what="x", unit=unit, until=until, recorded_on=pause[0], **kept)


def test_what_the_page_says_will_come_is_what_comes(given):
    task = given.due(given.underway(), date(2027, 3, 10))
    today = date(2027, 3, 8)
    foreseen = [(step.id, day) for _level, step, day in coming_steps(task, [], today)]
    for n in range(60):
        if is_working_day(today + timedelta(days=n)):
            climb(today + timedelta(days=n))
    assert list(Step.objects.taken().order_by("level").values_list("step", "taken_on")) == foreseen


def test_the_rule_refuses_steps_that_do_not_lead_upwards():
    body = rulebook.today(Ladders).model_dump()
    body["ladders"][0]["steps"][1]["working_days"] = -9
    with pytest.raises(ValueError, match="must come later"):
        Ladders.model_validate(body)
    body = rulebook.today(Ladders).model_dump()
    body["ladders"] = body["ladders"][1:]
    with pytest.raises(ValueError, match="exactly one ladder"):
        Ladders.model_validate(body)


def test_with_its_assigner_a_task_rests(given):
    from baro.urging.queries import rest_of

    task = given.handed_in()
    assert task.state == TaskState.HANDED_IN
    assert rest_of(task, task.due_on).why == "with_assigner"
