"""One case through its pages: supervision, transfer, inspection, discipline, complaint, restoration."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.oversight.models import Appeal, Case, Penalty
from baro.oversight.tests.filling import decided
from baro.trail.models import Notice

SECRET = "Thu chi quỹ vì người nghèo"
FOUND = "Chi sai 5.000.000 đồng"


def _post(client, name, *args, status=302, **typed):
    answer = client.post(reverse(name, args=args), typed)
    assert answer.status_code == status, (name, getattr(answer, "context", None) and answer.context["form"].errors)
    return answer


def _opened(town, gus) -> Case:
    typed = {"unit_code": "QN-HL", "kind": "thematic_supervision", "subject_unit_code": "QN-HL-CB", "matter": SECRET}
    who = {"subject_person_code": str(town.fay.person_id), "grounds": "check", "found": "own"}
    _post(gus, "oversight.case.open", **typed, **who)
    case = Case.objects.get()
    assert (case.subject_person_id, case.grounds, case.found) == (town.fay.person_id, "check", "own")
    for post, leads in (("Văn thư", "on"), ("Bí thư", "")):
        _post(gus, "oversight.case.appoint", case.pk, post_code=str(town.post("QN-HL", post).pk), leads=leads)
    return case


def _inspected(town, gus) -> Case:
    """Found by the supervision, transferred, found again by the inspection."""
    case = _opened(town, gus)
    for _round in range(2):
        _post(gus, "oversight.case.announce", case.pk)
        _post(gus, "oversight.case.find", case.pk, nature="violation", type="finance", level="1", what=FOUND)
        _post(gus, "oversight.case.present", case.pk)
        if case.kind == "thematic_supervision":
            _post(gus, "oversight.case.transfer", case.pk, reason="Có dấu hiệu vi phạm")
            case = Case.objects.get(origin=case)
    return case


def _disciplined(town, gus, eve, case) -> Penalty:
    day = (timezone.localdate() - timedelta(days=100)).isoformat()
    proposal = {"unit_code": "QN-HL", "standing": "official", "act_on": day, "reason": "Vi phạm đảng phí"}
    refused = _post(gus, "oversight.case.penalise", case.pk, status=422, form="expulsion", **proposal)
    assert "It proposes it to “Tỉnh ủy Quảng Ninh”, by at least 2/3." in refused.content.decode()
    _post(gus, "oversight.case.penalise", case.pk, form="reprimand", **proposal)
    found = Penalty.objects.get()
    _post(gus, "oversight.penalty.hear", found.pk, hearing="Đã nghe đồng chí trình bày")
    assert "Discipline to decide" in eve.get(reverse("ui.my_work")).content.decode()
    refused = _post(eve, "oversight.penalty.decide", found.pk, status=422, decision="Khiển trách", yes="5", base="11")
    assert "5 of 11 are too few" in refused.content.decode()
    _post(eve, "oversight.penalty.decide", found.pk, decision="Khiển trách", yes="8", base="11")
    return found


def test_a_case_runs_from_a_check_to_restoration(town):
    gus, eve, fay, chi = (town.browser(getattr(town, name)) for name in ("gus", "eve", "fay", "chi"))
    case = _inspected(town, gus)
    assert SECRET in gus.get(case.get_absolute_url()).content.decode()
    assert fay.get(case.get_absolute_url()).status_code == 404
    side = fay.get(case.side.get_absolute_url()).content.decode()
    for shown in (SECRET, FOUND, "What you can do", "Gus Văn Thư Phường"):
        assert shown in side
    _post(fay, "oversight.side.explain", case.side.pk, words="Tôi đã hoàn trả")
    assert "Tôi đã hoàn trả" in gus.get(case.get_absolute_url()).content.decode()
    found = _disciplined(town, gus, eve, case)
    assert "Complain" in fay.get(found.get_absolute_url()).content.decode()
    _post(fay, "oversight.penalty.appeal", found.pk, words="Đã nộp trước khi kiểm tra")
    filed = Appeal.objects.get()
    assert "Complaints to decide" in chi.get(reverse("ui.my_work")).content.decode()
    assert eve.post(reverse("oversight.appeal.keep", args=[filed.pk]), {"answer": "?"}).status_code == 403
    _post(chi, "oversight.appeal.annul", filed.pk, answer="Không vi phạm", apology="Xin lỗi đồng chí Fay")
    found.refresh_from_db()
    assert found.state == "annulled"
    assert "Xin lỗi đồng chí Fay" in fay.get(case.side.get_absolute_url()).content.decode()


@pytest.mark.parametrize("outsider", ["dov", "hue", "ben", "clo", "kim"])
def test_a_case_leaks_to_nobody_without_a_part_in_it(town, outsider):
    found = decided(town)
    case, client = found.case, town.browser(getattr(town, outsider))
    for record in (case, case.side, found, case.papers.first(), case.findings.first()):
        assert client.get(record.get_absolute_url()).status_code == 404
        kind = record._meta.label_lower
        timeline = client.get(f"/timeline/{kind}/{record.pk}/")
        assert timeline.status_code == 404
    for code in ("cases", "findings", "penalties", "sides", "appeals"):
        for form in ({}, {"as": "csv"}, {"q": "đảng phí"}):
            answer = client.get(reverse(f"oversight.{code}"), form)
            said = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert case.symbol not in said.decode("utf-8", "ignore")
    assert not Notice.objects.to(getattr(town, outsider).post_id).filter(subject__startswith="oversight.").exists()
    unit = client.get(town.unit("QN-HL-CB").get_absolute_url()).content.decode()
    assert case.symbol not in unit


def test_a_head_who_is_an_officer_does_not_see_the_case_about_themselves(town):
    found = decided(town)
    case = found.case
    Case.objects.filter(pk=case.pk).update(subject_person=town.eve.person_id)
    eve = town.browser(town.eve)
    assert eve.get(case.get_absolute_url()).status_code == 404
    assert eve.get(case.side.get_absolute_url()).status_code == 200
    assert eve.post(reverse("oversight.case.close", args=[case.pk]), {"closing": "?"}).status_code == 404


def test_whom_it_concerns_reads_who_read_in_the_case(town):
    case = decided(town).case
    town.browser(town.eve).get(case.get_absolute_url())
    side = town.browser(town.fay).get(case.side.get_absolute_url()).content.decode()
    assert "Who read in the case" in side
    assert "Eve Bí Thư Phường" in side
