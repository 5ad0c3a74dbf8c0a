"""A PDF block by block: lines of words, and tables where rules are drawn around the words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, BinaryIO

import pypdfium2 as pdfium

from baro.documents.reading.limits import Limits
from baro.documents.reading.parsers import Unreadable
from baro.documents.reading.parsers.kept import Rows, write_blocks
from baro.documents.reading.parsers.pdf import opened, page_of
from baro.documents.reading.parsers.rules import Grid, grids_of, rules_of
from baro.documents.reading.parsers.words import Word, are_from_right, lines_of, text_of, words_of

MOST_OF_THE_TIME = 0.6
# Rules in so great a number are a drawing and no table.
MOST_RULES = 4000


def blocks(file: BinaryIO, limits: Limits, *, into: BinaryIO) -> dict[str, Any]:
    """Write the lines and tables of every page, up to the limits of pages, characters and time; say if any is left.

    Raises Unreadable when the document cannot be opened.
    """
    document, read = opened(file), [0]
    try:
        is_whole = write_blocks(_all(document, limits, read), limits, into, printed=True)
    except pdfium.PdfiumError as error:
        raise Unreadable("pdf_broken") from error
    return {"truncated": not is_whole or read[0] < len(document)}


def _all(document: pdfium.PdfDocument, limits: Limits, read: list[int]) -> Iterator[str | Rows]:
    """The blocks of the pages; how many pages were ``read`` is counted in its only place."""
    for number in range(min(len(document), limits.pages)):
        if time.process_time() > limits.seconds * MOST_OF_THE_TIME:
            return
        yield from _of_page(page_of(document, number))
        read[0] += 1


def _of_page(page: pdfium.PdfPage) -> Iterator[str | Rows]:
    """What stands on a page, from its top to its foot."""
    words = words_of(page.get_textpage())
    rules = rules_of(page)
    grids = grids_of(rules) if len(rules) <= MOST_RULES else []
    placed: list[tuple[float, str | Rows]] = []
    outside: list[Word] = []
    inside: dict[int, list[Word]] = {}
    for word in words:
        at = next((at for at, grid in enumerate(grids) if grid.holds(word)), None)
        if at is None:
            outside.append(word)
        else:
            inside.setdefault(at, []).append(word)
    placed += [(grid.top, _rows(grid, inside.get(at, []))) for at, grid in enumerate(grids)]
    placed += [(line[0].top, text_of(line)) for line in lines_of(outside)]
    for _top, block in sorted(placed, key=lambda pair: -pair[0]):
        yield block


def _rows(grid: Grid, words: list[Word]) -> Rows:
    """The rows of a table with every cell in each place that it covers, from the side on which it is read."""
    said: dict[int, list[Word]] = {}
    for word in words:
        said.setdefault(grid.cell_of(word), []).append(word)
    cells = {cell: "\n".join(map(text_of, lines_of(inside))) for cell, inside in said.items()}
    step = -1 if are_from_right(words) else 1
    rows = [[cells.get(cell, "") for cell in row][::step] for row in grid.cells]
    return [row for row in rows if any(row)]
