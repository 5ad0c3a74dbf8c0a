"""Answering on the task's page: typed values, handed in with the task."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.http import Http404

from baro.cascades.actions import answering
from baro.cascades.models import Answer
from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions.approving import return_
from baro.tasks.actions.working import accept, hand_in
from baro.tasks.models import Evidence
from baro.trail.models import Event
from baro.trail.replaying import strange_records


def test_an_answer_is_kept_by_its_kind_and_handed_in_with_the_task(given, world):
    cascade = given.sent(given.with_form())
    values = {"f1": Decimal("12.50"), "f3": "Tốt", "f4": date(2026, 3, 31), "f5": False, "f6": world.paper()}
    recipient = answering.answer(given.of(cascade, "QN-HL").pk, values=values, by=world.eve)
    kept = {one.code: one.value for one in Answer.objects.filter(recipient=recipient)}
    proof = Evidence.objects.get()
    assert kept == {"f1": Decimal("12.5"), "f3": "Tốt", "f4": date(2026, 3, 31), "f5": False, "f6": proof}
    recipient.task.refresh_from_db()
    assert (recipient.task.state, recipient.task.accepted_at is not None) == ("handed_in", True)
    told = Event.objects.about(recipient)[0]
    assert told.facts["answers"] == {"f1": "12.5", "f3": "Tốt", "f4": "2026-03-31", "f5": "no", "f6": str(proof.pk)}
    assert "Số đảng viên mới: 12.5" in told.sentence
    assert not list(strange_records())


def test_everything_that_is_wrong_is_named_and_nothing_is_kept(given, world):
    cascade = given.sent(given.with_form())
    values = {"f1": Decimal("1E+20"), "f3": "Kém", "f4": "hôm qua", "f5": "có"}
    with pytest.raises(Refused) as refusal:
        answering.answer(given.of(cascade, "QN-HL").pk, values=values, by=world.eve)
    assert set(refusal.value.fields) == {"field_f1", "field_f3", "field_f4", "field_f5"}
    assert not Answer.objects.exists()
    assert given.of(cascade, "QN-HL").task.state == "assigned"


def test_a_needed_field_must_be_filled_in_and_nought_is_a_figure(given, world):
    cascade = given.sent()
    with pytest.raises(Refused) as refusal:
        given.answered(cascade, number=None)
    assert refusal.value.fields == {"field_f1": "Fill in “Số đảng viên mới”."}
    given.answered(cascade, number=Decimal(0))
    assert Answer.objects.get().value == 0


def test_the_same_answer_sent_twice_is_handed_in_once(given, world):
    cascade = given.sent()
    given.answered(cascade, number=Decimal(3))
    with pytest.raises(Refused, match="You cannot answer any more: the state of the task is “Handed in”"):
        given.answered(cascade, number=Decimal(3))
    assert Answer.objects.count() == 1


def test_what_was_returned_is_answered_anew(given, world):
    cascade = given.sent()
    recipient = given.answered(cascade, number=Decimal(3))
    return_(recipient.task_id, reason="Thiếu một chi bộ", by=world.chi)
    given.answered(cascade, number=Decimal(5))
    assert Answer.objects.get().number == 5
    assert not list(strange_records())


def test_nobody_answers_for_somebody_else(given, world):
    cascade = given.sent()
    recipient = given.of(cascade, "QN-HL")
    with pytest.raises(NotPermitted):
        answering.answer(recipient.pk, values={"f1": Decimal(1)}, by=world.gus)
    with pytest.raises(Http404):
        answering.answer(recipient.pk, values={"f1": Decimal(1)}, by=world.dov)


def test_a_report_without_fields_is_answered_in_words(given, world):
    cascade = given.sent(asks="")
    recipient = given.of(cascade, "QN-HL")
    with pytest.raises(Refused) as refusal:
        answering.answer(recipient.pk, values={}, by=world.eve)
    assert set(refusal.value.fields) == {"words"}
    answering.answer(recipient.pk, values={}, words="Đã họp và báo cáo", by=world.eve)
    assert given.of(cascade, "QN-HL").task.result == "Đã họp và báo cáo"


def test_an_answer_that_was_changed_behind_the_trail_is_found(given):
    given.answered(given.sent(), number=Decimal(3))
    Answer.objects.update(number=4)
    assert [str(found) for found in strange_records() if "answers" in str(found)]


def test_words_alone_do_not_answer_fields(given, world):
    recipient = given.of(given.sent(), "QN-HL")
    accept(recipient.task_id, by=world.eve)
    with pytest.raises(Refused, match="fields of the answer come first"):
        hand_in(recipient.task_id, result="Đã xong", by=world.eve, no_evidence="Bản giấy")
    given.answered(recipient.cascade, number=Decimal(3))
    recipient.task.refresh_from_db()
    assert recipient.task.state == "handed_in"


def test_after_a_return_the_fields_are_answered_again(given, world):
    cascade = given.sent()
    given.answered(cascade, number=Decimal(3))
    task = given.of(cascade, "QN-HL").task
    return_(task.pk, reason="Số liệu chưa khớp", by=world.ada)
    with pytest.raises(Refused, match="fields of the answer come first"):
        hand_in(task.pk, result="Đã xong", by=world.eve, no_evidence="Bản giấy")
    given.answered(cascade, number=Decimal(4))
    assert Answer.objects.get().number == 4


def test_a_cascade_without_fields_is_handed_in_with_words(given, world):
    recipient = given.of(given.sent(asks=""), "QN-HL")
    accept(recipient.task_id, by=world.eve)
    assert hand_in(recipient.task_id, result="Đã xong", by=world.eve, no_evidence="Bản giấy").state == "handed_in"
