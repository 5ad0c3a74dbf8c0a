"""Correcting the wording, a result handed in too soon, an approval by mistake, a task that is not done after all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from baro.documents.flow import State as DocumentState
from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import approving, correcting, working
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.trail.models import Event, Notice
from baro.ui.actions import talking

WHY = "Nghiệm thu nhầm nhiệm vụ"


def reasons(task, post_id):
    found = Notice.objects.filter(subject=f"tasks.task:{task.pk}", post_id=post_id).order_by("pk")
    return list(found.values_list("reason", flat=True))


def test_corrected_words_keep_the_former_ones_in_the_history(given, world):
    task = given.underway()
    wording = {"work": "Báo cáo kết quả cải cách hành chính", "product": task.product}
    correcting.reword(task.pk, **wording, reason="Ghi nhầm nội dung", by=world.chi)
    task.refresh_from_db()
    assert (task.work, task.state) == ("Báo cáo kết quả cải cách hành chính", State.UNDERWAY)
    assert Event.objects.about(task)[0].sentence.endswith(
        "corrected the wording from “Báo cáo kết quả chuyển đổi số quý này” to “Báo cáo kết quả cải cách hành chính”:"
        " Ghi nhầm nội dung"
    )
    assert reasons(task, world.eve.post_id)[-1] == "informed"


@pytest.mark.parametrize(("wording", "field"), [({"work": "X"}, "work"), ({"product": " "}, "product")])
def test_a_correction_leaves_no_task_unclear(given, world, wording, field):
    task = given.assigned()
    with pytest.raises(Refused) as refusal:
        correcting.reword(task.pk, **wording, reason=WHY, by=world.chi)
    assert set(refusal.value.fields) == {field}
    assert Task.objects.get().work == task.work


def test_words_that_say_the_same_correct_nothing(given, world):
    task = given.assigned()
    with pytest.raises(Refused, match="Nothing would change"):
        correcting.reword(task.pk, work=f" {task.work} ", reason=WHY, by=world.chi)


def test_the_owner_corrects_no_words_and_what_is_handed_in_keeps_them(given, world):
    with pytest.raises(NotPermitted):
        correcting.reword(given.assigned().pk, work="Việc khác hẳn", reason=WHY, by=world.eve)
    with pytest.raises(Refused, match="Needed first: “Return”, “Withdraw the result”"):
        correcting.reword(given.handed_in().pk, work="Việc khác hẳn", reason=WHY, by=world.chi)


def test_the_owner_withdraws_a_result_and_the_clock_runs_again(given, world):
    task = given.due(given.handed_in(), timezone.localdate() - timedelta(days=20))
    task = correcting.withdraw(task.pk, by=world.eve)
    assert (task.state, task.handed_in_on, task.handed_in_by) == (State.UNDERWAY, None, None)
    assert task.standing.working_days_late > 0
    assert reasons(task, world.chi.post_id) == ["decide", "informed"]
    assert working.hand_in(task.pk, result="Bản cuối", no_evidence="Bản giấy", by=world.eve).state == State.HANDED_IN


def test_only_the_owner_withdraws_and_only_what_waits(given, world):
    with pytest.raises(NotPermitted):
        correcting.withdraw(given.handed_in().pk, by=world.chi)
    with pytest.raises(Refused, match="Needed first: “Undo the approval”"):
        correcting.withdraw(given.done().pk, by=world.eve)


def test_an_approval_is_undone_and_the_document_is_in_progress_again(given, world):
    document = world.instructed()
    task = given.done(source=document)
    task = correcting.undo_approval(task.pk, reason=WHY, by=world.chi)
    document.refresh_from_db()
    assert (task.state, task.finished_on, task.approved_at) == (State.HANDED_IN, None, None)
    assert (task.handed_in_on, document.state) == (timezone.localdate(), DocumentState.INSTRUCTED)
    codes = [event.verb_code for event in Event.objects.about(document)[:2]]
    assert codes == ["documents.document.resume", "tasks.task.undo_approval"]
    approving.approve(task.pk, by=world.chi)
    document.refresh_from_db()
    assert document.state == DocumentState.CARRIED_OUT


def test_an_old_approval_is_not_undone_but_the_task_reopened(given, world):
    task = given.done()
    Task.objects.filter(pk=task.pk).update(approved_at=timezone.now() - timedelta(days=30))
    with pytest.raises(Refused, match="more than 5 working days old"):
        correcting.undo_approval(task.pk, reason=WHY, by=world.chi)
    assert correcting.reopen(task.pk, reason=WHY, by=world.chi).state == State.UNDERWAY


def test_after_a_year_a_task_is_not_reopened(given, world):
    task = given.done()
    Task.objects.filter(pk=task.pk).update(approved_at=timezone.now() - timedelta(days=400))
    with pytest.raises(Refused, match="more than 365 days ago"):
        correcting.reopen(task.pk, reason=WHY, by=world.chi)


def test_a_reopened_task_is_with_its_owner_who_is_told(given, world):
    document = world.instructed()
    task = correcting.reopen(given.done(source=document).pk, reason="Thiếu phụ lục", by=world.ada)
    document.refresh_from_db()
    assert (task.state, task.handed_in_on, task.finished_on) == (State.UNDERWAY, None, None)
    assert document.state == DocumentState.INSTRUCTED
    assert "returned" in reasons(task, world.eve.post_id)


@pytest.mark.parametrize("deed", [correcting.undo_approval, correcting.reopen])
def test_nobody_reopens_their_own_work(given, world, deed):
    with pytest.raises(NotPermitted):
        deed(given.done().pk, reason=WHY, by=world.eve)


def test_a_remark_reaches_those_who_give_and_own_the_task(given, world):
    task = given.underway()
    talking.write(task, words="Lấy số liệu đến ngày nào?", by=world.eve)
    assert Event.objects.about(task)[0].sentence.endswith("wrote: Lấy số liệu đến ngày nào?")
    assert reasons(task, world.chi.post_id) == ["informed"]
