"""The list of answers: taken along, filled in offline, brought back whole or not at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from baro.cascades import sheets
from baro.cascades.actions import answering
from baro.cascades.models import Answer
from baro.kernel.errors import FileRefused, Refused
from baro.sheets.numbers import number_written
from baro.trail.models import Event
from baro.trail.replaying import strange_records
from baro.ui.lists.exports import write_workbook

TODAY = timezone.localdate()


@pytest.fixture
def cascade(given):
    return given.sent(given.with_form())


def book_of(cascade, actor):
    """The workbook as it leaves."""
    file = BytesIO()
    write_workbook([sheets.sheet_of(cascade, actor, TODAY)], file)
    return openpyxl.load_workbook(BytesIO(file.getvalue()))


def content_of(book):
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def row_of(book, code):
    """The cells of a unit by the heads of their columns."""
    head, *rows = book.active.iter_rows()
    found = next(row for row in rows if row[0].value == code)
    return {first.value: cell for first, cell in zip(head, found, strict=True)}


def test_what_leaves_and_comes_back_untouched_changes_nothing(cascade, given, world):
    given.answered(cascade, "QN-CX", number=Decimal("2.5"), f3="Khá", f4=date(2026, 3, 2), f5=True)
    content = content_of(book_of(cascade, world.chi))
    assert sheets.filled_in(content, "x.xlsx", cascade, world.chi).rows == {}


def test_what_was_filled_in_is_kept_for_each_unit_and_told(cascade, given, world):
    book = book_of(cascade, world.chi)
    cells = row_of(book, "QN-HL")
    assert "Biên bản" not in cells
    cells["Số đảng viên mới"].value, cells["Xếp loại"].value = 7.5, "Tốt"
    cells["Ngày họp"].value, cells["Đã họp"].value = date(2026, 3, 2), "Có"
    filled = sheets.filled_in(content_of(book), "x.xlsx", cascade, world.chi)
    answering.enter(cascade.pk, rows=filled.rows, file="x.xlsx", by=world.chi)
    recipient = given.of(cascade, "QN-HL")
    kept = {one.code: one.value for one in recipient.answers.all()}
    assert kept == {"f1": Decimal("7.5"), "f3": "Tốt", "f4": date(2026, 3, 2), "f5": True}
    assert recipient.task.state == "assigned"
    assert not recipient.answered_by  # the unit hands it in itself
    assert "filled in the answer of this unit" in Event.objects.about(recipient)[0].sentence
    assert not list(strange_records())


def test_every_wrong_cell_is_named_at_once_and_nothing_is_written(cascade, world):
    book = book_of(cascade, world.chi)
    one, other = row_of(book, "QN-HL"), row_of(book, "QN-CX")
    one["Số đảng viên mới"].value, one["Xếp loại"].value = "=1+1", "Kém"
    other["Số đảng viên mới"].value, other["Ngày họp"].value = "mười hai", "32/13/2026"
    book.active.append(["QN-KHAC", "Đơn vị lạ"])
    with pytest.raises(FileRefused, match="5 cells of") as refusal:
        sheets.filled_in(content_of(book), "x.xlsx", cascade, world.chi)
    said = " ".join(refusal.value.fields.values())
    for words in ("formula", "Write one of: Tốt, Khá", "not a clear number", "no such day", "received the cascade"):
        assert words in said
    assert not Answer.objects.exists()


def test_a_unit_that_stands_twice_and_merged_cells_are_named(cascade, world):
    book = book_of(cascade, world.chi)
    book.active.append(["QN-HL", "", "", "", 3])
    book.active.append(["QN-CX", "", "", "", 4])
    book.active.merge_cells(start_row=3, end_row=4, start_column=5, end_column=5)
    with pytest.raises(FileRefused) as refusal:
        sheets.filled_in(content_of(book), "x.xlsx", cascade, world.chi)
    said = " ".join(refusal.value.fields.values())
    assert "stands in row 2 already" in said or "stands in row 3 already" in said
    assert "merged" in said


def test_what_was_handed_in_is_not_written_over(cascade, given, world):
    given.answered(cascade, number=Decimal(1), f3="Khá", f4=date(2026, 3, 2), f5=True)
    book = book_of(cascade, world.chi)
    row_of(book, "QN-HL")["Số đảng viên mới"].value = 99
    with pytest.raises(FileRefused) as refusal:
        sheets.filled_in(content_of(book), "x.xlsx", cascade, world.chi)
    assert "handed its answer in already" in next(iter(refusal.value.fields.values()))


def test_an_answer_handed_in_meanwhile_stops_the_whole_file(cascade, given, world):
    book = book_of(cascade, world.chi)
    for code in ("QN-HL", "QN-CX"):
        row_of(book, code)["Số đảng viên mới"].value = 5
    filled = sheets.filled_in(content_of(book), "x.xlsx", cascade, world.chi)
    given.answered(cascade, number=Decimal(1), f3="Khá", f4=date(2026, 3, 2), f5=True)
    with pytest.raises(Refused, match="Nothing was saved"):
        answering.enter(cascade.pk, rows=filled.rows, file="x.xlsx", by=world.chi)
    assert not Answer.objects.filter(recipient__unit__code="QN-CX").exists()


def test_something_else_than_this_list_is_refused(cascade, world):
    with pytest.raises(FileRefused):
        sheets.filled_in(b"%PDF-1.4 no list", "x.xlsx", cascade, world.chi)


def test_the_list_comes_back_through_its_page(cascade, given, world):
    client = world.browser(world.chi)
    answer = client.get(reverse("cascades.answers", args=[cascade.pk]), {"as": "xlsx"})
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    row_of(book, "QN-HL")["Số đảng viên mới"].value = 8
    upload = SimpleUploadedFile("x.xlsx", content_of(book))
    sent = client.post(reverse("cascades.cascade.enter", args=[cascade.pk]), {"upload": upload})
    assert sent["Location"] == cascade.get_absolute_url()
    assert given.of(cascade, "QN-HL").answers.get().number == 8
    row_of(book, "QN-HL")["Số đảng viên mới"].value = "tám"
    wrong = SimpleUploadedFile("x.xlsx", content_of(book))
    refused = client.post(reverse("cascades.cascade.enter", args=[cascade.pk]), {"upload": wrong})
    assert refused.status_code == 422
    assert "not a clear number" in refused.text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        (" 1 234,5 ", "1234.5"),
        ("1.234.567,25", "1234567.25"),
        ("1,234,567.25", "1234567.25"),
        ("1.234.567", "1234567"),
        ("0,125", "0.125"),
        ("-3.5", "-3.5"),
        ("1.234", None),
        ("1.23.456", None),
        ("1,2,3.4", None),
        ("1e5", None),
        ("٣", None),
        ("--3", None),
        ("1.", None),
        ("", None),
        ("9" * 60, None),
    ],
)
def test_a_number_is_read_as_it_is_meant_or_not_at_all(text, number):
    assert number_written(text) == (None if number is None else Decimal(number))
