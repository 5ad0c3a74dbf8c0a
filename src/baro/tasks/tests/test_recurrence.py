"""When recurring work falls due, for every rule and every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baro.tasks.recurring import Recurrence

rules = st.sampled_from([1, 3, 6, 12]).flatmap(
    lambda months: st.builds(Recurrence, st.just(months), st.integers(1, months), st.integers(1, 31))
)
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))

QUARTER, LEAP = Recurrence(3, 3, 25), Recurrence(12, 2, 29)


@pytest.mark.parametrize(
    ("rule", "day", "expected"),
    [
        (QUARTER, date(2026, 11, 30), date(2026, 12, 25)),
        (QUARTER, date(2026, 12, 25), date(2027, 3, 25)),
        (QUARTER, date(2026, 12, 24), date(2026, 12, 25)),
        (Recurrence(1, 1, 31), date(2026, 1, 31), date(2026, 2, 28)),
        (Recurrence(1, 1, 31), date(2026, 2, 28), date(2026, 3, 31)),
        (Recurrence(6, 6, 15), date(2026, 6, 15), date(2026, 12, 15)),
        (LEAP, date(2027, 1, 1), date(2027, 2, 28)),
        (LEAP, date(2027, 2, 28), date(2028, 2, 29)),
        (LEAP, date(2028, 2, 28), date(2028, 2, 29)),
        (LEAP, date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_the_next_day_of_a_rule(rule, day, expected):
    assert rule.after(day) == expected


@given(rule=rules, day=days)
def test_days_follow_each_other_without_a_gap(rule, day):
    last, coming = rule.on_or_before(day), rule.after(day)
    assert last <= day < coming
    assert rule.after(last) == coming
    assert rule.on_or_before(coming - timedelta(days=1)) == last
    assert (coming.year * 12 + coming.month) - (last.year * 12 + last.month) == rule.months


@given(rule=rules)
def test_a_rule_is_read_as_it_was_kept(rule):
    assert Recurrence.read(rule.as_kept()) == rule
