"""Returning what was handed in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import approving, working
from baro.tasks.flow import State
from baro.tasks.queries import standing_of
from baro.tasks.rulebook import DueClass
from baro.trail.models import Event, Notice


def test_a_returned_task_is_underway_again_with_the_reason(given, world):
    task = approving.return_(given.handed_in().pk, reason="Thiếu phụ lục", by=world.chi)
    assert (task.state, task.returned_count, task.handed_in_on) == (State.UNDERWAY, 1, None)
    assert Event.objects.about(task)[0].sentence.endswith("”: Thiếu phụ lục")
    assert Notice.objects.filter(post_id=task.owner_post_id, reason="returned").count() == 1


def test_the_clock_runs_again(given, world):
    task = approving.return_(given.handed_in().pk, reason="Thiếu phụ lục", by=world.chi)
    assert standing_of(task, task.due_on + timedelta(days=1))[0].id == DueClass.OVERDUE


def test_every_return_is_counted(given, world):
    task = approving.return_(given.handed_in().pk, reason="Thiếu phụ lục", by=world.chi)
    working.hand_in(task.pk, result="Đã bổ sung", no_evidence="Bản giấy", by=world.eve)
    assert approving.return_(task.pk, reason="Sai số liệu", by=world.chi).returned_count == 2


def test_the_owner_cannot_return_it(given, world):
    with pytest.raises(NotPermitted):
        approving.return_(given.handed_in().pk, reason="x", by=world.eve)


def test_what_is_done_stays_done(given, world):
    with pytest.raises(Refused, match="“Return” is not possible while the state is “Done”"):
        approving.return_(given.done().pk, reason="x", by=world.chi)
