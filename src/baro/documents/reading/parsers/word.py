"""The text of a Word document in its own order: page headers, then paragraphs and tables as they follow each other."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from baro.documents.reading.limits import Limits
from baro.documents.reading.parsers import Unreadable

BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# A text box is stored twice, the second time for old programs.
STORED_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# SyntaxError is what lxml calls broken XML.
BROKEN = (OpcError, SyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, TypeError)


def read(file: BinaryIO, limits: Limits) -> dict[str, Any]:
    """The text, and whether it was cut at the limit.

    Raises Unreadable when the document cannot be opened.
    """
    lines: list[str] = []
    size = 0
    try:
        for line in _lines(docx.Document(file)):
            lines.append(line)
            size += len(line) + 1
            if size > limits.characters:
                break
    # python-docx meets a part that it did not expect with whatever error comes first.
    except BROKEN as error:
        raise Unreadable("office_broken") from error
    text = "\n".join(lines)
    return {"pages": [text[: limits.characters]], "scanned": [], "of": None, "truncated": size > limits.characters}


def _lines(document: Document) -> Iterator[str]:
    for section in document.sections:
        if not section.header.is_linked_to_previous:
            yield from _blocks(section.header)
    yield from _blocks(document)


def _blocks(holder: Any) -> Iterator[str]:
    for block in holder.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield _written(block)


def _rows(table: Table) -> Iterator[str]:
    """One line for a row of one-line cells, otherwise cell after cell, as in the two columns of a head."""
    for row in table.rows:
        # python-docx hands out a merged cell once for every place it covers.
        cells = {cell._tc: cell for cell in row.cells}.values()
        written = [list(_blocks(cell)) for cell in cells]
        if all(len(lines) == 1 for lines in written):
            yield "\t".join(chain.from_iterable(written))
        else:
            yield from chain.from_iterable(written)


def _written(paragraph: Paragraph) -> str:
    """A paragraph with its text boxes and insertions; deletions are stored under another name and stay out."""
    return "".join(_pieces(paragraph._p)).strip("\n")


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in BREAKS and element.tag == qn("w:r"):
            yield BREAKS[child.tag]
        elif child.tag == qn("w:p"):
            yield "\n"
            yield from _pieces(child)
            yield "\n"
        elif child.tag != STORED_TWICE:
            yield from _pieces(child)
