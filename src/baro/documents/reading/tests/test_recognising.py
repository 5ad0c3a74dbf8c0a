"""The head of a document is recognised however its text comes out: columns mixed, tones lost, digits misread."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baro.documents.reading.recognising import Vocabulary, recognise

PLAN = """TỈNH ỦY QUẢNG NINH
*
Số 84-KH/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Quảng Ninh, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
về chuyển đổi số trong các cơ quan đảng
năm 2024
-----
Thực hiện Kết luận số 12-KL/TW, ngày 20/01/2024 của Ban Bí thư, Ban Thường vụ ban hành kế hoạch.
1. Văn phòng Tỉnh ủy chủ trì, hoàn thành trước ngày 30/6/2024.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Vũ Thị Minh Hạnh
"""
# The same head as presses, Word and recognisers put it out.
LEFT, RIGHT = "TỈNH ỦY QUẢNG NINH\n*\nSố 84-KH/TU", "ĐẢNG CỘNG SẢN VIỆT NAM\nQuảng Ninh, ngày 05 tháng 02 năm 2024"
HEADS = {
    "left column first": f"{LEFT}\n{RIGHT}",
    "right column first": f"{RIGHT}\n{LEFT}",
    "line by line": "TỈNH ỦY QUẢNG NINH ĐẢNG CỘNG SẢN VIỆT NAM\n*\nSố 84-KH/TU Quảng Ninh, ngày 05 tháng 02 năm 2024",
    "right before left": "ĐẢNG CỘNG SẢN VIỆT NAM TỈNH ỦY QUẢNG NINH\nQuảng Ninh, ngày 05 tháng 02 năm 2024 Số 84-KH/TU",
    "in a table": "TỈNH ỦY QUẢNG NINH\tĐẢNG CỘNG SẢN VIỆT NAM\n*\nSố 84-KH/TU\tQuảng Ninh, ngày 05 tháng 02 năm 2024",
    "colon and spaces": f"TỈNH UỶ QUẢNG NINH\n*\nSố: 84 - KH/TU\n{RIGHT}",
    "digits for words": f"{LEFT}\nĐẢNG CỘNG SẢN VIỆT NAM\nQuảng Ninh, ngày 5/2/2024",
    "other dashes": f"{LEFT}\n{RIGHT}".replace("-", "–"),
    "tones lost": "TINH UY QUANG NINH\n*\nSo 84-KH/TU\nDANG CONG SAN VIET NAM\nQuang Ninh, ngay 05 thang 02 nam 2024",
    "letters for digits": LEFT.replace("Số 84-KH/TU", "SỐ B4-KH/TƯ")
    + "\n"
    + RIGHT.replace("0", "O").replace("SẢN", "SÂN"),
}


def with_head(head: str) -> str:
    return head + PLAN[PLAN.index("\nKẾ HOẠCH") :]


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_number_date_issuer_and_type_are_found_in_any_order(head: str, vocabulary: Vocabulary) -> None:
    found = recognise(with_head(head), vocabulary)
    assert (found.number, found.symbol, found.issuer_suffix) == (84, "84-KH/TU", "TU")
    assert (found.issued_on, found.type_id) == (date(2024, 2, 5), "plan")
    assert found.place in ("Quảng Ninh", "Quang Ninh")
    assert found.issuer_name in ("TỈNH ỦY QUẢNG NINH", "TỈNH UỶ QUẢNG NINH", "TINH UY QUANG NINH")


def test_decomposed_letters_make_no_difference(vocabulary: Vocabulary) -> None:
    assert recognise(unicodedata.normalize("NFD", PLAN), vocabulary) == recognise(PLAN, vocabulary)


def test_the_whole_of_a_plan_is_recognised(vocabulary: Vocabulary) -> None:
    found = recognise(PLAN, vocabulary)
    assert found.abstract == "về chuyển đổi số trong các cơ quan đảng năm 2024"
    assert (found.signing_mark, found.issuer_organ) == ("T/M", "BAN THƯỜNG VỤ")
    assert (found.signer_position, found.signer_name) == ("PHÓ BÍ THƯ", "Vũ Thị Minh Hạnh")
    [deadline] = found.deadlines
    assert (deadline.day, deadline.clause) == (date(2024, 6, 30), "1")
    assert deadline.sentence == "Văn phòng Tỉnh ủy chủ trì, hoàn thành trước ngày 30/6/2024."
    assert all(0 < certain <= 1 for certain in found.confidence.values())


def test_a_cited_number_is_not_the_documents_own(vocabulary: Vocabulary) -> None:
    found = recognise("BÁO CÁO\nThực hiện Kết luận số 12-KL/TW, ngày 20/01/2024 của Ban Bí thư", vocabulary)
    assert (found.number, found.symbol, found.issued_on) == (None, "", None)


def test_a_number_and_day_left_blank_stay_open(vocabulary: Vocabulary) -> None:
    draft = PLAN.replace("Số 84-KH/TU", "Số        -KH/TU").replace("ngày 05 tháng 02", "ngày      tháng 02")
    found = recognise(draft, vocabulary)
    assert (found.number, found.symbol, found.issued_on) == (None, "-KH/TU", None)
    assert (found.place, found.type_id, found.issuer_suffix) == ("Quảng Ninh", "plan", "TU")


@pytest.mark.parametrize(
    ("title", "type_id"),
    [
        ("QUYẾT ĐỊNH", "decision"),
        ("QUY ĐỊNH", "regulation"),
        ("QUY ĐINH", "regulation"),
        ("Q U Y  Đ Ị N H", "regulation"),
        ("QUYẼT ĐỊNH", "decision"),
        ("QUYÊT ĐỊNI1", "decision"),
    ],
)
def test_decision_and_regulation_share_a_code_and_the_printed_title_decides(
    title: str, type_id: str, vocabulary: Vocabulary
) -> None:
    text = PLAN.replace("KH/TU", "QĐ/TU").replace("KẾ HOẠCH", title)
    found = recognise(text, vocabulary)
    assert (found.type_id, found.symbol) == (type_id, "84-QĐ/TU")


def test_a_code_that_lost_its_stroke_is_known_and_tells_the_type_without_a_title(vocabulary: Vocabulary) -> None:
    found = recognise(PLAN.replace("KH/TU", "CTR/TU").replace("KẾ HOẠCH\n", ""), vocabulary)
    assert (found.symbol, found.type_id) == ("84-CTr/TU", "programme")
    assert recognise(PLAN.replace("KH/TU", "QD/TU"), vocabulary).symbol == "84-QĐ/TU"


def test_a_title_that_disagrees_with_the_code_is_proposed_with_doubt(vocabulary: Vocabulary) -> None:
    found = recognise(PLAN.replace("KH/TU", "BC/TU"), vocabulary)
    assert (found.type_id, found.confidence["type_id"]) == ("plan", 0.5)


def test_title_and_abstract_on_one_line(vocabulary: Vocabulary) -> None:
    found = recognise(PLAN.replace("KẾ HOẠCH\nvề", "KẾ HOẠCH về"), vocabulary)
    assert (found.type_id, found.abstract) == ("plan", "về chuyển đổi số trong các cơ quan đảng năm 2024")


def test_an_abstract_ends_before_running_text_even_without_a_rule(vocabulary: Vocabulary) -> None:
    assert (
        recognise(PLAN.replace("-----\n", ""), vocabulary).abstract
        == "về chuyển đổi số trong các cơ quan đảng năm 2024"
    )


LETTER = """BAN CHẤP HÀNH TRUNG ƯƠNG ĐẢNG CỘNG SẢN VIỆT NAM
VĂN PHÒNG
*
Số 1234-CV/VPTW Hà Nội, ngày 15 tháng 10 năm 2025
về việc tăng cường phòng, chống
bão và mưa lũ
{mark}
Kính gửi:
- Các tỉnh ủy, thành ủy;
- Các đảng ủy trực thuộc Trung ương.
Đề nghị báo cáo chậm nhất ngày 20/10.
Nơi nhận: T/L BAN BÍ THƯ
- Như trên, CHÁNH VĂN PHÒNG
- Lưu Văn phòng Trung ương Đảng.
Hoàng Thế Vinh
"""


def test_a_letter_has_its_abstract_under_the_number(vocabulary: Vocabulary) -> None:
    found = recognise(LETTER.format(mark=""), vocabulary)
    assert (found.type_id, found.abstract) == ("official_letter", "về việc tăng cường phòng, chống bão và mưa lũ")
    assert (found.issuer_name, found.issuer_above) == ("VĂN PHÒNG", "BAN CHẤP HÀNH TRUNG ƯƠNG")
    assert found.addressees == ("Các tỉnh ủy, thành ủy", "Các đảng ủy trực thuộc Trung ương")
    assert (found.signing_mark, found.signer_position) == ("T/L", "CHÁNH VĂN PHÒNG")
    assert found.signer_name == "Hoàng Thế Vinh"
    assert [deadline.day for deadline in found.deadlines] == [date(2025, 10, 20)]


@pytest.mark.parametrize(
    ("mark", "urgency"),
    [("", 0), ("KHẨN", 1), ("THƯỢNG KHẨN", 2), ("HỎA TỐC", 3), ("HOẢ TỐC", 3), ("HỎA TỐC HẸN GIỜ", 4), ("khẩn", 0)],
)
def test_urgency_is_read_from_its_mark(mark: str, urgency: int, vocabulary: Vocabulary) -> None:
    found = recognise(LETTER.format(mark=mark), vocabulary)
    assert found.urgency == urgency


@pytest.mark.parametrize(
    ("mark", "secrecy"),
    [("MẬT", "confidential"), ("TỐI MẬT", "secret"), ("TUYỆT MẬT", "top_secret"), ("[MẬT]", "confidential")],
)
def test_secrecy_is_read_from_its_mark(mark: str, secrecy: str, vocabulary: Vocabulary) -> None:
    assert recognise(LETTER.format(mark=mark), vocabulary).secrecy == secrecy
    assert recognise(f"{mark}\n{PLAN}", vocabulary).secrecy == secrecy


def test_words_that_contain_a_mark_are_none(vocabulary: Vocabulary) -> None:
    front = PLAN.replace("TỈNH ỦY QUẢNG NINH", "ỦY BAN MẶT TRẬN TỔ QUỐC\nTỈNH QUẢNG NINH")
    found = recognise(front, vocabulary)
    assert (found.secrecy, found.urgency) == ("", 0)
    assert found.issuer_name == "ỦY BAN MẶT TRẬN TỔ QUỐC TỈNH QUẢNG NINH"


def test_the_delegates_stamp_is_not_the_head(vocabulary: Vocabulary) -> None:
    stamp = "VĂN PHÒNG ĐẢNG ỦY\nĐẾN\nSố: 1532\nNgày 07/3/2024\n"
    found = recognise(stamp + PLAN, vocabulary)
    assert (found.symbol, found.issued_on) == ("84-KH/TU", date(2024, 2, 5))


def test_a_stamp_of_secrecy_is_found_wherever_it_came_out(vocabulary: Vocabulary) -> None:
    assert recognise(PLAN.replace("1. Văn phòng", "TỐI MẬT\n1. Văn phòng"), vocabulary).secrecy == "secret"
    assert recognise(PLAN.replace("1. Văn phòng", "Mật\n1. Văn phòng"), vocabulary).secrecy == ""


STATE_LETTER = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NINH
Số: 456/UBND-KSTT
V/v rà soát thủ tục hành chính
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Quảng Ninh, ngày 5 tháng 9 năm 2025
Kính gửi: Sở Nội vụ.
Yêu cầu Sở Nội vụ báo cáo trước ngày 15 tháng 9 năm 2025.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Bùi Ngọc Sơn
"""


