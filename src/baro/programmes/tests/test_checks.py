"""What the daily checks find about plans and programmes."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from baro.org.checks import check_of
from baro.programmes.actions.planning import choose, close
from baro.programmes.models import Programme
from baro.programmes.tests.filling import approved, programme

TODAY = timezone.localdate()


def _breaks(check, record, day=TODAY):
    return check.rows(day).filter(pk=record.pk).exists()


def test_a_plan_from_which_no_task_follows_is_found_after_its_days(world, given):
    plan = world.signed(type="plan")
    later = TODAY + timedelta(days=30)
    assert not _breaks(check_of("programmes.plans_without_tasks"), plan)
    assert _breaks(check_of("programmes.plans_without_tasks"), plan, later)
    assert not _breaks(check_of("programmes.plans_without_tasks"), world.signed(), later)  # a notice gives out no work
    given.assigned(source=plan)
    assert not _breaks(check_of("programmes.plans_without_tasks"), plan, later)


def test_a_programme_without_a_task_is_found(able, given):
    made = programme(able)
    assert _breaks(check_of("programmes.without_tasks"), made)
    task = given.assigned()
    choose(made.pk, tasks=[task.pk], among=[task.pk], by=able.gus)
    assert not _breaks(check_of("programmes.without_tasks"), made)


def test_a_programme_that_ended_without_a_final_review_is_found(able):
    made = programme(able)
    later = made.last_on + timedelta(days=90)
    assert not _breaks(check_of("programmes.without_final_review"), made, made.last_on)
    assert _breaks(check_of("programmes.without_final_review"), made, later)
    approved(able, made)
    assert _breaks(check_of("programmes.without_final_review"), made, later)  # an interim one is not enough
    approved(able, made, kind="final")
    assert not _breaks(check_of("programmes.without_final_review"), made, later)


def test_a_closed_programme_breaks_nothing(able):
    made = close(programme(able).pk, by=able.gus)
    assert not _breaks(check_of("programmes.without_tasks"), made)
    assert not _breaks(check_of("programmes.without_final_review"), made, made.last_on + timedelta(days=90))
    assert Programme.objects.count() == 1
