"""What is called to attention every day: each check finds the task that breaks it, and not the one in order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from baro.documents.models import Document, HandlingSlip
from baro.kernel import rulebook
from baro.kernel.periods import add_working_days
from baro.org.actions.checking import check_for
from baro.org.checks import check_of
from baro.org.models import CheckCount, TenureKind
from baro.org.posts.actions.appointing import appoint
from baro.tasks.actions.extending import ask_extension
from baro.tasks.actions.working import report
from baro.tasks.models import Task
from baro.tasks.rulebook import Watched
from baro.tasks.tests.conftest import day_off, working_days_ahead
from tests.powers.given import by_two

TODAY = timezone.localdate()
LIMITS = rulebook.in_force(Watched, on=TODAY).body


def long_ago(working_days):
    """A day one working day before the limit."""
    return add_working_days(TODAY, -working_days - 1)


def aged(task, **fields):
    """The task as if that had been long ago."""
    Task.objects.filter(pk=task.pk).update(**fields)
    return task


def untaken(given):
    return aged(given.assigned(), assigned_at=timezone.now() - timedelta(days=20))


def declined(given):
    return aged(given.declined(), assigned_at=timezone.now() - timedelta(days=20))


def silent(given):
    return aged(given.underway(), accepted_at=timezone.now() - timedelta(days=60))


def undecided(given):
    day = long_ago(LIMITS.undecided)
    return aged(given.handed_in(), handed_in_on=day)


def unanswered(given):
    task = given.underway(due_on=working_days_ahead(1))
    return ask_extension(task.pk, due_on=working_days_ahead(20), reason="Chờ số liệu", by=given.world.eve)


def on_a_day_off(given):
    return aged(given.underway(), due_on=day_off())


def without_product(given):
    return aged(given.assigned(), product="")


def often_extended(given):
    return aged(given.assigned(), extended_count=LIMITS.often_extended)


def often_returned(given):
    return aged(given.underway(), returned_count=LIMITS.often_returned)


def given_to_oneself(given):
    """Eve, who owns the task, now also acts in the post that gave it."""
    task, world = given.assigned(), given.world
    appoint(task.assigner_post_id, world.eve.person_id, since=TODAY, kind=TenureKind.ACTING, by=by_two(world))
    return task


def approved_by_the_doer(given):
    """The record of who did it was found to be wrong: it was who approved it."""
    return aged(given.done(), handed_in_by=given.world.chi.person_id)


def without_tasks(given):
    document = given.world.instructed()
    HandlingSlip.objects.filter(document=document).update(instructed_at=timezone.now() - timedelta(days=20))
    return Document.objects.get(pk=document.pk)


BREAKS = [
    (check_of("tasks.untaken"), untaken),
    (check_of("tasks.declined"), declined),
    (check_of("tasks.silent"), silent),
    (check_of("tasks.undecided"), undecided),
    (check_of("tasks.unanswered"), unanswered),
    (check_of("tasks.on_days_off"), on_a_day_off),
    (check_of("tasks.without_product"), without_product),
    (check_of("tasks.often_extended"), often_extended),
    (check_of("tasks.often_returned"), often_returned),
    (check_of("tasks.given_to_oneself"), given_to_oneself),
    (check_of("tasks.approved_by_the_doer"), approved_by_the_doer),
    (check_of("tasks.without_tasks"), without_tasks),
]


@pytest.mark.parametrize(("check", "breaks"), BREAKS, ids=[check.code for check, _ in BREAKS])
def test_a_check_finds_what_breaks_it_and_nothing_in_order(given, check, breaks):
    for reached in (given.assigned, given.underway, given.declined, given.handed_in, given.done):
        reached()
    given.world.instructed()
    assert not check.rows(TODAY).exists()
    row = breaks(given)
    assert row in check.rows(TODAY)


def test_who_reported_is_not_forgotten(given):
    still = silent(given)
    report(still.pk, percent=20, words="Đang tổng hợp", by=given.world.eve)
    assert not check_of("tasks.silent").rows(TODAY).exists()


def test_who_keeps_the_organisation_is_not_told_of_the_work_of_others(given):
    silent(given)
    check_for(given.world.kim.post_id, today=TODAY)
    assert not CheckCount.objects.filter(check_code="tasks.silent").exists()
