"""A return as a workbook: taken along, filled in, brought back; hostile ones are refused whole."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from baro.returns.actions import filling

VALUE, OF = 5, 6  # the columns of the values, and of what return they are


@pytest.fixture
def found(given):
    return given.of(given.opened())


def taken(world, one) -> Any:
    answer = world.browser(world.gus).get(reverse("returns.workbook", args=[one.pk]))
    return load_workbook(BytesIO(b"".join(answer.streaming_content)))


def brought(world, one, book) -> Any:
    file = BytesIO()
    book.save(file)
    upload = SimpleUploadedFile("bao-cao.xlsx", file.getvalue())
    return world.browser(world.gus).post(reverse("returns.return.upload", args=[one.pk]), {"upload": upload})


def test_a_workbook_that_was_filled_in_becomes_the_draft(world, found):
    book = taken(world, found)
    for row in book.active.iter_rows(min_row=2):
        row[VALUE - 1].value = 2
    assert brought(world, found, book).status_code == 302
    assert set(filling.values_of(filling.last_version(found)).values()) == {2}


def _formula(sheet) -> None:
    sheet.cell(2, VALUE).value = "=1+1"


def _text(sheet) -> None:
    sheet.cell(2, VALUE).value = "khoảng 3"


def _scripts(sheet) -> None:
    sheet.cell(2, VALUE).value = "1٢"


def _decimals(sheet) -> None:
    sheet.cell(2, VALUE).value = 2.5


def _merged(sheet) -> None:
    sheet.cell(2, VALUE).value = 1
    sheet.merge_cells(start_row=2, end_row=4, start_column=VALUE, end_column=VALUE)


def _hidden(sheet) -> None:
    sheet.cell(3, VALUE).value = 1
    sheet.row_dimensions[3].hidden = True


def _unknown(sheet) -> None:
    sheet.cell(2, 1).value = "weather.rain.days"


def _twice(sheet) -> None:
    sheet.cell(3, 1).value = sheet.cell(2, 1).value


@pytest.mark.parametrize("spoil", [_formula, _text, _scripts, _decimals, _merged, _hidden, _unknown, _twice])
def test_a_hostile_workbook_leaves_nothing_behind(world, found, spoil):
    book = taken(world, found)
    spoil(book.active)
    answer = brought(world, found, book)
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.text
    assert filling.last_version(found) is None


def test_the_workbook_of_another_return_is_refused(world, found):
    book = taken(world, found)
    for row in book.active.iter_rows(min_row=2):
        row[OF - 1].value = row[OF - 1].value.replace(found.period, "2019")
    answer = brought(world, found, book)
    assert answer.status_code == 422
    assert "The row is of another return. Take the workbook from the page of this one." in answer.text
    assert filling.last_version(found) is None


def test_every_wrong_cell_is_named_at_once(world, found):
    book = taken(world, found)
    for row in (2, 3, 4):
        book.active.cell(row, VALUE).value = -1
    answer = brought(world, found, book)
    assert "3 cells of “bao-cao.xlsx” are wrong. Nothing was saved." in answer.text
    assert answer.text.count("Write a whole number from 0 on, without decimals.") == 3
