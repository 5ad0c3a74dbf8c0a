"""A list as an Excel workbook: measured before it is opened, then read row by row without keeping the sheet."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from baro.kernel.packed import Limits, Unreadable, look
from baro.sheets.cells import EPOCH, Raw
from baro.sheets.remedies import refusal

# openpyxl meets a part that it did not expect with whatever error comes first.
BROKEN = (
    InvalidFileException,
    SyntaxError,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    OSError,
)
# No pattern looks past the next tag: what is opened a thousand times and never closed is looked at once.
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^<>]{0,400}?\bref=\"([A-Z]+[0-9]+:[A-Z]+[0-9]+)\"")
CELLS = re.compile(rb"<(?:\w+:)?(?:v|is)>")
HIDDEN = re.compile(rb"<(?:\w+:)?row\b[^<>]{0,400}?\bhidden=\"(?:1|true)\"")
# More digits than a spreadsheet keeps of a number.
LONGEST_NUMBER = 10**15
ZEROS = re.compile("0{2,}")
PIECE, OVERLAP = 1024 * 1024, 512
MOST_MERGED = 1000
NOTHING = Raw(None)
WRONG_TYPES = {"f": "formula", "e": "error"}


@dataclass(slots=True)
class Sheet:
    """One sheet: its title, its rows with their numbers, what is merged, how many rows are hidden."""

    title: str
    rows: Iterator[tuple[int, list[Raw]]]
    merged: list[str] = field(default_factory=list)
    hidden: int = 0
    cells: int = 0  # that hold anything, where that is known before they are read
    epoch: date = EPOCH


def sheets_of(content: bytes, name: str, limits: Limits) -> Iterator[Sheet]:
    """The sheets of a workbook.

    Raises Refused when it is damaged, locked, too large unpacked, no workbook, or carries macros or a DTD.
    """
    try:
        kind = look(io.BytesIO(content), limits)["kind"]
    except Unreadable as reason:
        raise refusal(reason.code, name=name) from reason
    if kind != "xlsx":
        raise refusal("not_a_list", name=name, seems=kind)
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(content)) as archive:
            warnings.simplefilter("ignore")  # about extensions of Excel that a list does not need
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            epoch = book.epoch.date() if isinstance(book.epoch, datetime) else EPOCH
            for sheet in book.worksheets:
                merged, hidden, cells = _layout(archive, getattr(sheet, "_worksheet_path", ""))
                yield Sheet(sheet.title, _rows(sheet), merged, hidden, cells, epoch)
    except BROKEN as error:
        raise refusal("office_broken", name=name) from error


def _rows(sheet: Any) -> Iterator[tuple[int, list[Raw]]]:
    sheet.reset_dimensions()  # what a workbook says about its size is often wrong
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, [_raw(cell) for cell in cells]


def _raw(cell: Any) -> Raw:
    value = cell.value
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return Raw(value.strip(), WRONG_TYPES.get(cell.data_type, ""))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, cell.number_format or "")
    return Raw(value, WRONG_TYPES.get(cell.data_type, ""))


def _number(value: float, shape: str) -> Raw:
    """A number as it is shown: a code such as 0012 with its zeros; of very long ones a spreadsheet drops digits."""
    if abs(value) >= LONGEST_NUMBER:
        return Raw(value, "long_number")
    is_code = ZEROS.fullmatch(shape) and value >= 0 and float(value).is_integer()
    return Raw(f"{int(value):0{len(shape)}}" if is_code else value)


def _layout(archive: zipfile.ZipFile, path: str) -> tuple[list[str], int, int]:
    """What the streaming reader does not tell: which cells are merged, how many rows hidden, how many cells filled."""
    merged: list[str] = []
    hidden, cells, rest = 0, 0, b""
    with archive.open(path.lstrip("/")) as part:
        while piece := part.read(PIECE):
            looked = rest + piece
            # What begins in the last signs is looked at with the next piece, and counted once.
            end = len(looked) - OVERLAP if len(piece) == PIECE else len(looked)
            hidden += sum(found.start() < end for found in HIDDEN.finditer(looked))
            cells += len(CELLS.findall(looked[: max(end, 0)]))
            merged += [found[1].decode() for found in MERGED.finditer(looked) if found.start() < end]
            rest = looked[max(end, 0) :]
    return merged[:MOST_MERGED], hidden, cells


def corner(cells: str) -> tuple[int, int]:
    """The row and the column where merged cells begin, both counted from 1."""
    column, row, _last_column, _last_row = range_boundaries(cells)
    return int(row or 1), int(column or 1)
