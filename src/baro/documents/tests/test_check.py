"""The draft check: what it finds, what it leaves alone, by which rule; and answering a remark."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from baro.documents import checking
from baro.documents.actions import approving, recalling
from baro.documents.checking import Text, remarks
from baro.kernel.errors import Refused

DAY = date(2026, 11, 30)
GOOD = {
    "type": "plan",
    "abstract": "về chuyển đổi số năm 2027",
    "bases": "Căn cứ Quy định số 399-QĐ/TW, ngày 09/01/2026 của Ban Bí thư;",
    "body": "Để thực hiện, ban hành kế hoạch như sau:",
    "clauses": "Văn phòng Tỉnh ủy báo cáo kết quả trước ngày 15/12/2026.\nThời gian thực hiện: năm 2027.",
    "recipients": ("Đảng ủy phường Hà Lầm",),
}


def _found(**other: object) -> list[tuple[str, str]]:
    """What is said about a draft that is good but for something, and of which words."""
    return [(one.says, one.about) for one in remarks(Text(**(GOOD | other)), on=DAY)]  # type: ignore[arg-type]


def test_nothing_is_said_about_a_good_draft():
    assert _found() == []


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"abstract": "Về chuyển đổi số"}, "begins with"),
        ({"abstract": "về chuyển đổi số."}, "begins with"),
        ({"bases": ""}, "names none"),
        ({"bases": "Căn cứ Quy định số 66-QĐ/TW của Ban Bí thư;"}, "was replaced"),
        ({"bases": "Căn cứ 36-HD/VPTW;"}, "was replaced"),
        ({"clauses": "Khẩn trương rà soát, báo cáo trước ngày 15/12/2026."}, "names nobody"),
        ({"clauses": "Đảng ủy phường Hà Lầm rà soát và báo cáo kết quả."}, "names no deadline"),
        ({"clauses": "Nâng cao chất lượng văn bản."}, "no number"),
        ({"clauses": "Thời gian, địa điểm: …"}, "not filled in"),
        ({"body": "Để thực hiện …, ban hành kế hoạch như sau:"}, "not filled in"),
        ({"recipients": ()}, "no recipients"),
        ({"body": "từ " * 3001}, "longer than"),
    ],
)
def test_what_is_not_as_the_rule_has_it_is_found(other, says):
    (found,) = _found(**other)
    assert says in found[0]


@pytest.mark.parametrize(
    "clause",
    [
        "Các đơn vị báo cáo định kỳ hằng quý.",
        "Văn phòng Tỉnh ủy hoàn thành trong vòng 10 ngày.",
        "Nâng cao tỷ lệ hồ sơ điện tử lên 95%.",
        "Kế hoạch có hiệu lực từ ngày ký.",
    ],
)
def test_a_clause_that_says_who_and_until_when_is_left_alone(clause):
    assert _found(clauses=clause) == []


def test_a_base_is_good_until_the_day_on_which_it_was_replaced():
    text = Text(**(GOOD | {"bases": "Căn cứ Hướng dẫn 36-HD/VPTW;"}))
    assert remarks(text, on=date(2026, 5, 26)) == []
    assert len(remarks(text, on=date(2026, 5, 27))) == 1


def test_letters_do_not_need_what_only_plans_do():
    assert _found(type="official_letter", bases="", clauses="Nâng cao chất lượng.") == []


def test_what_was_laid_out_elsewhere_has_its_bases_there():
    assert _found(bases="", body="", clauses="", has_papers=True) == []


def test_every_remark_names_its_source():
    assert all(one.source for one in remarks(Text("decision", "X.", clauses="Rà soát."), on=DAY))


def test_a_type_that_is_only_doubtful_is_told_with_its_source(world):
    says = [one.says for one in checking.remarks_on(world.drafted(type="directive"))]
    assert any("does not name this type" in one for one in says)


def test_a_base_that_its_issuer_recalled_is_told(world):
    issued = world.issued()
    recalling.recall(issued.pk, reason="sai ngày", by=world.ada)
    draft = world.drafted(bases=f"Căn cứ Thông báo số {issued.symbol};")
    assert [one.about for one in checking.remarks_on(draft)] == [issued.symbol]


def test_a_remark_is_answered_with_a_reason_that_stays(world):
    draft = world.drafted(abstract="Lịch làm việc")
    (remark,) = checking.remarks_on(draft)
    client, address = world.browser(world.clo), reverse("documents.document.excuse", args=[draft.pk])
    assert client.post(address, {"remark": remark.key, "reason": "theo mẫu cũ"}).status_code == 302
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "theo mẫu cũ" in page
    assert address not in page


def test_another_text_needs_another_answer(world):
    draft = world.drafted(abstract="Lịch làm việc")
    (remark,) = checking.remarks_on(draft)
    approving.excuse(draft.pk, remark=remark.key, reason="theo mẫu cũ", by=world.clo)
    draft.refresh_from_db()
    draft.abstract = "Lịch khác"
    assert [one.excuse for one in checking.remarks_on(draft)] == [""]


def test_what_the_check_does_not_say_is_not_answered(world):
    with pytest.raises(Refused, match="does not say this"):
        approving.excuse(world.drafted().pk, remark="x", reason="y", by=world.clo)
