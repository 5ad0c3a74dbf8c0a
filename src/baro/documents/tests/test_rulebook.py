"""The rules of documents as the regulations give them."""

from datetime import date

import pytest
from django.utils import translation

from baro.documents.rulebook import Authority, Handling, Numbering, Secrecy
from baro.kernel import rulebook
from baro.kernel.rulebook.body import Certainty
from baro.org.rulebook import DocumentTypes, Signing, Urgency
from baro.ui.rulebook import Uploads

IN_2024 = date(2024, 6, 3)
TODAY = date(2026, 11, 23)


def body(rule_type, on=TODAY):
    return rulebook.in_force(rule_type, on=on).body


@pytest.mark.parametrize("on", [IN_2024, TODAY])
def test_there_are_25_types_and_8_administrative_papers(on):
    types = body(DocumentTypes, on).types
    assert len(types) == 33
    assert sum(row.administrative for row in types) == 8


def test_only_the_name_of_an_official_letter_is_not_printed():
    assert [row.id for row in body(DocumentTypes).types if not row.title_printed] == ["official_letter"]


def test_a_type_speaks_the_readers_language():
    notice = body(DocumentTypes).of("notice")
    spoken = []
    for language in ("vi", "en", "ar", "ar-eg", "fr"):
        with translation.override(language):
            spoken.append(str(notice.names))
    assert spoken == ["Thông báo", "Notice", "إشعار", "إشعار", "Notice"]


def test_an_unknown_type_is_a_mistake():
    with pytest.raises(KeyError, match="memorandum"):
        body(DocumentTypes).of("memorandum")


def test_no_two_types_have_the_same_name_in_any_language():
    for language in ("vi", "en", "ar"):
        names = [row.names.spoken(language) for row in body(DocumentTypes).types]
        assert len(set(names)) == 33


@pytest.mark.parametrize(
    ("kind", "type_id", "allowed"),
    [
        ("standing_committee", "directive", True),
        ("standing_committee", "circular", True),
        ("standing_committee", "guideline", True),
        ("standing_committee", "communique", False),
        ("provincial_committee", "communique", True),
        ("provincial_committee", "directive", False),
        ("provincial_congress", "resolution", True),
        ("provincial_congress", "decision", False),
        ("congress_secretariat", "notice", False),
        ("counting_board", "report", True),
        ("counting_board", "minutes", False),
        ("provincial_congress", "invitation", False),
    ],
)
def test_provincial_bodies_issue_what_article_7_gives_them(kind, type_id, allowed):
    permission = body(Authority, IN_2024).may_issue(kind, type_id)
    assert bool(permission) is allowed
    assert permission.certainty is Certainty.TEXT
    assert permission.source == "66-QĐ/TW, Điều 7"


def test_the_provincial_committee_has_17_types_and_its_standing_committee_19():
    authority, types = body(Authority, IN_2024), body(DocumentTypes, IN_2024)
    issued = {
        kind: sum(bool(authority.may_issue(kind, row.id)) for row in types.types if not row.administrative)
        for kind in ("provincial_committee", "standing_committee")
    }
    assert issued == {"provincial_committee": 17, "standing_committee": 19}


@pytest.mark.parametrize(
    ("type_id", "committee", "standing", "cell"),
    [
        ("working_rules", True, False, True),
        ("regulation", True, True, False),
        ("guideline", False, True, False),
        ("directive", False, False, False),
        ("resolution", True, True, True),
        ("travel_order", True, True, True),
    ],
)
def test_the_grassroots_level_follows_its_own_table(type_id, committee, standing, cell):
    may_issue = body(Authority).may_issue
    kinds = ("grassroots_committee", "grassroots_standing_committee", "cell")
    assert [bool(may_issue(kind, type_id)) for kind in kinds] == [committee, standing, cell]
    assert may_issue("cell", type_id).certainty is Certainty.SECONDARY


def test_what_was_not_read_says_so():
    assert body(Authority).may_issue("commune_committee", "resolution").certainty is Certainty.ASSUMED
    papers = body(Authority, IN_2024).may_issue("standing_committee", "invitation")
    assert papers
    assert papers.certainty is Certainty.ASSUMED


def test_districts_issue_nothing_after_they_were_abolished():
    assert body(Authority, date(2025, 6, 30)).may_issue("district_committee", "resolution")
    assert not body(Authority, date(2025, 7, 1)).may_issue("district_committee", "resolution")


