"""Taking a task on, or declining it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.http import Http404

from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import working
from baro.tasks.flow import State
from baro.trail.models import Event, Notice


def test_the_owner_takes_the_task_on(given):
    task = given.underway()
    assert task.state == State.UNDERWAY
    assert task.accepted_at is not None
    assert Event.objects.about(task)[0].sentence.endswith("took the task on")


def test_the_post_decides_and_not_the_person(given, world):
    successor = replace(world.eve, person_id=world.gus.person_id, name="Gus", title="Gus, Bí thư")
    assert working.accept(given.assigned().pk, by=successor).state == State.UNDERWAY


def test_a_person_in_two_posts_works_only_in_the_post_that_owns_it(given, world):
    elsewhere = replace(world.eve, post_id=world.gus.post_id)
    with pytest.raises(NotPermitted, match="Only whoever holds the owner's post works on the task"):
        working.accept(given.assigned().pk, by=elsewhere)


def test_the_assigner_cannot_take_it_on(given, world):
    with pytest.raises(NotPermitted):
        working.accept(given.assigned().pk, by=world.chi)


def test_a_task_is_taken_on_once(given, world):
    with pytest.raises(Refused, match="“Take it on” is not possible while the state is “Underway”"):
        working.accept(given.underway().pk, by=world.eve)


@pytest.mark.parametrize("outsider", ["dov", "hue", "stranger"])
def test_for_outsiders_the_task_does_not_exist(given, world, outsider):
    with pytest.raises(Http404):
        working.accept(given.assigned().pk, by=getattr(world, outsider))


def test_a_declined_task_waits_for_the_assigner_with_the_reason(given, world):
    task = given.declined()
    assert task.state == State.DECLINED
    assert Event.objects.about(task)[0].sentence.endswith("declined the task: Không đúng chức năng")
    assert Notice.objects.filter(post_id=world.chi.post_id, reason="decide").exists()


def test_what_was_taken_on_can_no_longer_be_declined(given, world):
    with pytest.raises(Refused, match="“Decline” is not possible"):
        working.decline(given.underway().pk, reason="Bận", by=world.eve)
