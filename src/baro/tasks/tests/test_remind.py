"""The system's own reminders."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from baro.kernel.decisions import require
from baro.kernel.errors import NotPermitted
from baro.kernel.periods import add_working_days
from baro.tasks import jobs, queries
from baro.tasks.actions import extending, urging
from baro.tasks.tests.conftest import day_off, working_days_ahead
from baro.tasks.verbs import REMIND
from baro.trail.models import Event, Notice


def reminders(task):
    return Event.objects.about(task).done("tasks.task.remind").count()


def test_far_from_the_deadline_nobody_is_reminded(given):
    assert urging.remind(given.underway().pk, today=timezone.localdate()) is None


def test_the_owner_is_reminded_once_when_it_is_near_and_once_when_it_is_past(given, world):
    task = given.underway()
    near, past = add_working_days(task.due_on, -1), task.due_on + timedelta(days=1)
    for today in (near, near, past, past, past + timedelta(days=40)):
        urging.remind(task.pk, today=today)
    assert reminders(task) == 2
    assert Notice.objects.filter(post_id=task.owner_post_id, reason="date").count() == 2


def test_a_moved_deadline_is_reminded_of_anew(given, world):
    task = given.underway()
    urging.remind(task.pk, today=task.due_on)
    extending.extend(task.pk, due_on=working_days_ahead(20), reason="Đồng ý", by=world.chi)
    urging.remind(task.pk, today=working_days_ahead(20))
    assert reminders(task) == 2


@pytest.mark.parametrize("state", ["declined", "handed_in", "done"])
def test_nobody_is_reminded_of_what_does_not_wait_for_them(given, state):
    task = getattr(given, state)()
    assert urging.remind(task.pk, today=task.due_on + timedelta(days=1)) is None


def test_people_do_not_send_the_systems_reminders(given, world):
    with pytest.raises(NotPermitted):
        require(world.ada, REMIND, given.assigned())


@pytest.fixture
def queue():
    connector = InMemoryConnector()
    with app.replace_connector(connector) as replaced:
        yield replaced, connector


def morning(day):
    return int(datetime.combine(day, datetime.min.time(), tzinfo=timezone.get_default_timezone()).timestamp()) + 27000


def test_each_working_morning_finds_who_has_to_be_reminded(given, queue):
    task = given.underway()
    given.handed_in()
    jobs.remind_owners(morning(task.due_on))
    jobs.remind_owners(morning(task.due_on))
    waiting = [job["args"] for job in queue[1].jobs.values()]
    assert waiting == [{"task_id": task.pk, "day": task.due_on.isoformat()}]
    jobs.remind_owner(**waiting[0])
    assert reminders(task) == 1
    assert not queries.to_be_reminded(task.due_on).exists()


def test_on_a_day_off_nobody_is_reminded(given, queue):
    off = day_off()
    task = given.due(given.underway(), off)
    assert queries.to_be_reminded(off).filter(pk=task.pk).exists()
    jobs.remind_owners(morning(off))
    assert not queue[1].jobs
