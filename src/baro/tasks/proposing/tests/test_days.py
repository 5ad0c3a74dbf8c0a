"""The days until which papers want work done, and how often."""

from __future__ import annotations

from datetime import date

import pytest

from baro.tasks.proposing.days import Calendar, days_in, find_limits
from baro.tasks.proposing.recurring import Every, Recurrence, find_recurrence

ON = date(2025, 2, 5)
SENTENCES = {
    "Hoàn thành trước ngày 30/6/2025.": date(2025, 6, 30),
    "Trình Ban Thường vụ trong quý II.": date(2025, 6, 30),
    "Trình Ban Thường vụ trong quý I.": date(2025, 3, 31),
    "Thực hiện, hoàn thành trong tháng 9": date(2025, 9, 30),
    "Hoàn thành trong tháng 1": date(2026, 1, 31),
    "Gửi báo cáo chậm nhất ngày 28 tháng 11 năm 2025": date(2025, 11, 28),
    "Xong trước 15/4": date(2025, 4, 15),
    "Hoàn thành trong quý III, quý IV năm 2025": date(2025, 12, 31),
    "Thực hiện từ ngày 01/3/2025 đến ngày 15/5/2025": date(2025, 5, 15),
    "Hoàn thành trước ngày 31/02/2025": None,
    "Nghị quyết có hiệu lực từ ngày 01/7/2025": None,
    "Thực hiện Công văn số 45-CV/VPTW ngày 03/02/2025": None,
    "Báo cáo kết quả trong 10 ngày làm việc kể từ ngày ban hành": date(2025, 2, 19),
    "Hoàn thành 6 tháng cuối năm 2025": date(2025, 12, 31),
    "The plan is due by 30 June 2025": date(2025, 6, 30),
    "Publish it in the third quarter of 2025": date(2025, 9, 30),
    "إعداد الخطة قبل ٣٠/٦/٢٠٢٥": date(2025, 6, 30),
}
CELLS = {
    "Quý II/2025": date(2025, 6, 30),
    "6/2025": date(2025, 6, 30),
    "Tháng 3 - 6/2025": date(2025, 6, 30),
    "T9/2025": date(2025, 9, 30),
    "Quý I, II/2025": date(2025, 6, 30),
    "Năm 2025": date(2025, 12, 31),
    "2025-2030": None,
    "Thường xuyên": None,
    "15.8.2025": date(2025, 8, 15),
}


@pytest.mark.parametrize(("sentence", "day"), SENTENCES.items())
def test_a_sentence_names_the_day_by_which_it_is_due(sentence, day):
    found = [one.day for one in find_limits(sentence, Calendar(ON))]
    assert max(found, default=None) == day


@pytest.mark.parametrize(("cell", "day"), CELLS.items())
def test_a_cell_names_a_day_without_saying_that_it_is_a_limit(cell, day):
    assert max((one.day for one in days_in(cell, Calendar(ON))), default=None) == day


def test_a_day_without_a_year_is_of_the_plan_s_own_year_else_of_none():
    assert days_in("quý IV", Calendar(date(2024, 12, 25), 2025))[0].day == date(2025, 12, 31)
    assert days_in("quý IV", Calendar()) == []
    assert days_in("30/6/2025", Calendar())[0].day == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("passage", "told"),
    [
        ("định kỳ hằng quý trước ngày 25", "quarterly, by day 25"),
        ("trước ngày 25 hằng tháng gửi báo cáo", "monthly, by day 25"),
        ("trước ngày 15/12 hằng năm", "yearly, by day 15 of month 12"),
        ("định kỳ 6 tháng, báo cáo kết quả", "half-yearly"),
        ("03 tháng/lần", "quarterly"),
        ("mỗi năm tổ chức một lần", "yearly"),
        ("Thường xuyên", "regularly"),
        ("every quarter by the 25th", "quarterly, by day 25"),
        ("كل ربع سنة قبل اليوم 25", "quarterly, by day 25"),
        ("dự toán chi thường xuyên", None),
        ("chương trình kiểm tra, giám sát hằng năm", None),
        ("hoàn thành trước ngày 30/6/2025", None),
    ],
)
def test_how_often_is_told(passage, told):
    found = find_recurrence(passage)
    assert (str(found.recurrence) if found else None) == told


@pytest.mark.parametrize(
    ("recurrence", "after", "due"),
    [
        (Recurrence(Every.QUARTER, 25), date(2025, 2, 5), date(2025, 3, 25)),
        (Recurrence(Every.QUARTER, 25), date(2025, 3, 25), date(2025, 6, 25)),
        (Recurrence(Every.MONTH, 31), date(2025, 2, 5), date(2025, 2, 28)),
        (Recurrence(Every.MONTH), date(2025, 12, 31), date(2026, 1, 31)),
        (Recurrence(Every.YEAR, 29, 2), date(2025, 2, 5), date(2025, 2, 28)),
        (Recurrence(Every.YEAR, 29, 2), date(2028, 2, 5), date(2028, 2, 29)),
        (Recurrence(Every.WEEK), date(2025, 2, 7), date(2025, 2, 14)),
        (Recurrence(Every.ALWAYS), date(2025, 2, 5), None),
    ],
)
def test_the_next_time_is_after_today_and_exists(recurrence, after, due):
    assert recurrence.next_after(after) == due
