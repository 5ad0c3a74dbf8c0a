"""Obstacles: recorded by the owner, answered by whoever must remove them, and urging rests in between."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from baro.kernel import rulebook
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.periods import add_working_days
from baro.tasks.tests.conftest import day_off
from baro.trail.models import Event, Notice
from baro.urging.actions import obstacles
from baro.urging.actions.climbing import climb
from baro.urging.models import Obstacle
from baro.urging.rulebook import Obstacles
from baro.urging.tests.conftest import obstacle, steps_of


@pytest.fixture
def standing(given):
    return obstacle(given, given.underway())


def test_whoever_must_remove_it_is_asked_and_the_assigner_is_told(standing, world):
    assert standing.state == "standing"
    event = Event.objects.about(standing.task)[0]
    assert "recorded an obstacle, to be removed by Chánh Văn phòng, Văn phòng Tỉnh ủy" in event.sentence
    assert Notice.objects.to(world.chi.post_id).filter(reason="decide").exists()


def test_where_a_unit_is_named_its_head_is_asked(given, world):
    found = obstacle(given, given.underway(), unit=world.unit("QN-VP"), post=None)
    assert found.remover == "Văn phòng Tỉnh ủy"
    assert obstacles.remove(found.pk, answer="Đã gửi", by=world.chi).state == "removed"


def test_only_the_owner_records_one(given, world):
    with pytest.raises(NotPermitted, match="Only the owner"):
        obstacle(given, given.underway(), by=world.ada)


def test_of_work_that_was_handed_in_nothing_is_in_the_way(given):
    with pytest.raises(Refused, match="does not wait for its owner"):
        obstacle(given, given.handed_in())


def test_nobody_names_themselves(given, world):
    with pytest.raises(Refused, match="cannot name yourself"):
        obstacle(given, given.underway(), post=world.post("QN-HL", "Bí thư"))
    with pytest.raises(Refused, match="cannot name yourself"):
        obstacle(given, given.underway(), post=None, unit=world.unit("QN-HL"))


def test_the_day_is_a_working_day_within_the_rule(given):
    far = add_working_days(timezone.localdate(), rulebook.today(Obstacles).most_working_days + 1)
    for day, said in (
        (day_off(), "not a working day"),
        (far, "at the latest"),
        (timezone.localdate() - timedelta(9), "is past"),
    ):
        with pytest.raises(Refused, match=said) as refusal:
            obstacle(given, given.underway(), until=day)
        assert set(refusal.value.fields) == {"until"}


def test_somebody_must_be_named(given, world):
    with pytest.raises(Refused, match="Choose the unit or the post"):
        obstacle(given, given.underway(), post=None)
    with pytest.raises(Refused, match="is not a post of"):
        obstacle(given, given.underway(), unit=world.unit("QN-CX"))
    assert not Obstacle.objects.exists()


def test_a_task_has_a_limited_number_at_once(given):
    task = given.underway()
    for _ in range(rulebook.today(Obstacles).most_at_once):
        obstacle(given, task)
    with pytest.raises(Refused, match="has 5 obstacles"):
        obstacle(given, task)


def test_while_it_stands_nobody_is_urged(given):
    task = given.underway()
    obstacle(given, task)
    assert climb(task.due_on) == 0
    assert climb(add_working_days(task.due_on, 1)) == 1
    assert [step for step, _day in steps_of(task)] == ["overdue"]


def test_the_answer_reaches_the_owner(standing, world):
    found = obstacles.refuse(standing.pk, answer="Đã gửi từ tuần trước", by=world.chi)
    assert (found.state, found.ended_on) == ("refused", timezone.localdate())
    assert Event.objects.about(standing)[0].sentence.endswith("refused the obstacle: Đã gửi từ tuần trước")
    assert Notice.objects.to(standing.task.owner_post_id).filter(reason="returned").exists()


def test_it_is_answered_once_and_only_by_who_was_asked(standing, world):
    with pytest.raises(NotPermitted, match="Only Chánh Văn phòng"):
        obstacles.remove(standing.pk, answer="x", by=world.ada)
    obstacles.remove(standing.pk, answer="Đã gửi", by=world.chi)
    with pytest.raises(Refused, match="not possible any more"):
        obstacles.refuse(standing.pk, answer="x", by=world.chi)


def test_the_owner_takes_it_back(standing, world):
    with pytest.raises(NotPermitted):
        obstacles.withdraw(standing.pk, by=world.chi)
    assert obstacles.withdraw(standing.pk, by=world.eve).state == "withdrawn"
    assert climb(standing.task.due_on) == 1
