"""A table of figures as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from baro.ui.exports import XLSX, disarmed, saved_as, set_widths

Rows = Iterable[Sequence[Any]]


def _csv(head: Sequence[Any], rows: Rows) -> bytes:
    """CSV in UTF-8 with a mark that spreadsheets know it by."""
    written = io.StringIO()
    writer = csv.writer(written)
    for row in (head, *rows):
        writer.writerow(["" if value is None else disarmed(value) for value in row])
    return written.getvalue().encode("utf-8-sig")


def _xlsx(head: Sequence[Any], rows: Rows) -> bytes:
    """An Excel workbook of one sheet; text stays text whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    set_widths(sheet, [60, *(16 for _ in head[1:])])

    def cell(value: Any, *, bold: bool = False) -> Any:
        made = WriteOnlyCell(sheet, value)
        if isinstance(value, str):
            made.data_type = "s"
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(str(value), bold=True) for value in head])
    for row in rows:
        sheet.append([cell(value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


_KINDS: dict[str, tuple[Callable[[Sequence[Any], Rows], bytes], str]] = {
    "csv": (_csv, "text/csv; charset=utf-8"),
    "xlsx": (_xlsx, XLSX),
}


def is_file(kind: str | None) -> bool:
    """Whether the address asks for a file that is offered."""
    return kind in _KINDS


def table_file(kind: str, name: str, head: Sequence[Any], rows: Rows) -> HttpResponse:
    """The table as a file of a kind."""
    write, media = _KINDS[kind]
    return saved_as(name, kind, HttpResponse(write([str(word) for word in head], rows), content_type=media))
