"""The words of an Excel workbook, sheet by sheet and row by row, so that it is found by what stands in it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from baro.documents.reading.limits import Limits
from baro.documents.reading.parsers import Unreadable

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


def _lines(file: BinaryIO) -> Iterator[str]:
    workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
    for sheet in workbook.worksheets:
        yield sheet.title
        sheet.reset_dimensions()  # a sheet may say that it is as large as a sheet can be
        for row in sheet.iter_rows(values_only=True):
            if any(value is not None for value in row):
                yield "\t".join("" if value is None else str(value) for value in row)
