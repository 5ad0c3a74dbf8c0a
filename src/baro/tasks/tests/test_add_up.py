"""The progress of a whole is what its parts add up to."""

from __future__ import annotations

import pytest

from baro.kernel.decisions import require
from baro.kernel.errors import NotPermitted
from baro.tasks.actions import redirecting, working
from baro.tasks.verbs import ADD_UP
from baro.trail.models import Event


def progress(task):
    task.refresh_from_db()
    return task.progress_percent


def test_it_is_the_mean_of_the_parts_rounded_down_without_the_cancelled(given, world):
    whole = given.underway()
    parts = [given.part(whole, work=f"Phần việc số {n} của báo cáo") for n in range(3)]
    for part in parts:
        working.accept(part.pk, by=world.fay)
    working.report(parts[0].pk, percent=50, words="Được nửa", by=world.fay)
    assert progress(whole) == 16
    given_back = parts[2]
    redirecting.cancel(given_back.pk, reason="Không cần", by=world.eve)
    assert progress(whole) == 25
    assert Event.objects.about(whole).done(ADD_UP.code)[0].sentence.endswith("adds up to 25%")


def test_a_new_part_makes_the_progress_less(given, world):
    whole = given.underway()
    working.report(whole.pk, percent=40, words="Đang làm", by=world.eve)
    given.part(whole)
    assert progress(whole) == 0


def test_it_goes_up_through_every_level(given, world):
    whole = given.underway()
    part = given.part(whole, unit=given.asked["unit"], owner_post=given.eve_post, accountable_post=given.eve_post)
    deeper = given.part(part)
    given.part_done(deeper)
    assert (progress(part), progress(whole)) == (100, 100)


def test_whoever_reports_on_a_whole_does_not_say_its_progress(given, world):
    whole = given.underway()
    part = given.part(whole)
    working.accept(part.pk, by=world.fay)
    working.report(part.pk, percent=30, words="Đang làm", by=world.fay)
    working.report(whole.pk, percent=90, words="Gần xong", by=world.eve)
    assert progress(whole) == 30


def test_nobody_adds_up_by_hand(given, world):
    with pytest.raises(NotPermitted):
        require(world.ada, ADD_UP, given.underway())
