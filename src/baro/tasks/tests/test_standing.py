"""Where a task stands against its deadline, computed from its dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baro.kernel.periods import _worked, last_near_day
from baro.tasks.rulebook import DueClass
from baro.tasks.rules import due_class

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)
days = st.dates(date(2010, 1, 1), date(2035, 12, 31))


def standing(due_on, finished_on=None):
    return due_class(due_on, finished_on, MONDAY, near_working_days=3)


@pytest.mark.parametrize(
    ("due_on", "finished_on", "expected", "late"),
    [
        (FRIDAY, FRIDAY, DueClass.ON_TIME, 0),
        (FRIDAY, date(2026, 11, 2), DueClass.ON_TIME, 0),
        (FRIDAY, MONDAY, DueClass.LATE, 1),
        (FRIDAY, None, DueClass.OVERDUE, 1),
        (SATURDAY, None, DueClass.OVERDUE, 1),
        (MONDAY, None, DueClass.NEAR_DUE, 0),
        (date(2026, 11, 27), None, DueClass.NEAR_DUE, 0),
        (date(2026, 11, 29), None, DueClass.NEAR_DUE, 0),
        (date(2026, 11, 30), None, DueClass.OPEN, 0),
        (None, None, DueClass.NO_DEADLINE, 0),
        (None, FRIDAY, DueClass.NO_DEADLINE, 0),
    ],
)
def test_a_task_stands_where_its_dates_put_it(due_on, finished_on, expected, late):
    found = standing(due_on, finished_on)
    assert (found.due_class, found.working_days_late) == (expected, late)


def test_a_holiday_stretches_the_time_that_is_near():
    assert standing(date(2026, 11, 27)).working_days_left == 3


@given(today=days, near=st.integers(0, 10))
def test_the_bound_for_queries_agrees_with_the_class(today, near):
    bound = last_near_day(today, near)
    for due_on, expected in (
        (today, DueClass.NEAR_DUE),
        (bound, DueClass.NEAR_DUE),
        (bound + timedelta(days=1), DueClass.OPEN),
    ):
        assert due_class(due_on, None, today, near_working_days=near).due_class is expected


def test_no_deadline_however_far_holds_up_who_looks_at_it():
    before = _worked.cache_info().misses
    found = standing(date.max)
    assert (found.due_class, found.working_days_left) == (DueClass.OPEN, None)
    assert _worked.cache_info().misses <= before + 2
