"""Cells mean what a spreadsheet shows of them, and what it cannot keep is said."""

from __future__ import annotations

import io

import openpyxl
import pytest

from baro.kernel import rulebook
from baro.org.importing.shapes import SHAPES
from baro.sheets.reading import read
from baro.sheets.rulebook import SheetLimits

HEAD = ("code", "name", "kind", "parent", "suffix", "since")


def read_rows(content: bytes, name: str):
    return read(content, name, SHAPES, rulebook.today(SheetLimits))


def workbook(code, shape: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "units"
    book.active.append(HEAD)
    book.active.append((code, "Chi bộ Mẫu", "cell", "QN", "", "2024-01-01"))
    book.active["A2"].number_format = shape
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(("code", "shape", "shown"), [(12, "0000", "0012"), (12, "General", "12"), (12, "#,##0", "12")])
def test_a_code_keeps_the_zeros_that_are_shown(code, shape, shown):
    lists = read_rows(workbook(code, shape), "a.xlsx")
    assert [row["code"] for row in lists.rows["units"]] == [shown]


def test_a_number_of_which_digits_were_dropped_is_not_taken():
    lists = read_rows(workbook(12345678901234567, "0"), "a.xlsx")
    [mistake] = lists.mistakes
    assert (mistake.column, mistake.code) == ("code", "long_number")
    assert "Format the column as text" in str(mistake.remedy)


@pytest.mark.parametrize("before", ["\ufeff\r\n", "\r\n\r\n", ";;;;;\r\n", "\ufeff"])
def test_blank_lines_before_a_head_with_semicolons_are_passed_over(before):
    text = before + ";".join(HEAD) + "\r\nZX-20;Đảng ủy xã Thử;commune_committee;QN;ĐU;28/09/2026\r\n"
    [row] = read_rows(text.encode(), "a.csv").rows["units"]
    assert (row["code"], row["name"]) == ("ZX-20", "Đảng ủy xã Thử")


def test_signs_that_nobody_sees_are_taken_out():
    text = ",".join(HEAD) + "\nZX-20,Chi\u00a0bộ M\u200bẫ\u00adu,cell,QN,,2024-01-01\n"
    [row] = read_rows(text.encode(), "a.csv").rows["units"]
    assert row["name"] == "Chi bộ Mẫu"
