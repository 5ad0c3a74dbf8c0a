"""The same task to many units at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baro.kernel.errors import Refused
from baro.org.actions.founding import Carried, Founding, Opening, found, open_posts
from baro.org.actors import Actor
from baro.org.models import PostRank, UnitKind
from baro.tasks.actions import assigning
from baro.tasks.models import Task, TaskUnit
from baro.trail.models import Event, Notice


def wording(given, **other):
    wanted = ("work", "due_on", "product", "authority")
    return {name: given.asked[name] for name in wanted} | other


def test_each_unit_gets_a_task_of_its_own_owned_by_its_head(given, world):
    units = [world.unit("QN-HL"), world.unit("QN-CX")]
    batch = assigning.assign_many(units, by=world.chi, **wording(given))
    owners = set(Task.objects.values_list("unit__code", "owner_post__name", "accountable_post__name"))
    assert owners == {("QN-HL", "Bí thư", "Bí thư"), ("QN-CX", "Bí thư", "Bí thư")}
    assert Notice.objects.filter(reason="assigned").count() == 2
    assert "Eve Bí Thư Phường, Bí thư" in Event.objects.about(batch.records[0])[0].sentence
    assert TaskUnit.objects.filter(role="owner").count() == 2


def test_a_unit_without_a_head_is_left_out_and_named(given, world):
    batch = assigning.assign_many([world.unit("QN-HL"), world.unit("QN-BTV")], by=world.chi, **wording(given))
    assert [task.unit.code for task in batch.records] == ["QN-HL"]
    assert [(refusal.title, "Nobody holds" in refusal.sentence) for refusal in batch.refused] == [
        ("Ban Thường vụ Tỉnh ủy", True)
    ]


def test_a_unit_out_of_reach_is_left_out_and_named(given, world):
    batch = assigning.assign_many([world.unit("QN-HL"), world.unit("QN-CX")], by=world.eve, **wording(given))
    assert [task.unit.code for task in batch.records] == ["QN-HL"]
    assert "You do not assign work" in batch.refused[0].sentence


def test_an_unclear_task_goes_to_nobody(given, world):
    with pytest.raises(Refused) as refusal:
        assigning.assign_many([world.unit("QN-HL")], by=world.chi, **wording(given, product="", due_on=None))
    assert set(refusal.value.fields) == {"product", "due_on"}
    assert not Task.objects.exists()


def test_the_document_that_the_tasks_follow_from_tells_of_each(given, world):
    document, units = world.instructed(), [world.unit("QN-HL"), world.unit("QN-CX")]
    batch = assigning.assign_many(units, by=world.chi, **wording(given, source=document))
    told = Event.objects.about(document).done("tasks.task.assign")
    assert {event.pk for event in told} == {event.pk for event in batch.events}
    assert [Event.objects.about(task).count() for task in batch.records] == [1, 1]


def test_many_units_cost_as_many_statements_as_two(given, world, django_assert_num_queries):
    plans = [Founding(f"P{n}", f"Chi bộ {n}", UnitKind.CELL, "QN") for n in range(20)]
    system = Actor.system("test")
    cells = list(found(plans, since=timezone.localdate(), by=system).values())
    head = PostRank.HEAD
    posts = [
        Opening(plan.code, "Bí thư", f"Người {plan.code}", head, (Carried(plan.code, ("tasks.see",)),))
        for plan in plans
    ]
    open_posts(posts, since=timezone.localdate(), by=system)
    chi, asked = world.chi, wording(given, source=world.instructed())
    with CaptureQueriesContext(connection) as cost:
        assigning.assign_many(cells[:2], by=chi, **asked)
    with django_assert_num_queries(len(cost)):
        assert len(assigning.assign_many(cells[2:], by=chi, **asked).records) == 18
