"""Opening a case: who may about whom, its number, its papers, its deadline."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.http import Http404
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.periods import add_working_days
from baro.org.models import Person
from baro.oversight.actions import opening
from baro.oversight.models import Case, Side
from baro.oversight.tests.filling import announced, case, closed, fay, staffed, stopped
from baro.trail.models import Event

TODAY = timezone.localdate()


def test_a_case_gets_its_number_its_deadline_and_the_papers_of_its_kind(town):
    first, second = case(town), case(town)
    assert (first.number, second.number) == (1, 2)
    assert first.symbol == f"01/{TODAY.year}/QN-HL"
    assert first.due_on == add_working_days(TODAY, 30)
    assert first.papers.count() == 12
    assert set(first.papers.values_list("state", flat=True)) == {"not_begun"}
    assert first.rule_version == "oversight.kinds@2026-04-11"


def test_who_opens_no_cases_of_the_body_is_refused(town):
    with pytest.raises(NotPermitted, match="cannot open cases of this body"):
        case(town, by=town.clo)


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"kind": "duty_inspection"}, "subject_person"),
        ({"subject_unit": "QN-CX"}, "subject_unit"),
        ({"subject_unit": "QN-HL", "subject_person": None}, "subject_unit"),
    ],
)
def test_what_a_body_may_not_inspect_is_refused_beside_its_field(town, other, field):
    if "subject_unit" in other:
        other["subject_unit"] = town.unit(other["subject_unit"])
    with pytest.raises(Refused) as refused:
        case(town, **other)
    assert field in refused.value.fields
    assert not Case.objects.exists()


def test_an_advisory_body_does_not_inspect_on_signs_of_violation(town):
    with pytest.raises(Refused, match="296-QĐ/TW, Điều 5"):
        case(town, unit=town.unit("QN-VP"), kind="signs_inspection", by=_officer(town))


def _officer(town):
    from baro.org.powers.actions.mandating import set_mandate
    from tests.powers.given import by_two

    post, unit = town.post("QN-VP", "Chánh Văn phòng"), town.unit("QN-VP")
    here = {p for row in post.mandates.filter(unit=unit) for p in row.permissions}
    named = sorted({*here, "oversight.see", "oversight.case.open"})
    set_mandate(post.pk, unit, here=named, below=[], limited=[], by=by_two(town, "QN-VP"))
    return town.chi


def test_a_cell_inspects_its_own_members_alone(town):
    from baro.org.powers.actions.mandating import set_mandate
    from tests.powers.given import by_two

    post, cell = town.post("QN-HL-CB", "Bí thư chi bộ"), town.unit("QN-HL-CB")
    here = {p for row in post.mandates.filter(unit=cell) for p in row.permissions}
    named = sorted({*here, "oversight.see", "oversight.case.open"})
    set_mandate(post.pk, cell, here=named, below=[], limited=[], by=by_two(town, "QN-HL-CB"))
    with pytest.raises(Refused, match="Choose the member"):
        case(town, unit=cell, subject_person=None, by=town.fay)
    with pytest.raises(Refused, match="Nobody opens a case about themselves"):
        case(town, unit=cell, by=town.fay)
    member = Person.objects.create(name="Đảng Viên Một")
    found = case(town, unit=cell, subject_person=member, kind="thematic_supervision", by=town.fay)
    assert found.symbol.endswith("QN-HL-CB")


def test_nobody_opens_a_case_about_a_unit_that_they_head(town):
    with pytest.raises(Refused, match="No body opens a case against itself"):
        case(town, subject_unit=town.unit("QN-HL"), subject_person=None, by=town.eve)


def test_a_case_is_announced_once_somebody_leads_its_team(town):
    found = case(town)
    with pytest.raises(Refused, match="Nobody leads the team yet"):
        opening.announce(found.pk, by=town.gus)
    found = announced(town)
    assert found.state == "conducting"
    assert found.side.opened_on == TODAY


def test_a_case_is_extended_once(town):
    found = staffed(town)
    later = opening.extend(found.pk, reason="Phải xác minh thêm", by=town.gus)
    assert later.due_on == add_working_days(found.due_on, 10)
    with pytest.raises(Refused, match="extended once"):
        opening.extend(found.pk, reason="Thêm nữa", by=town.gus)


def test_a_case_is_closed_once_every_paper_is_done_and_its_outcome_follows_from_what_was_found(town):
    from baro.oversight.tests.filling import presented

    with pytest.raises(Refused, match="12 prescribed papers are not done"):
        opening.close(presented(town).pk, closing="Xong", by=town.gus)
    assert closed(town).outcome == "violation"
    assert closed(town, nature="strength").outcome == "good"
    assert closed(town, nature="shortcoming").outcome == "shortcomings"


def test_a_case_is_never_deleted_but_stopped_with_a_reason(town):
    found = stopped(town)
    assert (found.state, found.outcome) == ("closed", "stopped")
    assert Event.objects.about(found)[0].sentence.endswith("stopped the case: Trùng nội dung với đoàn khác")


@pytest.mark.parametrize("outsider", ["dov", "hue", "fay", "chi", "kim"])
def test_for_outsiders_and_for_whom_it_concerns_the_case_does_not_exist(town, outsider):
    found = staffed(town)
    with pytest.raises(Http404):
        opening.stop(found.pk, reason="?", by=getattr(town, outsider))


def test_who_heads_the_unit_in_another_of_their_posts_sees_no_more_than_its_side(town):
    found = announced(town, kind="thematic_supervision", subject_person=None)
    also_fay = replace(town.eve, posts=(town.fay.post_id,))
    assert Case.objects.visible_to(town.eve).filter(pk=found.pk).exists()
    assert not Case.objects.visible_to(also_fay).filter(pk=found.pk).exists()
    assert Side.objects.visible_to(also_fay).filter(case=found).exists()
    with pytest.raises(Http404):
        opening.stop(found.pk, reason="?", by=also_fay)


def test_reading_a_case_is_recorded_once_an_hour(town):
    found = announced(town)
    for _time in range(2):
        opening.read(found.pk, by=town.eve)
    opening.read(found.pk, by=town.fay)
    told = Event.objects.about(found).done("oversight.case.read")
    assert [one.person_id for one in told] == [town.eve.person_id]


def test_whom_a_case_concerns_is_or_was_of_the_unit(town):
    stranger = Person.objects.get(pk=town.hue.person_id)
    with pytest.raises(Refused, match="is not of"):
        case(town, subject_person=stranger)


def test_a_case_may_concern_somebody_without_a_post(town):
    gone = Person.objects.create(name="Đảng Viên Đã Nghỉ")
    assert case(town, subject_person=gone).subject.startswith("Đảng Viên Đã Nghỉ")
    assert fay(town).pk != gone.pk
