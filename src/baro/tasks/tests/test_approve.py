"""Approving a result, and what ends with the last one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from baro.documents.flow import State as DocumentState
from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import approving, redirecting
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.queries import standing_of
from baro.tasks.rulebook import DueClass
from baro.trail.models import Event, Notice


def test_an_approved_task_is_done_on_the_day_it_was_handed_in(given, world):
    task = given.handed_in()
    three_days_ago = timezone.localdate() - timedelta(days=3)
    Task.objects.filter(pk=task.pk).update(handed_in_on=three_days_ago)
    task = approving.approve(task.pk, by=world.chi)
    assert (task.state, task.finished_on) == (State.DONE, three_days_ago)
    assert task.approved_at is not None


def test_a_slow_approval_makes_nobody_late(given, world):
    task = given.due(given.handed_in(), timezone.localdate() - timedelta(days=5))
    Task.objects.filter(pk=task.pk).update(handed_in_on=task.due_on)
    task = approving.approve(task.pk, by=world.chi)
    assert standing_of(task)[0].id == DueClass.ON_TIME


def test_who_approves_results_in_the_assigning_unit_may_approve(given, world):
    assert approving.approve(given.handed_in().pk, by=world.ada).state == State.DONE


def test_nobody_approves_their_own_work(given, world):
    task = given.handed_in()
    with pytest.raises(NotPermitted, match="Nobody approves their own work"):
        approving.approve(task.pk, by=world.eve)
    in_another_post = replace(world.chi, person_id=world.eve.person_id)
    with pytest.raises(NotPermitted, match="Nobody approves their own work"):
        approving.approve(task.pk, by=in_another_post)


def test_others_do_not_approve(given, world):
    with pytest.raises(NotPermitted, match="Only the assigner"):
        approving.approve(given.handed_in().pk, by=world.gus)


def test_what_was_not_handed_in_cannot_be_approved(given, world):
    with pytest.raises(Refused, match="“Approve the result” is not possible while the state is “Underway”"):
        approving.approve(given.underway().pk, by=world.chi)


def test_the_owner_is_told(given):
    task = given.done()
    assert Notice.objects.filter(post_id=task.owner_post_id, reason="finished").count() == 1


def test_with_its_last_task_the_document_is_carried_out(given, world):
    document = world.instructed()
    given.done(source=document)
    document.refresh_from_db()
    assert document.state == DocumentState.CARRIED_OUT
    codes = [event.verb_code for event in Event.objects.about(document)[:2]]
    assert codes == ["documents.document.carry_out", "tasks.task.approve"]


@pytest.mark.parametrize("waiting", ["assigned", "declined", "underway", "handed_in"])
def test_while_a_task_is_open_the_document_is_not_carried_out(given, world, waiting):
    document = world.instructed()
    getattr(given, waiting)(source=document)
    given.done(source=document)
    document.refresh_from_db()
    assert document.state == DocumentState.INSTRUCTED


def test_a_cancelled_task_does_not_hold_the_document_open(given, world):
    document = world.instructed()
    open_task = given.assigned(source=document)
    given.done(source=document)
    redirecting.cancel(open_task.pk, reason="Trùng việc", by=world.chi)
    document.refresh_from_db()
    assert document.state == DocumentState.CARRIED_OUT


def test_cancelled_tasks_alone_carry_nothing_out(given, world):
    document = world.instructed()
    redirecting.cancel(given.assigned(source=document).pk, reason="Giao nhầm", by=world.chi)
    document.refresh_from_db()
    assert document.state == DocumentState.INSTRUCTED
