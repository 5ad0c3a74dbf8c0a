"""Approving and returning many results at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baro.documents.flow import State as DocumentState
from baro.tasks.actions import approving
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.trail.models import Event, Notice


@pytest.mark.parametrize(
    "deed", [approving.approve_many, lambda ids, by: approving.return_many(ids, reason="Thiếu phụ lục", by=by)]
)
def test_many_cost_as_much_as_two(given, world, django_assert_num_queries, deed):
    few, many = [given.handed_in().pk for _ in range(2)], [given.handed_in().pk for _ in range(7)]
    chi = world.chi
    with CaptureQueriesContext(connection) as cost:
        deed(few, by=chi)
    with django_assert_num_queries(len(cost)):
        batch = deed(many, by=chi)
    assert len(batch.records) == 7


def test_many_are_done_and_the_document_ends_with_the_last(given, world):
    document, other = world.instructed(), world.instructed()
    tasks = [given.handed_in(source=document), given.handed_in(source=document), given.handed_in(source=other)]
    given.underway(source=other)
    approving.approve_many([task.pk for task in tasks], by=world.chi)
    document.refresh_from_db()
    other.refresh_from_db()
    assert (document.state, other.state) == (DocumentState.CARRIED_OUT, DocumentState.INSTRUCTED)
    for task in tasks:
        task.refresh_from_db()
        assert (task.state, task.finished_on, task.approved_at is not None) == (State.DONE, task.handed_in_on, True)
    assert Event.objects.about(document).done("tasks.task.approve").count() == 2
    assert Notice.objects.filter(reason="finished", post_id=given.eve_post.pk).count() == 3


def test_many_go_back_with_one_reason_and_what_does_not_wait_is_left_alone(given, world):
    waits, works = given.handed_in(), given.underway()
    batch = approving.return_many([waits.pk, works.pk], reason="Thiếu phụ lục", by=world.chi)
    waits.refresh_from_db()
    assert (waits.state, waits.returned_count, waits.handed_in_on) == (State.UNDERWAY, 1, None)
    [refusal] = batch.refused
    assert refusal.pk == works.pk


def test_the_list_says_of_each_row_what_can_be_done_to_it(given, world):
    waits, works = given.handed_in(), given.underway()
    page = world.browser(world.chi).get(reverse("tasks.list")).text
    assert f'data-baro-tick="tasks.task.approve tasks.task.return" value="{waits.pk}"' in page
    assert f'data-baro-tick="tasks.task.urge tasks.task.reassign" value="{works.pk}"' in page


def test_ticked_results_are_approved_from_the_list(given, world):
    tasks = [given.handed_in().pk for _ in range(2)]
    answer = world.browser(world.chi).post(reverse("tasks.task.approve.many"), {"ids": tasks}, follow=True)
    assert "2 changed" in answer.text
    assert set(Task.objects.values_list("state", flat=True)) == {State.DONE}
