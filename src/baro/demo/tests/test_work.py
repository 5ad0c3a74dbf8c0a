"""The work of the demo as a plan: whatever day it is, no deed comes before the one it follows from."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle, pairwise

import pytest

from baro.demo.loading import EARLIEST_TODAY
from baro.demo.reform.deeds import EFFECTIVE_ON, first_of_next_quarter
from baro.demo.work.days import Days
from baro.demo.work.diary import diary
from baro.demo.work.letters import PAPERS
from baro.demo.work.plan import plan
from baro.demo.work.stories import Span, story
from baro.kernel.periods import add_working_days, is_working_day

pytestmark = pytest.mark.province
TODAYS = [
    date(2026, 11, 24),
    date(2026, 12, 31),
    date(2027, 2, 8),  # the lunar new year
    date(2027, 5, 1),  # a holiday and a Saturday
    date(2028, 9, 3),  # a Sunday in a long weekend
]


@pytest.mark.parametrize("today", TODAYS)
def test_every_deadline_is_a_working_day_after_the_assignment(today):
    days = Days(today)
    for given in plan().given:
        assigned, due = days.of(given.assigned), days.of(given.due)
        assert is_working_day(due), given.work
        assert assigned <= due, given.work


@pytest.mark.parametrize("today", TODAYS)
def test_no_step_of_a_story_comes_before_the_one_it_follows(today):
    days, last = Days(today), add_working_days(today, -1)
    for given in plan().given:
        span = Span(days.of(given.assigned), days.of(given.due), last)
        for outcome in given.outcomes:
            told = [step.day for step in story(outcome, span)]
            assert all(a <= b for a, b in pairwise([span.assigned, *told])), (outcome, given.work)


@pytest.mark.parametrize("today", TODAYS)
def test_the_diary_is_in_order_and_holds_nothing_of_today_or_later(today):
    moments = [deed.moment for deed in diary(today)]
    assert moments == sorted(moments)
    assert moments[-1].date() < today
    assert moments[-1].date() >= add_working_days(today, -1)


def test_a_plan_lies_ahead_on_the_first_day_of_the_next_quarter():
    assert first_of_next_quarter(date(2026, 11, 24)) == date(2027, 1, 1)
    assert first_of_next_quarter(date(2027, 1, 1)) == date(2027, 4, 1)
    assert first_of_next_quarter(date(2027, 9, 30)) == date(2027, 10, 1)


def test_current_work_lies_after_the_reform_whatever_the_day():
    days = Days(EARLIEST_TODAY)
    rows = (*plan().incoming, *plan().outgoing, *plan().given)
    told = [
        getattr(row, name)
        for row in rows
        for name in type(row).model_fields
        if name in ("arrived", "drafted", "assigned")
    ]
    assert min(days.of(day) for day in told if isinstance(day, int)) >= EFFECTIVE_ON


def test_current_work_keeps_its_distance_to_today():
    days, later = Days(TODAYS[0]), Days(TODAYS[0] + timedelta(days=7))
    assert days.of(-3) < later.of(-3)
    assert days.of(date(2025, 8, 23)) == later.of(date(2025, 8, 23))


def test_papers_left_for_visitors_are_not_registered():
    used = {row.paper for row in (*plan().incoming, *plan().entered)}
    every = {path.name for path in PAPERS.iterdir() if path.suffix in (".pdf", ".docx", ".png")}
    assert {name[:2] for name in every - used} == {"01", "10", "12", "13", "14"}


def test_all_outcomes_are_told_of():
    told = {outcome for given in plan().given for outcome, _n in zip(cycle(given.outcomes), range(20), strict=False)}
    assert {"on_time", "late", "returned", "behind", "silent", "declined", "asks", "extended", "cancelled"} <= told