def test_a_state_letter_has_no_type_in_its_number(vocabulary: Vocabulary) -> None:
    found = recognise(STATE_LETTER, vocabulary)
    assert (found.number, found.symbol, found.issuer_suffix) == (456, "456/UBND-KSTT", "UBND")
    assert (found.type_id, found.abstract) == ("official_letter", "về việc rà soát thủ tục hành chính")
    assert (found.issuer_name, found.issued_on) == ("ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH", date(2025, 9, 5))
    assert (found.signing_mark, found.signer_position) == ("KT.", "PHÓ CHỦ TỊCH")
    assert found.issuer_organ == "ỦY BAN NHÂN DÂN"
    assert found.addressees == ("Sở Nội vụ",)


def test_a_state_decision_keeps_its_type(vocabulary: Vocabulary) -> None:
    text = STATE_LETTER.replace("456/UBND-KSTT", "12/QĐ-UBND").replace("V/v rà soát", "QUYẾT ĐỊNH\nVề việc rà soát")
    found = recognise(text, vocabulary)
    assert (found.symbol, found.type_id, found.issuer_suffix) == ("12/QĐ-UBND", "decision", "UBND")


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ("xong trước ngày 15/3/2024", date(2024, 3, 15)),
        ("chậm nhất là ngày 01 tháng 12 năm 2024", date(2024, 12, 1)),
        ("hoàn thành trong quý III/2024", date(2024, 9, 30)),
        ("hoàn thành trong tháng 02/2024", date(2024, 2, 29)),
        ("báo cáo trước 25.12.2024", date(2024, 12, 25)),
        ("gửi trước ngày 10/01", date(2025, 1, 10)),
        ("thời gian từ ngày 01/3/2024 đến ngày 20/3/2024", date(2024, 3, 20)),
        ("số liệu tính đến ngày 31/12/2023", None),
        ("xong trước ngày 31/02/2024", None),
        ("hoàn thành trong tháng 13/2024", None),
        ("phấn đấu đạt 3/4 chỉ tiêu", None),
    ],
)
def test_deadlines_are_days_that_are_asked_for(asked: str, day: date | None, vocabulary: Vocabulary) -> None:
    text = PLAN.replace("hoàn thành trước ngày 30/6/2024", asked)
    assert [deadline.day for deadline in recognise(text, vocabulary).deadlines] == ([day] if day else [])


WORDS = "Số |84|-|KH|/TU|\n| |ĐẢNG CỘNG SẢN VIỆT NAM|ngày |tháng |năm |2024|Kính gửi:|KẾ HOẠCH|về |V/v |T/M |Nơi nhận:"
SCRAPS = st.sampled_from([*WORDS.split("|"), "- ", "trước ngày 99/99/0000", "quý IV/9999", "HỎA TỐC", "K Ế ", "Q. "])


@given(st.one_of(st.text(max_size=400), st.lists(SCRAPS, max_size=60).map("".join)))
def test_no_text_is_too_strange(vocabulary: Vocabulary, text: str) -> None:
    found = recognise(text, vocabulary)
    assert set(found.confidence) <= set(type(found).__slots__)


@pytest.mark.parametrize(
    "scrap", ["A ", "Q. A", "Số 1-KH/TU ", "trước ngày 1/1/2030 ", "K Ế ", "ngày ", "- ", "a, ", "A\n", "Số \n"]
)
def test_a_long_strange_text_takes_no_long_time(scrap: str, vocabulary: Vocabulary) -> None:
    """Would not end in hours if any pattern went back and forth over the text."""
    recognise(scrap * 20_000, vocabulary)
