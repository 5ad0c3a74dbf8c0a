"""A list as a file: the rows that were found, the columns that were visible, formulas disarmed."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from baro.kernel.errors import Refused
from baro.ui.columns import style_of

if TYPE_CHECKING:
    from baro.ui.lists import ListPage

MOST_IN_A_WORKBOOK = 100_000
LONGEST_IN_A_CELL = 32_000
CHUNK = 2000
WIDTHS = {"cell-wide": 70, "cell-words": 32, "cell-date": 12, "cell-number": 12}
# Spreadsheets run what begins like this (OWASP, "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class _Line:
    """A file that gives back what is written into it, so that rows can be sent one by one."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def disarmed(value: Any) -> Any:
    """The value; text that a spreadsheet would run gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def exported_rows(page: ListPage) -> Iterator[list[Any]]:
    """The values of every found row, read in chunks."""
    for record in page.found.iterator(chunk_size=CHUNK):
        yield [column.exported(record) for column in page.visible_columns]


def csv_response(page: ListPage, title: str) -> HttpResponseBase:
    """The list as CSV in UTF-8, sent while it is read."""
    language = translation.get_language()
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        with translation.override(language):
            yield "\ufeff" + writer.writerow([disarmed(str(column.label)) for column in page.visible_columns])
            for values in exported_rows(page):
                yield writer.writerow([disarmed(value) for value in values])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(page)}.csv"'
    return response


def xlsx_response(page: ListPage, title: str) -> HttpResponseBase:
    """The list as an Excel workbook, written row by row.

    Raises Refused for more rows than a workbook is made for.
    """
    if page.found.order_by().values("pk")[: MOST_IN_A_WORKBOOK + 1].count() > MOST_IN_A_WORKBOOK:
        raise Refused(
            _("More than %(most)s rows do not go into one Excel file. Narrow the list, or take it as CSV.")
            % {"most": MOST_IN_A_WORKBOOK}
        )
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"
    set_widths(sheet, [WIDTHS.get(style_of(column, page.found.model), 20) for column in page.visible_columns])
    head = [WriteOnlyCell(sheet, str(column.label)) for column in page.visible_columns]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for values in exported_rows(page):
        sheet.append([_workbook_cell(sheet, value) for value in values])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{file_name(page)}.xlsx")


def set_widths(sheet: Any, widths: Iterable[int]) -> None:
    """How wide the columns are, in signs; before the first row is written."""
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _workbook_cell(sheet: Any, value: Any) -> Any:
    """A value for a workbook; text stays text whatever it begins with."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_IN_A_CELL])
    cell.data_type = "s"
    return cell


def _sheet_title(title: str) -> str:
    """A title that Excel takes: 31 signs, none of its own."""
    return "".join("-" if sign in "[]:*?/\\" else sign for sign in title)[:31] or "Baro"


def file_name(page: ListPage) -> str:
    """The name of the file: which list, which day."""
    return f"{page.code.replace('.', '-')}-{timezone.localdate().isoformat()}"


EXPORTS: dict[str, Callable[[ListPage, str], HttpResponseBase]] = {"csv": csv_response, "xlsx": xlsx_response}
