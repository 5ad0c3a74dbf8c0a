"""Findings: recorded by the team, presented, repeated, remedied by tasks, settled by a second person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from baro.directory.tests.reforms import merged
from baro.kernel.errors import NotPermitted, Refused
from baro.org.models import Unit
from baro.org.powers.actions.mandating import set_mandate
from baro.oversight.actions import finding, opening
from baro.oversight.models import Case, Finding, Side
from baro.oversight.tests.filling import (
    announced,
    case,
    closed,
    last_finding,
    presented,
    staffed,
    with_findings,
)
from baro.tasks.actions import approving, working
from tests.powers.given import by_two

ASKED = {"nature": "violation", "type": "finance", "what": "Thu sai mức đảng phí"}


def test_only_the_team_records_findings_once_the_case_is_announced(town):
    with pytest.raises(Refused, match="Needed first: “Announce the case”"):
        finding.find(staffed(town).pk, **ASKED, by=town.gus)
    found = announced(town)
    opening.release(found.pk, member=found.seats.get(leads=False), reason="Việc khác", by=town.gus)
    with pytest.raises(NotPermitted, match="Only a member of the team"):
        finding.find(found.pk, **ASKED, by=town.eve)


def test_a_type_that_is_not_on_the_list_is_refused(town):
    with pytest.raises(Refused, match="Choose a type"):
        finding.find(announced(town).pk, **(ASKED | {"type": "opinion"}), by=town.gus)


def test_whom_it_concerns_sees_the_findings_once_they_are_presented(town):
    found = with_findings(town)
    side = Side.objects.visible_to(town.fay).get()
    assert not side.presented.exists()
    finding.present(found.pk, by=town.gus)
    side = Side.objects.visible_to(town.fay).get()
    assert [one.type for one in side.presented] == ["finance"]
    assert not Finding.objects.visible_to(town.fay).exists()
    assert not Case.objects.visible_to(town.fay).exists()


def test_whom_it_concerns_states_a_view_and_nobody_else_does(town):
    side = announced(town).side
    finding.explain(side.pk, words="Tôi đã nộp đủ", by=town.fay)
    assert side.statements.get().person_id == town.fay.person_id
    with pytest.raises(NotPermitted, match="Only the subject of the case"):
        finding.explain(side.pk, words="Tôi thay mặt", by=town.gus)
    with pytest.raises(Http404):
        finding.explain(side.pk, words="?", by=town.dov)


def test_what_was_presented_is_withdrawn_with_a_reason_and_not_changed(town):
    found = last_finding(presented(town))
    with pytest.raises(Refused, match="were presented"):
        finding.revise(found.pk, **ASKED, reason="Sửa", by=town.gus)
    finding.withdraw(found.pk, reason="Chứng từ cho thấy đã nộp", by=town.gus)
    assert not found.case.side.presented.exists()


def test_the_same_type_in_the_unit_again_is_repeated_and_one_degree_graver(town):
    first = last_finding(presented(town, subject_person=None))
    again = last_finding(presented(town, subject_person=None))
    assert first.level == 1
    assert (again.repeats, again.level) == (first, 2)
    Finding.objects.filter(pk=first.pk).update(found_on=timezone.localdate() - timedelta(days=1100))
    assert last_finding(presented(town, subject_person=None)).repeats == again


def _found_by_the_province(town, unit):
    """A finding of the province about a ward, recorded by Clo."""
    found = case(town, unit=town.unit("QN"), subject_unit=unit, subject_person=None, by=town.chi)
    opening.appoint(found.pk, post=town.post("QN-VP", "Văn thư"), leads=True, by=town.chi)
    opening.announce(found.pk, by=town.chi)
    finding.find(found.pk, **ASKED, by=town.clo)
    return last_finding(found)


def test_a_finding_is_repeated_across_a_merger(town):
    post, unit = town.post("QN-VP", "Chánh Văn phòng"), town.unit("QN")
    here = {p for row in post.mandates.filter(unit=unit, includes_below=False) for p in row.permissions}
    below = {p for row in post.mandates.filter(unit=unit, includes_below=True) for p in row.permissions}
    named = sorted({*here, "oversight.case.open"})
    set_mandate(post.pk, unit, here=named, below=sorted(below), limited=[], by=by_two(town, "QN"))
    before = _found_by_the_province(town, town.unit("QN-HL"))
    merged(town)
    again = _found_by_the_province(town, Unit.objects.get(name="Đảng ủy phường Hà Lầm mới"))
    assert (again.repeats, again.level) == (before, 1)


def _order(town, found, **other):
    asked = {
        "work": "Thu hồi đảng phí còn thiếu",
        "product": "Phiếu thu",
        "owner_post": town.post("QN-HL-CB", "Bí thư chi bộ"),
        "accountable_post": town.post("QN-HL-CB", "Bí thư chi bộ"),
        "authority": "Đảng ủy phường",
        "due_on": town.working_day,
    }
    return finding.order(found.pk, **(asked | other), by=town.eve)


def test_a_remedy_is_a_task_and_the_finding_is_settled_by_a_second_person_once_it_was_accepted(town):
    found = last_finding(presented(town))
    _order(town, found)
    task = found.remedies.get().task
    assert task.owner_post == town.post("QN-HL-CB", "Bí thư chi bộ")
    with pytest.raises(Refused, match="1 remedy is not accepted yet"):
        finding.settle(found.pk, reason="Đã xong", by=town.eve)
    working.accept(task.pk, by=town.fay)
    working.hand_in(task.pk, result="Đã thu đủ", no_evidence="Phiếu thu giấy", by=town.fay)
    approving.approve(task.pk, by=town.eve)
    with pytest.raises(NotPermitted, match="A second person must see"):
        finding.settle(found.pk, reason="Đã xem phiếu thu", by=town.gus)
    settled = finding.settle(found.pk, reason="Đã xem phiếu thu số 12", by=town.eve)
    assert settled.state == "settled"


def test_a_supervision_that_found_signs_is_transferred_with_its_team(town):
    found = presented(town, kind="thematic_supervision")
    onward = finding.transfer(found.pk, reason="Có dấu hiệu vi phạm", by=town.gus)
    found.refresh_from_db()
    assert (found.state, found.outcome) == ("closed", "transferred")
    assert (onward.kind, onward.origin, onward.grounds) == ("signs_inspection", found, "transfer")
    assert onward.seats.count() == 2
    assert onward.papers.count() == 13


def test_a_case_without_signs_is_not_transferred(town):
    found = presented(town, kind="thematic_supervision", nature="strength")
    with pytest.raises(Refused, match="No violation was found"):
        finding.transfer(found.pk, reason="?", by=town.gus)


def test_papers_are_begun_finished_with_a_reason_and_reopened(town):
    paper = staffed(town).papers.get(code="plan")
    assert finding.begin_paper(paper.pk, by=town.gus).state == "open"
    with pytest.raises(Refused, match="Attach the one file"):
        finding.finish_paper(paper.pk, by=town.gus)
    assert finding.finish_paper(paper.pk, note="Bản giấy", by=town.gus).state == "done"
    assert finding.reopen_paper(paper.pk, reason="Bổ sung", by=town.gus).state == "open"
    shut = closed(town).papers.first()
    with pytest.raises(Refused, match="closed, and its file"):
        finding.reopen_paper(shut.pk, reason="?", by=town.gus)
