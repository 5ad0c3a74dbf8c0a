"""The words of an Excel workbook, sheet by sheet and row by row, so that it is found by what stands in it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from baro.documents.reading.limits import Limits
from baro.documents.reading.parsers import Unreadable
from baro.documents.reading.parsers.kept import Rows, write_blocks

# A sheet may say that it is wider than any list is.
WIDEST = 64
BROKEN = (InvalidFileException, SyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, TypeError)


def read(file: BinaryIO, limits: Limits) -> dict[str, Any]:
    """The text, and whether it was cut at the limit.

    Raises Unreadable when the workbook cannot be opened.
    """
    lines: list[str] = []
    size = 0
    try:
        for line in _lines(file):
            lines.append(line)
            size += len(line) + 1
            if size > limits.characters:
                break
    # openpyxl meets a part that it did not expect with whatever error comes first.
    except BROKEN as error:
        raise Unreadable("office_broken") from error
    text = "\n".join(lines)
    return {"pages": [text[: limits.characters]], "scanned": [], "of": None, "truncated": size > limits.characters}


def blocks(file: BinaryIO, limits: Limits, *, into: BinaryIO) -> dict[str, Any]:
    """Write the sheets, each as its name and one table with what is merged in every place.

    Raises Unreadable when the workbook cannot be opened.
    """
    try:
        write_blocks(_tables(file), limits, into, printed=False)
    except BROKEN as error:
        raise Unreadable("office_broken") from error
    return {}


def _tables(file: BinaryIO) -> Iterator[str | Rows]:
    for sheet in openpyxl.load_workbook(file, data_only=True).worksheets:
        yield sheet.title
        wide = min(sheet.max_column, WIDEST)
        rows = [[_written(value) for value in row] for row in sheet.iter_rows(values_only=True, max_col=wide)]
        for merged in sheet.merged_cells.ranges:
            _spread(rows, merged.min_row - 1, merged.max_row, merged.min_col - 1, merged.max_col)
        yield [row for row in rows if any(row)]


def _written(value: Any) -> str:
    """A value as it is seen: a day as papers write it."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


def _spread(rows: Rows, top: int, bottom: int, left: int, right: int) -> None:
    """Put what a merged cell says into every place that it covers."""
    said = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
    for row in rows[top:bottom]:
        row[left:right] = [said] * len(row[left:right])


def _lines(file: BinaryIO) -> Iterator[str]:
    workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
    for sheet in workbook.worksheets:
        yield sheet.title
        sheet.reset_dimensions()  # a sheet may say that it is as large as a sheet can be
        for row in sheet.iter_rows(values_only=True):
            if any(value is not None for value in row):
                yield "\t".join("" if value is None else str(value) for value in row)
