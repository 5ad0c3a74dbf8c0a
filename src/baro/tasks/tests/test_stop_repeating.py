"""Letting nothing more follow."""

from __future__ import annotations

import pytest

from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import repeating
from baro.trail.models import Event


def repeated(given, world):
    return repeating.repeat(given.underway().pk, months=1, month=1, day=5, by=world.chi)


def test_after_it_no_task_follows(given, world):
    task = repeated(given, world)
    opens = task.opens_next_on
    task = repeating.stop_repeating(task.pk, reason="Chế độ báo cáo đã bãi bỏ", by=world.chi)
    assert (task.recurs, task.occurs_on, task.opens_next_on) == ("", None, None)
    assert repeating.open_all(opens) == 0
    assert "Chế độ báo cáo đã bãi bỏ" in Event.objects.about(task)[0].sentence


def test_what_does_not_repeat_is_not_stopped(given, world):
    with pytest.raises(Refused, match="No further task follows"):
        repeating.stop_repeating(given.underway().pk, reason="Nhầm", by=world.chi)


def test_only_who_gave_it_stops_it(given, world):
    with pytest.raises(NotPermitted):
        repeating.stop_repeating(repeated(given, world).pk, reason="Nhầm", by=world.eve)
