"""Cancelling a task."""

from __future__ import annotations

import pytest

from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import redirecting
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.queries import class_conditions, standing_of
from baro.trail.models import Event, Notice


@pytest.mark.parametrize("state", ["assigned", "declined", "underway", "handed_in"])
def test_an_open_task_is_cancelled_with_a_reason(given, world, state):
    task = redirecting.cancel(getattr(given, state)().pk, reason="Giao nhầm", by=world.chi)
    assert (task.state, task.handed_in_on) == (State.CANCELLED, None)
    assert Event.objects.about(task)[0].sentence.endswith("”: Giao nhầm")
    assert Notice.objects.filter(post_id=task.owner_post_id, reason="informed").count() == 1


def test_a_cancelled_task_belongs_to_no_class(given, world):
    task = redirecting.cancel(given.assigned().pk, reason="Giao nhầm", by=world.chi)
    assert standing_of(task) is None
    assert not any(Task.objects.filter(condition).exists() for condition in class_conditions().values())


def test_what_is_done_cannot_be_cancelled(given, world):
    with pytest.raises(Refused, match="“Cancel the task” is not possible"):
        redirecting.cancel(given.done().pk, reason="x", by=world.chi)


def test_the_owner_cannot_cancel_it(given, world):
    with pytest.raises(NotPermitted):
        redirecting.cancel(given.assigned().pk, reason="x", by=world.eve)
