"""Asking for more time, getting it or not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import extending
from baro.tasks.tests.conftest import day_off, working_days_ahead
from baro.trail.models import Event, Notice
from baro.ui.words.cells import written_day


def asked(given, world):
    task = given.underway()
    return extending.ask_extension(task.pk, due_on=working_days_ahead(20), reason="Chờ số liệu", by=world.eve)


def test_a_request_waits_for_the_assigner_and_moves_nothing(given, world):
    task = asked(given, world)
    assert (task.due_on, task.asked_due_on) == (world.working_day, working_days_ahead(20))
    assert Notice.objects.filter(post_id=world.chi.post_id, reason="decide").count() == 1


def test_a_delegated_request_keeps_the_first_deadline(given, world):
    task = asked(given, world)
    task = extending.extend(task.pk, due_on=task.asked_due_on, reason="Đồng ý", by=world.chi)
    assert (task.first_due_on, task.due_on, task.extended_count) == (world.working_day, working_days_ahead(20), 1)
    assert (task.asked_due_on, task.asked_reason) == (None, "")
    assert Event.objects.about(task)[0].sentence.endswith(
        f"moved the deadline from {written_day(world.working_day)} to {written_day(task.due_on)}: Đồng ý"
    )


def test_a_refused_request_keeps_the_deadline(given, world):
    task = extending.refuse_extension(asked(given, world).pk, reason="Việc gấp", by=world.ada)
    assert (task.due_on, task.asked_due_on, task.extended_count) == (world.working_day, None, 0)
    assert Notice.objects.filter(post_id=task.owner_post_id, reason="date").count() == 1


def test_more_time_is_asked_for_once_at_a_time(given, world):
    task = asked(given, world)
    with pytest.raises(Refused, match="asked for already"):
        extending.ask_extension(task.pk, due_on=working_days_ahead(30), reason="x", by=world.eve)


def test_the_deadline_moves_only_to_a_later_day(given, world):
    task = given.underway()
    for ask in (extending.ask_extension, extending.extend):
        with pytest.raises(Refused, match="is not later than the present deadline") as refusal:
            ask(
                task.pk,
                due_on=world.working_day,
                reason="x",
                by=world.eve if ask is extending.ask_extension else world.chi,
            )
        assert set(refusal.value.fields) == {"due_on"}


def test_the_new_deadline_is_a_working_day_to_come(given, world):
    task = given.due(given.underway(), timezone.localdate() - timedelta(days=10))
    with pytest.raises(Refused, match="is past"):
        extending.extend(task.pk, due_on=timezone.localdate() - timedelta(days=1), reason="x", by=world.chi)
    with pytest.raises(Refused, match="is not a working day"):
        extending.extend(task.pk, due_on=day_off(), reason="x", by=world.chi)


def test_a_task_without_deadline_can_be_given_one(given, world):
    task = given.assigned(due_on=None, no_deadline_reason="Thường xuyên")
    with pytest.raises(Refused, match="has no deadline"):
        extending.ask_extension(task.pk, due_on=world.working_day, reason="x", by=world.eve)
    task = extending.extend(task.pk, due_on=world.working_day, reason="Cần chốt", by=world.chi)
    assert (task.due_on, task.first_due_on) == (world.working_day, world.working_day)


def test_the_owner_asks_and_the_assigner_decides(given, world):
    with pytest.raises(NotPermitted):
        extending.extend(given.underway().pk, due_on=working_days_ahead(20), reason="x", by=world.eve)
    with pytest.raises(NotPermitted):
        extending.ask_extension(given.underway().pk, due_on=working_days_ahead(20), reason="x", by=world.chi)


def test_nothing_is_refused_that_nobody_asked_for(given, world):
    with pytest.raises(Refused, match="Nobody asked for more time"):
        extending.refuse_extension(given.underway().pk, reason="x", by=world.chi)


def test_finished_work_needs_no_more_time(given, world):
    with pytest.raises(Refused, match="only while the work goes on"):
        extending.extend(given.done().pk, due_on=working_days_ahead(20), reason="x", by=world.chi)
