"""Numbers in every writing, and what is written in digits and is no figure."""

from __future__ import annotations

import pytest

from baro.statistics.checking import check
from baro.statistics.checking.tests.published import Table


def values(text: str) -> list[str]:
    return [f"{one.value.normalize():f}" for one in check(text, Table(), 2024).figures]


@pytest.mark.parametrize(
    "written",
    [
        "1688", "1.688", "1,688", "1 688", "1\u00a0688", "1\u202f688", "1’688", "١٦٨٨", "١٬٦٨٨", "١.٦٨٨", "1٦8٨",
        "01688",
        "một nghìn sáu trăm tám mươi tám", "một ngàn sáu trăm tám mươi tám",
    ],
)  # fmt: skip
def test_a_number_in_vietnamese(written):
    assert values(f"Cấp ủy các cấp kiểm tra {written} tổ chức đảng.") == ["1688"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("ba mươi mốt", "31"), ("hai mươi lăm", "25"), ("một trăm linh ba", "103"), ("mười", "10"), ("năm", "5"),
        ("năm mươi tư", "54"), ("hai trăm", "200"), ("một triệu hai trăm nghìn", "1200000"),
    ],
)  # fmt: skip
def test_vietnamese_number_words(written, value):
    assert values(f"Cấp ủy kiểm tra {written} tổ chức đảng.") == [value]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("eight", "8"), ("one thousand six hundred and eighty-eight", "1688"), ("twenty-six", "26"),
        ("a hundred", "100"),
        ("twelve thousand", "12000"),
    ],
)  # fmt: skip
def test_english_number_words(written, value):
    assert values(f"Committees inspected {written} Party organisations.") == [value]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("ثماني منظمات حزبية", "8"), ("منظمتين حزبيتين", "2"), ("منظمة حزبية واحدة", "1"),
        ("خمس عشرة منظمة حزبية", "15"),
        ("سبعًا وعشرين منظمة حزبية", "27"), ("مئة وست منظمات حزبية", "106"),
        ("ثلاثمئة وأربعًا وثلاثين منظمة حزبية", "334"),
        ("ألفًا وستمئة وثماني وثمانين منظمة حزبية", "1688"), ("سبعة آلاف ومئة وثلاث عشرة منظمة حزبية", "7113"),
    ],
)  # fmt: skip
def test_arabic_number_words(written, value):
    assert values(f"فتشت لجان الحزب {written}.") == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Quy định số 144-QĐ/TW ngày 9/5/2024 và Quyết định 1324-QĐ/TU, ngày 05-02-2024; Thông tư 07/2012/TT-BNV.",
        "Ngày 9 tháng 5 năm 2024, giai đoạn 2020-2025, nhiệm kỳ 2020 – 2025 (2021-2026), khóa XIII.",
        "Regulation No. 144-QD/TW of 9 May 2024, Article 12, page 7, the 13th Congress, 1 December 2023, May 9, 2024.",
        "بتاريخ 9 مايو 2024 اللائحة رقم 144-QD/TW للفترة 2020-2025 (2021-2026)، المادة 12، صفحة 7، تعليق (0)",
        'Phương châm "3 rõ"; شعار "3 واضح"; the "3 clears"; chi bộ 4 tốt; mô hình 35.',
        "ĐT: 0203 3835 678, 0913.123.456, +84 203 383 5678; lúc 8h30, 08:30; https://example.org/2024/17?x=5; a5@b.vn",
        "1. Mục một\n2.1. Mục hai\n3) Mục ba\nI. Phần\nCOVID-19, A4, 9M, Q3, [12], 3/5, 1.2.3",
        "Một số đồng chí, một trong những, hai bên, ba lần; one of them, two sides; أحد الأعضاء البارزين.",
        'القرارات الرابعة والخامسة والسادسة (الدورة الثالثة عشرة) و"الأربع الجيدة"',
    ],
)
def test_no_figures(text):
    assert values(text) == []


def test_a_number_that_looks_like_a_year_is_one_where_it_counts():
    assert values("In 2024, committees inspected 1990 Party organisations and 2024 members.") == ["1990", "2024"]
