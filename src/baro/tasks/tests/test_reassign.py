"""Giving a task, or many, to another owner."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import redirecting
from baro.tasks.flow import State
from baro.tasks.models import Task, TaskRole
from baro.trail.models import Event, Notice


def to_the_cell(world, **other):
    cell = {"unit": world.unit("QN-HL-CB"), "owner_post": world.post("QN-HL-CB", "Bí thư chi bộ")}
    return {"reason": "Đúng chức năng hơn", "by": world.chi} | cell | other


def without(actor, permission):
    return replace(actor, scopes=tuple(scope for scope in actor.scopes if scope.permission != permission))


@pytest.mark.parametrize("state", ["assigned", "declined", "underway"])
def test_the_new_owner_starts_afresh(given, world, state):
    task = redirecting.reassign(getattr(given, state)().pk, **to_the_cell(world))
    assert (task.state, task.unit.code, task.accepted_at) == (State.ASSIGNED, "QN-HL-CB", None)
    assert Notice.objects.filter(post_id=task.owner_post_id, reason="assigned").count() == 1
    assert Notice.objects.filter(post_id=given.eve_post.pk, reason="informed").count() == 1


def test_the_timeline_names_both_owners(given, world):
    task = redirecting.reassign(given.declined().pk, **to_the_cell(world))
    assert Event.objects.about(task)[0].sentence.endswith(
        "gave the task to Fay Bí Thư Chi Bộ, Bí thư chi bộ, Chi bộ khu phố 1 instead of Bí thư, Đảng ủy phường Hà Lầm:"
        " Đúng chức năng hơn"
    )


def test_the_task_is_seen_from_the_new_owners_unit_and_not_from_the_former(given, world):
    task = given.assigned(accountable_post=world.post("QN-VP", "Chánh Văn phòng"))
    redirecting.reassign(
        task.pk,
        **to_the_cell(world, unit=world.unit("QN-CX"), owner_post=world.post("QN-CX", "Bí thư")),
    )
    assert Task.objects.visible_to(world.dov).filter(pk=task.pk).exists()
    assert not Task.objects.visible_to(world.gus).filter(pk=task.pk).exists()
    assert task.units.get(role=TaskRole.OWNER).unit.code == "QN-CX"


def test_the_same_owner_is_no_other_owner(given, world):
    with pytest.raises(Refused, match="owns the task already"):
        redirecting.reassign(
            given.assigned().pk, **to_the_cell(world, unit=world.unit("QN-HL"), owner_post=given.eve_post)
        )


def test_nobody_gives_work_where_they_assign_none(given, world):
    task = given.assigned()
    with pytest.raises(NotPermitted, match="You do not assign work to this unit"):
        redirecting.reassign(task.pk, **to_the_cell(world, by=without(world.ada, "tasks.task.assign")))
    task.refresh_from_db()
    assert task.owner_post_id == given.eve_post.pk


def test_the_owner_passes_the_task_to_nobody(given, world):
    with pytest.raises(NotPermitted, match="directs this task"):
        redirecting.reassign(given.assigned().pk, **to_the_cell(world, by=world.eve))


def test_many_tasks_change_hands_and_the_rest_is_named_with_the_reason(given, world):
    movable = [given.assigned(), given.declined()]
    waiting = given.handed_in()
    batch = redirecting.reassign_many([task.pk for task in [*movable, waiting]], **to_the_cell(world))
    assert {task.pk for task in batch.records} == {task.pk for task in movable}
    assert [(refusal.pk, "is not possible" in refusal.sentence) for refusal in batch.refused] == [(waiting.pk, True)]
    assert set(Task.objects.filter(unit__code="QN-HL-CB").values_list("pk", "state")) == {
        (task.pk, State.ASSIGNED) for task in movable
    }
    assert Notice.objects.filter(post_id=given.eve_post.pk, reason="informed").count() == 2


def test_many_cost_as_many_statements_as_few(given, world, django_assert_num_queries):
    few, many = [given.assigned().pk for _ in range(2)], [given.assigned().pk for _ in range(12)]
    arguments = to_the_cell(world)
    with CaptureQueriesContext(connection) as cost:
        redirecting.reassign_many(few, **arguments)
    with django_assert_num_queries(len(cost)):
        redirecting.reassign_many(many, **arguments)
