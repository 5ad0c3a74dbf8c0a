"""Handing in the finished work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import extending, working
from baro.tasks.flow import State
from baro.tasks.models import Progress
from baro.tasks.queries import standing_of
from baro.tasks.rulebook import DueClass
from baro.tasks.tests.conftest import working_days_ahead
from baro.trail.models import Event, Notice


def test_what_is_handed_in_waits_for_the_assigner(given, world):
    task = given.handed_in()
    assert (task.state, task.progress_percent, task.handed_in_on) == (State.HANDED_IN, 100, timezone.localdate())
    assert task.handed_in_by_id == world.eve.person_id
    assert Notice.objects.filter(post_id=world.chi.post_id, reason="decide").count() == 1


def test_the_result_comes_with_its_evidence(given, world):
    task = working.hand_in(given.underway().pk, result="Kèm báo cáo", files=[world.paper()], by=world.eve)
    assert Progress.objects.get(task=task).evidence.count() == 1


def test_a_named_product_needs_a_file_or_the_reason_for_none(given, world):
    task = given.underway()
    with pytest.raises(Refused, match="Attach the product “Báo cáo có phụ lục số liệu”") as refusal:
        working.hand_in(task.pk, result="Đã xong", by=world.eve)
    assert set(refusal.value.fields) == {"files"}
    working.hand_in(task.pk, result="Đã xong", no_evidence="Tài liệu mật, nộp trực tiếp", by=world.eve)
    assert Event.objects.about(task)[0].sentence.endswith("(without evidence: Tài liệu mật, nộp trực tiếp)")


def test_evidence_of_an_earlier_report_proves_the_product(given, world):
    task = given.underway()
    working.report(task.pk, percent=90, words="Gửi kèm báo cáo", files=[world.paper()], by=world.eve)
    assert working.hand_in(task.pk, result="Đã xong", by=world.eve).state == State.HANDED_IN


def test_the_clock_stands_still_while_the_work_waits_for_approval(given):
    task = given.handed_in()
    much_later = task.due_on + timedelta(days=30)
    rule, standing = standing_of(task, much_later)
    assert (rule.id, standing.working_days_late) == (DueClass.OPEN, 0)


def test_an_open_request_for_more_time_falls_away(given, world):
    task = given.underway()
    extending.ask_extension(task.pk, due_on=working_days_ahead(20), reason="Chờ số liệu", by=world.eve)
    assert working.hand_in(task.pk, result="Xong sớm", no_evidence="Bản giấy", by=world.eve).asked_due_on is None


def test_handing_in_shows_in_the_timeline_of_the_source(given, world):
    document = world.instructed()
    given.handed_in(source=document)
    assert Event.objects.about(document)[0].verb_code == "tasks.task.hand_in"


def test_only_the_owner_hands_in_and_only_what_is_underway(given, world):
    with pytest.raises(NotPermitted):
        working.hand_in(given.underway().pk, result="x", by=world.chi)
    with pytest.raises(Refused, match="“Hand in for acceptance” is not possible"):
        working.hand_in(given.assigned().pk, result="x", by=world.eve)
