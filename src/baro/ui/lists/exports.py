"""Tables as files: formulas disarmed, and without the signs that no workbook takes."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import quote

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from baro.kernel.errors import Refused
from baro.kernel.registry import Registry
from baro.trail.words import fold
from baro.ui.budgets import spend_a_file
from baro.ui.http import Request

MOST_IN_A_WORKBOOK = 100_000
LONGEST_IN_A_CELL = 32_000
LONGEST_TITLE = 100
NOT_IN_NAMES = '/\\:*?"<>|'
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Spreadsheets run what begins like this (OWASP, "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

Response = TypeVar("Response", bound=HttpResponseBase)


class _Line:
    """A file that gives back what is written into it, so that rows can be sent one by one."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def disarmed(value: Any) -> Any:
    """The value; text that a spreadsheet would run gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for a file: its title, the heads of its columns, its rows; how wide each column is in a workbook."""

    title: str
    heads: Sequence[Any]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int] = ()


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """A table as CSV, line by line, in the language of its reader; by its mark spreadsheets know it as UTF-8."""
    language = translation.get_language()
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        with translation.override(language):
            yield "\ufeff" + writer.writerow([disarmed(str(head)) for head in sheet.heads])
            for values in sheet.rows:
                yield writer.writerow([disarmed(value) for value in values])

    return lines()


def csv_answer(request: Request, sheet: Sheet, name: str) -> HttpResponseBase:
    """A table as a CSV file, sent while it is read.

    Raises TooOften.
    """
    spend_a_file(request)
    return _named(name, "csv", StreamingHttpResponse(csv_lines(sheet), content_type="text/csv; charset=utf-8"))


def xlsx_answer(request: Request, sheets: Iterable[Sheet], name: str) -> HttpResponseBase:
    """Tables as an Excel file.

    Raises TooOften.
    """
    spend_a_file(request)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_workbook(sheets, file)
    file.seek(0)
    return _named(name, "xlsx", FileResponse(file, content_type=XLSX))


def refuse_too_many(rows: int) -> None:
    """Raise Refused for more rows than a workbook is made for."""
    if rows > MOST_IN_A_WORKBOOK:
        sentence = _("More than %(most)s rows do not go into one Excel file. Narrow the list, or take it as CSV.")
        raise Refused(sentence % {"most": MOST_IN_A_WORKBOOK})


def write_workbook(sheets: Iterable[Sheet], file: Any) -> None:
    """Write tables into a file as an Excel workbook, row by row."""
    book = Workbook(write_only=True)
    for table in sheets:
        sheet = book.create_sheet(_sheet_title(table.title))
        sheet.freeze_panes = "A2"
        set_widths(sheet, table.widths)
        head = [_workbook_cell(sheet, str(label)) for label in table.heads]
        for cell in head:
            cell.font = Font(bold=True)
        sheet.append(head)
        for values in table.rows:
            sheet.append([_workbook_cell(sheet, value) for value in values])
    book.save(file)


def set_widths(sheet: Any, widths: Iterable[int]) -> None:
    """How wide the columns are, in signs; before the first row is written."""
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _workbook_cell(sheet: Any, value: Any) -> Any:
    """A value for a workbook; text stays text whatever it begins with."""
    if isinstance(value, date) and not isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "dd/mm/yyyy"
        return cell
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_IN_A_CELL])
    cell.data_type = "s"
    return cell


def _sheet_title(title: str) -> str:
    """A title that Excel takes: 31 signs, none of its own."""
    return "".join("-" if sign in "[]:*?/\\" else sign for sign in title)[:31] or "Baro"


def dated(title: Any, day: date | None = None) -> str:
    """The name of a file: what it holds, of which day."""
    return f"{str(title)[:LONGEST_TITLE]} {(day or timezone.localdate()).isoformat()}"


def saved_as(request: Request, name: str, ending: str, make: Callable[[], Response]) -> Response:
    """The answer that is made as a file under a name in the reader's language, and in plain letters for who needs them.

    Raises TooOften, and makes nothing.
    """
    spend_a_file(request)
    return _named(name, ending, make())


def _named(name: str, ending: str, response: Response) -> Response:
    named = "".join("-" if sign in NOT_IN_NAMES else sign for sign in name)
    plain = content_disposition_header(True, f"{slugify(fold(name)) or 'baro'}.{ending}")
    response.headers["Content-Disposition"] = f"{plain}; filename*=utf-8''{quote(f'{named}.{ending}', safe='')}"
    return response


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of file that a table can be taken along as: an address asks for it by its code (``?as=csv``).

    ``answer`` makes it of a table and the name of the file; ``most`` is how many rows it is made for.
    """

    code: str
    answer: Callable[[Request, Sheet, str], HttpResponseBase]
    most: int | None = None


EXPORTS: Registry[Export] = Registry("an export")
EXPORTS.add(
    Export("csv", csv_answer),
    Export("xlsx", lambda request, sheet, name: xlsx_answer(request, [sheet], name), most=MOST_IN_A_WORKBOOK),
)
