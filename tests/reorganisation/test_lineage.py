"""Counts by unit in three ways: as it was, as it is today, as of a day; every record is counted once in each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from baro.org.lineage import Follows, Lineage, lineage, unit_then
from baro.org.models import Unit
from baro.org.reorganising.actions import signing as reorganising
from baro.statistics.boards.tasks import TASKS
from baro.statistics.organisation import Organisation
from baro.tasks.models import Task
from tests.reorganisation.test_carry_out import TODAY, merger  # noqa: F401 - a fixture
from tests.reorganisation.test_carry_out import given as given_task
from tests.signing import sign_as_seen

DAYS = [date(2024, 1, 1) + timedelta(days=100 * n) for n in range(8)]


@st.composite
def histories(draw):
    """Units that merge into others founded on the same day, again and again."""
    standing, found, key = list(range(1, draw(st.integers(2, 9)))), Lineage(), 100
    for day in DAYS[1:-1]:
        if len(standing) < 2:
            break
        gone = draw(st.lists(st.sampled_from(standing), min_size=0, max_size=3, unique=True))
        for at, unit in enumerate(gone):
            found.follows[unit] = Follows(key, day, at == 0)
        if gone:
            found.leading[key], found.founded[key] = gone[0], day
            standing = [unit for unit in standing if unit not in gone] + [key]
            key += 1
    return found, standing


def existed(history: Lineage, unit: int, day: date) -> bool:
    """Whether a unit stood on a day."""
    ended = history.follows.get(unit)
    return history.founded.get(unit, date.min) <= day and (ended is None or day < ended.on)


@given(histories(), st.sampled_from(DAYS))
def test_on_every_day_a_unit_is_one_that_stood_then(drawn, day):
    history, standing = drawn
    for unit in {*history.follows, *history.leading, *standing}:
        assert existed(history, history.on(unit, day), day)


@given(histories())
def test_today_every_unit_is_one_that_stands(drawn):
    history, standing = drawn
    assert {history.on(unit, None) for unit in {*history.follows, *standing}} <= set(standing)


def test_a_moved_task_was_the_old_units_and_is_the_new_ones(world, merger):  # noqa: F811
    task = given_task(world, unit="QN-CX")
    old = task.unit_id
    Task.objects.filter(pk=task.pk).update(assigned_at=timezone.now() - timedelta(days=20))
    sign_as_seen(merger.pk, by=world.ada)
    reorganising.carry_out(merger.pk, by=world.kim)
    was = Task.objects.annotate(unit_then=unit_then("tasks.owned", "unit", "assigned_at__date")).get(pk=task.pk)
    new = Unit.objects.open().get(code="QN-HL").pk
    assert (was.unit_then, was.unit_id) == (old, new)
    history = lineage()
    assert history.on(old, None) == new
    assert history.on(old, TODAY - timedelta(days=1)) == old
    assert history.on(new, TODAY - timedelta(days=1)) == world.unit("QN-HL").pk, "the leading predecessor"


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY])
def test_the_total_is_equal_in_all_three_ways_and_every_number_opens_its_tasks(world, merger, day):  # noqa: F811
    _carried_out_with_tasks(world, merger)
    ada, branch = world.ada, world.unit("QN")
    found = {}
    for way in (Organisation(), Organisation("then"), Organisation("day", day)):
        by, (every, *_others) = TASKS.groupings(way)["unit"], TASKS.lines(TODAY)
        rows = TASKS.table(ada, branch, by).rows
        for row in rows:
            assert TASKS.cell(every, branch, by, row.key).count_for(ada, TODAY) == row.counts["assigned"]
        found[way.way] = sorted(row.counts["assigned"] for row in rows)
    assert (found["today"], found["then"]) == ([3], [1, 2])
    assert found["day"] == ([1, 2] if day < TODAY else [3])


def test_the_page_asks_of_which_organisation(world, merger):  # noqa: F811
    _carried_out_with_tasks(world, merger)
    client, old = world.browser(world.ada), world.unit("QN-CX").pk
    rows = f"/dashboard/tasks/{world.unit('QN').pk}/unit/{old}/assigned/?organisation=then"
    assert rows in client.get("/dashboard/?unit=QN&organisation=then").text
    assert client.get(rows).context["list"].count == 2
    assert "Say as of which day" in client.get("/dashboard/?unit=QN&organisation=day").text


def _carried_out_with_tasks(world, plan):
    """One task of Hà Lầm and two of Cao Xanh, given three weeks before the two become one."""
    for unit in ("QN-HL", "QN-CX", "QN-CX"):
        given_task(world, unit=unit)
    Task.objects.update(assigned_at=timezone.now() - timedelta(days=20))
    sign_as_seen(plan.pk, by=world.ada)
    reorganising.carry_out(plan.pk, by=world.kim)
