"""What becomes of single figures: bases, periods, cutting and rounding, approximate words."""

from __future__ import annotations

import pytest

from baro.kernel.errors import Refused
from baro.statistics.checking import Fact, Period, Verdict, check
from baro.statistics.checking.tests.published import COMMITTEES, Table

NINE = Period(2023, 9)
HALF_TERM = Period(2023, is_half_term=True)
# Nine months of 2023 as published, and the half of the term that was told as them.
OTHERS = {
    NINE: {
        f"{COMMITTEES}members": Fact(215, 367),
        f"{COMMITTEES}committee_members": Fact(47, 60, 215, 367),
        f"{COMMITTEES}organisations": Fact(5, 5),
    },
    HALF_TERM: {f"{COMMITTEES}members": Fact(1616, 941), f"{COMMITTEES}organisations": Fact(57, 11)},
}


def verdicts(text: str, year: int | None = None) -> list[str]:
    return [str(one.verdict) for one in check(text, Table(OTHERS), year).figures]


def only(text: str, year: int | None = None):
    [one] = check(text, Table(OTHERS), year).figures
    return one


def test_a_share_of_last_years_whole_has_a_wrong_base():
    text = (
        "9 tháng năm 2023, cấp ủy các cấp thi hành kỷ luật 215 đảng viên (bằng 58,58% so với cùng kỳ), "
        "trong đó có 47 cấp ủy viên, chiếm 12,8% tổng số."
    )
    found = check(text, Table(OTHERS))
    assert [str(one.verdict) for one in found.figures] == ["agrees", "agrees", "agrees", "wrong_base"]
    assert str(found.figures[-1].right) == "21.8"


@pytest.mark.parametrize(
    "text",
    [
        "In the first nine months of 2023, committees disciplined 57 organisations and 1,616 members.",
        "9 tháng đầu năm 2023, cấp ủy kỷ luật 57 tổ chức đảng và 1.616 đảng viên.",
    ],
)
def test_a_half_term_told_as_nine_months_is_of_another_period(text):
    assert verdicts(text) == ["other_period", "other_period"]


def test_last_years_number_told_as_this_years_is_of_another_period():
    one = only("Năm 2024, cấp ủy kỷ luật 323 đảng viên.")
    assert (one.verdict, one.right) == (Verdict.OTHER_PERIOD, 334)


def test_last_years_number_told_as_such_agrees():
    assert only("In 2023, committees disciplined 323 members.").verdict is Verdict.AGREES
    text = "In 2024, committees disciplined 334 members (323 in 2023), compared with 323 last year."
    assert verdicts(text) == ["agrees"] * 3


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("103,4", "agrees"),
        ("103", "agrees"),
        ("103,41", "agrees_rounded"),
        ("103,40", "agrees_cut_off"),
        ("103,5", "differs"),
        ("96,7", "wrong_base"),
    ],
)
def test_percentages_are_compared_in_the_decimals_they_have(said, verdict):
    text = f"Năm 2024, cấp ủy kỷ luật 334 đảng viên, bằng {said}% so với năm trước."
    assert verdicts(text) == ["agrees", verdict]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("tăng 3,4% so với năm trước", "agrees"),
        ("tăng 103,4% so với năm trước", "differs"),
        ("giảm 3,4% so với năm trước", "differs"),
    ],
)
def test_a_rise_is_another_thing_than_a_percentage_of_last_year(text, verdict):
    assert verdicts(f"Năm 2024, cấp ủy kỷ luật 334 đảng viên, {text}.")[1] == verdict


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("about 7,100", "agrees_rounded"),
        ("more than 7,000", "agrees_rounded"),
        ("over 7,110", "agrees_rounded"),
        ("7,100", "differs"),
        ("about 7,200", "differs"),
    ],
)
def test_numbers_announced_as_rough_may_be_rounded(words, verdict):
    assert verdicts(f"In 2024, committees inspected {words} Party members.") == [verdict]


def test_a_figure_of_nothing_known_is_unmatched_and_says_nothing_against_the_text():
    found = check("Năm 2024, thu ngân sách đạt 974.744 tỷ đồng; 12,5 triệu lượt khách.", Table())
    assert [(one.verdict, one.code, one.right) for one in found.figures] == [(Verdict.UNMATCHED, None, None)] * 2
    assert [int(one.value) for one in found.figures] == [974_744 * 10**9, 12_500_000]
    assert found.is_right


def test_a_percentage_of_nought_last_year_is_unmatched():
    zero = {Period(2024): {f"{COMMITTEES}members": Fact(3, 0)}}
    found = check("Năm 2024, cấp ủy kỷ luật 3 đảng viên (bằng 100% so với năm trước).", Table(zero))
    assert [str(one.verdict) for one in found.figures] == ["agrees", "unmatched"]


def test_a_text_that_names_no_year_needs_one():
    with pytest.raises(Refused, match="names no year"):
        check("Committees disciplined 334 members.", Table())
    assert verdicts("Committees disciplined 334 members.", 2024) == ["agrees"]


@pytest.mark.parametrize("text", ["", "Không có con số nào ở đây.", "لا أرقام هنا.", "\x00\u200f\n"])
def test_a_text_without_figures_is_right(text):
    found = check(text, Table())
    assert (found.figures, found.year, found.is_right) == ((), None, True)


def test_a_text_of_five_megabytes_is_refused_in_one_sentence():
    with pytest.raises(Refused, match="more than the 300,000"):
        check("Năm 2024, cấp ủy kỷ luật 334 đảng viên. " * 125_000, Table())


@pytest.mark.parametrize("piece", ["1 ", "111 ", "1, ", "2024 ", "| ", "( ", "8 plans ", "ba ", "a", "1-A", "١", "\n"])
def test_what_repeats_without_end_is_read_in_time_that_grows_with_it(piece):
    check((piece * 30_000)[:30_000], Table(), 2024)


def test_three_languages_in_one_text():
    text = "In 2024 أصدرت المقاطعة 8 قرارات; ban hành 3 chỉ thị; issued ١٠٣ plans và 126 báo cáo."
    assert verdicts(text) == ["agrees"] * 4
