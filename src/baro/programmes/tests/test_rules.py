"""Which clauses a plan has, from which a task comes, and how rows are kept."""

from __future__ import annotations

import pytest

from baro.kernel import rulebook
from baro.programmes.lineage import fingerprint
from baro.programmes.rulebook import Clauses, ClauseStanding
from baro.programmes.rules import ClauseLine, clause_line, clauses_in, placed

PLAN = [
    ClauseLine("I", "Mục tiêu chung"),
    ClauseLine("II.1", "Rà soát thủ tục hành chính và công khai danh mục"),
    ClauseLine("II.2", "Số hóa hồ sơ lưu trữ"),
    ClauseLine("a", "Cấp xã"),
    ClauseLine("a", "Cấp tỉnh"),
]


@pytest.mark.parametrize(
    ("line", "label", "words"),
    [
        ("II.1. Rà soát thủ tục", "II.1", "Rà soát thủ tục"),
        ("  2) Số hóa hồ sơ", "2", "Số hóa hồ sơ"),
        ("a) Cấp xã", "a", "Cấp xã"),
        ("đ) Báo cáo", "đ", "Báo cáo"),
        ("Điều 4. Tổ chức thực hiện", "Điều 4", "Tổ chức thực hiện"),
        ("mục II.3: Kinh phí", "mục II.3", "Kinh phí"),
        ("10.2.1 - Đào tạo", "10.2.1", "Đào tạo"),
        ("Tổ chức thực hiện", "", "Tổ chức thực hiện"),
        ("2026 là năm cuối", "", "2026 là năm cuối"),
        ("Cán bộ xã", "", "Cán bộ xã"),
        ("Mục tiêu chung", "", "Mục tiêu chung"),
        ("e-office của xã", "", "e-office của xã"),
        ("30/6/2025 là hạn cuối", "", "30/6/2025 là hạn cuối"),
        ("30.6.2025 là hạn cuối", "", "30.6.2025 là hạn cuối"),
        ("II.1.", "", "II.1."),
        ("المادة 3. التنفيذ", "المادة 3", "التنفيذ"),
        ("Article 5: Reports", "Article 5", "Reports"),
    ],
)
def test_a_line_is_read_as_number_and_words(line, label, words):
    assert clause_line(line) == (label, words)


def test_a_paragraph_goes_on_until_the_next_number():
    text = "KẾ HOẠCH\n1. Rà soát\nthủ tục hành chính\n\n2. Số hóa\n"
    assert clauses_in(text, 10) == [ClauseLine("1", "Rà soát thủ tục hành chính"), ClauseLine("2", "Số hóa")]
    assert len(clauses_in(text, 1)) == 1


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("II.1. Rà soát thủ tục", 1),
        ("Mục II.1. Khác", 1),
        ("II.1", 1),
        ("ii.2", 2),
        ("số hóa hồ sơ lưu trữ", 2),
        ("Giao Văn phòng rà soát thủ tục hành chính và công khai danh mục trong quý II", 1),
        ("a) Cấp tỉnh", 4),
        ("a) Cấp huyện", 3),
        ("Việc khác", None),
        ("Số", 2),
        ("Số h", None),
        ("", None),
    ],
)
def test_a_task_comes_from_the_clause_that_its_words_name(text, at):
    assert placed([text], PLAN) == {text: at}


def test_other_rows_of_the_same_number_have_another_fingerprint():
    assert fingerprint([1, 2, 3]) == fingerprint([3, 2, 1, 1])
    assert fingerprint([1, 2, 3]) != fingerprint([1, 2, 4])


@pytest.mark.parametrize(
    ("done", "tasks", "standing"),
    [
        (0, 0, ClauseStanding.WITHOUT_TASK),
        (0, 5, ClauseStanding.NOT),
        (1, 5, ClauseStanding.PARTLY),
        (4, 5, ClauseStanding.PARTLY),
        (5, 5, ClauseStanding.CARRIED_OUT),
        (1, 1000, ClauseStanding.NOT),
    ],
)
def test_a_clause_stands_as_its_tasks_are_done(done, tasks, standing):
    assert rulebook.today(Clauses).standing(done, tasks) is standing