def test_an_unknown_kind_of_body_issues_nothing_and_an_authority_of_the_state_everything():
    assert not body(Authority).may_issue("choir", "notice")
    assert not body(Authority).may_issue("choir", "notice").is_doubtful
    assert body(Authority).may_issue("ministry_or_state_body", "resolution")


@pytest.mark.parametrize(
    ("number", "code", "suffix", "written"),
    [
        (7, "NQ", "TU", "07-NQ/TU"),
        (84, "KH", "TU", "84-KH/TU"),
        (1324, "QĐ", "TU", "1324-QĐ/TU"),
        (3, "", "TU", "03/TU"),
    ],
)
def test_numbers_are_written_without_a_year(number, code, suffix, written):
    assert body(Numbering).written(number, code=code, suffix=suffix) == written


def test_committees_count_per_type_and_term_and_congresses_in_one_series():
    numbering = body(Numbering, IN_2024)
    committee, congress = numbering.counter_for("provincial_committee"), numbering.counter_for("provincial_congress")
    assert (committee.series, committee.span, committee.holder) == ("per_type", "term", "itself")
    assert (congress.series, congress.span, congress.holder) == ("all_types", "congress", "itself")
    assert numbering.counter_for("counting_board").holder == "the_congress"
    assert numbering.counter_for("standing_committee").holder == "its_committee"
    assert numbering.counter_for("standing_committee").certainty is Certainty.ASSUMED
    assert (numbering.incoming.series, numbering.incoming.span) == ("one", "calendar_year")


@pytest.mark.parametrize("on", [IN_2024, TODAY])
def test_every_kind_of_body_that_may_issue_is_numbered_and_signs(on):
    kinds = body(Authority, on).kinds
    assert [body(Numbering, on).counter_for(kind).span for kind in kinds]
    inside = [kind for kind in kinds if kind != "ministry_or_state_body"]
    assert all(body(Signing, on).row_for(kind).name for kind in inside)


@pytest.mark.parametrize(
    ("kind", "capacity", "mark", "text"),
    [
        ("standing_committee", {"is_head": True}, "T/M", "T/M BAN THƯỜNG VỤ"),
        ("standing_committee", {"is_head": False}, "T/M", "T/M BAN THƯỜNG VỤ"),
        ("standing_committee", {"is_head": False, "delegated": "T/L"}, "T/L", "T/L BAN THƯỜNG VỤ"),
        ("provincial_committee", {"is_head": True, "name": "THÀNH ỦY"}, "T/M", "T/M THÀNH ỦY"),
        ("office", {"is_head": True}, "", ""),
        ("office", {"is_head": False}, "K/T", "K/T CHÁNH VĂN PHÒNG"),
        ("office", {"is_head": False, "delegated": "T/L"}, "T/L", "T/L CHÁNH VĂN PHÒNG"),
        ("organisation_board", {"is_head": False}, "K/T", "K/T TRƯỞNG BAN"),
        ("inspection_commission", {"is_head": False}, "T/M", "T/M ỦY BAN KIỂM TRA"),
    ],
)
def test_the_capacity_above_a_signature_follows_the_body(kind, capacity, mark, text):
    signed = body(Signing).mark_for(kind, **capacity)
    assert (signed.mark, signed.text) == (mark, text)


def test_an_acting_holder_puts_the_mark_before_the_position():
    assert body(Signing).mark_for("office", is_head=True, is_acting=True).position_prefix == "Q. "
    assert body(Signing).mark_for("office", is_head=True).position_prefix == ""


def test_a_cell_signs_without_a_seal():
    assert not body(Signing).mark_for("cell", is_head=True).sealed
    assert body(Signing).mark_for("office", is_head=True).sealed


def test_urgent_documents_are_forwarded_at_once():
    urgency = body(Urgency)
    assert [row.level for row in urgency.levels if row.forward_at_once] == [1, 2, 3, 4]
    assert urgency.of(4).printed == "HỎA TỐC HẸN GIỜ"
    with pytest.raises(KeyError, match="no level 5"):
        urgency.of(5)


def test_secret_documents_are_registered_by_number_only():
    assert [row.by_number_only for row in body(Secrecy).levels] == [False, True, True, True]
    assert [row.names.vi for row in body(Secrecy).levels] == ["Không mật", "Mật", "Tối mật", "Tuyệt mật"]


def test_limits_of_handling_and_uploads():
    assert body(Handling).default_deadline_days == 10
    assert body(Uploads).largest_bytes == 50 * 1024 * 1024
    assert {".pdf", ".docx"} <= set(body(Uploads).extensions)
