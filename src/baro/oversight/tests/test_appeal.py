"""Complaints: in time, to another body; kept, changed, annulled with an apology."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.oversight import queries
from baro.oversight.actions import disciplining, opening
from baro.oversight.models import Appeal, Case, Penalty, Seat
from baro.oversight.tests.filling import annulled, appealed, decided, finished, presented
from baro.trail.models import Notice


def test_a_complaint_goes_to_the_body_above_and_never_to_the_one_that_decided(town):
    found = appealed(town)
    assert found.unit == town.unit("QN")
    assert found.penalty.unit == town.unit("QN-HL")
    for unit in town.units.values():
        body = queries.appeal_body(unit)
        assert body is None or (body != unit and unit.path.startswith(body.path))


def test_only_whom_it_concerns_complains_and_once(town):
    found = decided(town)
    with pytest.raises(NotPermitted, match="Only the subject of the discipline"):
        disciplining.appeal(found.pk, words="?", by=town.gus)
    disciplining.appeal(found.pk, words="Không đúng", by=town.fay)
    with pytest.raises(Refused, match="complained already"):
        disciplining.appeal(found.pk, words="Lần nữa", by=town.fay)


def test_a_complaint_after_its_time_is_refused_with_the_day(town):
    found = decided(town)
    Penalty.objects.filter(pk=found.pk).update(decided_on=timezone.localdate() - timedelta(days=90))
    with pytest.raises(Refused, match="The time for complaints ended on"):
        disciplining.appeal(found.pk, words="Muộn", by=town.fay)


def test_the_body_above_sees_the_case_from_the_complaint_on(town):
    found = decided(town)
    assert not Case.objects.visible_to(town.chi).exists()
    disciplining.appeal(found.pk, words="Không đúng", by=town.fay)
    assert Case.objects.visible_to(town.chi).get() == found.case
    with pytest.raises(Http404):
        disciplining.keep(Appeal.objects.get().pk, answer="?", by=town.dov)


def test_who_worked_on_the_case_or_decided_does_not_judge_the_complaint(town):
    found = appealed(town)
    Seat.objects.create(
        case=found.penalty.case,
        person_id=town.chi.person_id,
        post=town.post("QN-VP", "Chánh Văn phòng"),
        since=timezone.localdate(),
        left_on=timezone.localdate(),
    )
    with pytest.raises(NotPermitted, match="Another person must decide"):
        disciplining.keep(found.pk, answer="?", by=town.chi)


def test_the_body_that_decided_cannot_keep_its_own_decision(town):
    with pytest.raises(NotPermitted, match="in the body above"):
        disciplining.keep(appealed(town).pk, answer="Giữ nguyên", by=replace(town.eve))


def test_kept_discipline_stays_in_force(town):
    found = disciplining.keep(appealed(town).pk, answer="Đúng quy định", by=town.chi)
    assert (found.state, found.penalty.state) == ("kept", "in_force")


def test_discipline_is_changed_to_a_lighter_form_and_the_time_served_counts(town):
    found = appealed(town)
    with pytest.raises(Refused, match="lighter form"):
        disciplining.change_(found.pk, form="expulsion", answer="?", by=town.chi)
    before = found.penalty.lapses_on
    disciplining.change_(found.pk, form="reprimand", answer="Mức vi phạm nhẹ hơn", by=town.chi)
    penalty = Penalty.objects.get(pk=found.penalty_id)
    assert (penalty.form, penalty.state, penalty.lapses_on) == ("reprimand", "in_force", before)


def test_annulled_discipline_is_withdrawn_everywhere_with_an_apology(town):
    found = annulled(town)
    penalty = Penalty.objects.get(pk=found.penalty_id)
    assert penalty.state == "annulled"
    assert not Penalty.objects.standing().exists()
    assert found.apology
    assert Notice.objects.to(town.fay.post_id).filter(reason="finished").exists()
    fay = town.browser(town.fay)
    assert "Xin lỗi đồng chí" in fay.get(penalty.case.side.get_absolute_url()).content.decode()
    assert "is annulled" in fay.get(penalty.get_absolute_url()).content.decode()


@pytest.mark.parametrize("closes_first", [True, False])
def test_a_case_whose_discipline_was_annulled_clears_and_counts_as_no_earlier_violation(town, closes_first):
    found = appealed(town)
    case, done = found.penalty.case, {"closing": "Có vi phạm", "by": town.gus}
    finished(town, case)
    if closes_first:
        opening.close(case.pk, **done)
    disciplining.annul(found.pk, answer="Không vi phạm", apology="Xin lỗi đồng chí", by=town.chi)
    if not closes_first:
        opening.close(case.pk, **done)
    case.refresh_from_db()
    assert case.outcome == "cleared"
    assert presented(town).findings.get().repeats is None


def test_above_the_highest_body_there_is_none_in_the_house(town):
    found = decided(town)
    Penalty.objects.filter(pk=found.pk).update(unit=town.unit("QN"))
    with pytest.raises(Refused, match="there is none in this installation"):
        disciplining.appeal(found.pk, words="?", by=town.fay)
