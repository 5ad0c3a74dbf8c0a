"""The classes of tasks: one definition for one task and for all of them."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from baro.tasks import queries, rules
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.rulebook import DueClass
from baro.ui.counts.waiting import counts_of

DAY_ZERO = date(2026, 2, 10)  # a week before the lunar new year, with long holidays ahead
near = st.integers(min_value=-15, max_value=25).map(lambda days: DAY_ZERO + timedelta(days=days))
lives = st.one_of(
    st.tuples(st.sampled_from([State.ASSIGNED, State.DECLINED, State.UNDERWAY]), st.none()),
    st.tuples(st.sampled_from([State.HANDED_IN, State.DONE]), near),
    st.tuples(st.just(State.CANCELLED), st.none()),
)
rows = st.lists(st.tuples(st.none() | near, lives), min_size=1, max_size=30)


def standing(due_on, handed_in_on=None, finished_on=None, today=DAY_ZERO):
    task = SimpleNamespace(due_on=due_on, handed_in_on=handed_in_on, finished_on=finished_on)
    return rules.standing(task, today, near_working_days=3)


@pytest.mark.slow  # many examples in the database
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@examples(drawn=rows, today=near)
def test_list_and_badge_agree_and_every_task_has_exactly_one_class(given, drawn, today):
    with transaction.atomic():
        tasks = Task.objects.bulk_create(row(given, *one) for one in drawn)
        found = {name: set(keys(tasks, condition)) for name, condition in queries.class_conditions(today).items()}
        for task in tasks:
            classes = [name for name, members in found.items() if task.pk in members]
            standing_ = queries.standing_of(task, today)
            assert classes == ([standing_[0].id] if standing_ else []), (task.state, task.due_on, task.handed_in_on)
        transaction.set_rollback(True)


@pytest.mark.slow  # many examples in the database
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@examples(drawn=rows, today=near, returned=st.booleans(), asked=st.none() | near)
def test_every_task_waits_for_its_owner_and_its_assigner_as_its_state_and_badge_say(
    given, drawn, today, returned, asked
):
    with transaction.atomic():
        tasks = [row(given, *one) for one in drawn]
        for task in tasks[::2]:
            task.returned_count, task.asked_due_on = int(returned), asked
        Task.objects.bulk_create(tasks)
        (counts,) = counts_of([given.world.eve], today)
        for part, condition in queries.WAITING.items():
            waits = [task for task in tasks if part in waits_as(task, today)]
            assert Task.objects.filter(condition(given.world.eve, today)).count() == len(waits), part
            assert counts[f"tasks.{part}"] == len(waits), part
        transaction.set_rollback(True)


def waits_as(task, today):
    """What a task that was given by its owner to themselves waits as, told without the database."""
    found = queries.standing_of(task, today)
    by_state = {
        State.ASSIGNED: {"to_accept", "given"},
        State.UNDERWAY: {"underway", "given"} | ({"returned"} if task.returned_count else set()),
        State.HANDED_IN: {"handed_in", "to_approve", "given"},
        State.DECLINED: {"declined", "given"},
    }.get(task.state, set())
    if task.state not in queries.WITH_OWNER:
        return by_state
    timely = {found[0].id.value} & {"overdue", "near_due"} if found else set()
    return by_state | timely | ({"asked"} if task.asked_due_on else set())


def keys(tasks, condition):
    return Task.objects.filter(condition, pk__in=[task.pk for task in tasks]).values_list("pk", flat=True)


def row(given, due_on, life):
    state, handed_in_on = life
    done = state == State.DONE
    return Task(
        work="Việc",
        unit=given.asked["unit"],
        owner_post=given.eve_post,
        assigner_unit=given.asked["unit"],
        assigner_post=given.eve_post,
        due_on=due_on,
        first_due_on=due_on,
        no_deadline_reason="" if due_on else "Thường xuyên",
        state=state,
        handed_in_on=handed_in_on,
        finished_on=handed_in_on if done else None,
        approved_at=timezone.now() if done else None,
        assigned_at=timezone.now(),
    )


def test_done_by_the_deadline_is_on_time_and_after_it_late():
    assert standing(DAY_ZERO, DAY_ZERO, DAY_ZERO).due_class == DueClass.ON_TIME
    late = standing(DAY_ZERO, DAY_ZERO + timedelta(days=2), DAY_ZERO + timedelta(days=2))
    assert (late.due_class, late.working_days_late) == (DueClass.LATE, 2)


def test_the_near_window_counts_working_days_and_not_days():
    friday_before_tet = date(2026, 2, 13)
    first_working_days_after = [date(2026, 2, 23), date(2026, 2, 24), date(2026, 2, 25), date(2026, 2, 26)]
    classes = [standing(day, today=friday_before_tet).due_class for day in first_working_days_after]
    assert classes == [DueClass.NEAR_DUE] * 3 + [DueClass.OPEN]


def test_work_handed_in_late_stays_overdue_by_the_working_days_it_was_late():
    found = standing(DAY_ZERO, DAY_ZERO + timedelta(days=3), today=DAY_ZERO + timedelta(days=60))
    assert (found.due_class, found.working_days_late) == (DueClass.OVERDUE, 3)


def test_without_deadline_nothing_is_late():
    assert standing(None).due_class == standing(None, DAY_ZERO, DAY_ZERO).due_class == DueClass.NO_DEADLINE


@pytest.mark.django_db
def test_the_figures_of_all_classes_add_up_to_everything_that_was_not_cancelled(given, world):
    for state in ("assigned", "declined", "handed_in", "done"):
        getattr(given, state)()
    given.assigned(due_on=None, no_deadline_reason="Thường xuyên")
    given.due(given.underway(), timezone.localdate() - timedelta(days=4))
    seen = Task.objects.visible_to(world.chi)
    counts = {name.value: seen.filter(meets).count() for name, meets in queries.class_conditions().items()}
    assert counts == {"on_time": 1, "late": 0, "open": 3, "near_due": 0, "overdue": 1, "no_deadline": 1}
