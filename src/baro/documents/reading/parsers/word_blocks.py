"""A Word document block by block: its paragraphs with their numbers, its tables with what is merged in every place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from baro.documents.reading.limits import Limits
from baro.documents.reading.parsers import Unreadable
from baro.documents.reading.parsers.kept import write_blocks
from baro.documents.reading.parsers.package import Package, child, local, value_of
from baro.documents.reading.parsers.word import BROKEN, NOT_SHOWN, Document, is_a_placeholder, of_kind

# A table may say that it is wider than any is.
WIDEST = 64

Row = list[str]


def blocks(file: BinaryIO, limits: Limits, *, into: BinaryIO) -> dict[str, Any]:
    """Write the blocks of the body, up to the limit of characters.

    Raises Unreadable when the document cannot be opened.
    """
    try:
        write_blocks(_Blocks(Package(file)).all(), limits, into, printed=False)
    except BROKEN as error:
        raise Unreadable("office_broken") from error
    return {}


class _Blocks(Document):
    """Walks through the body, where its lists count on."""

    def all(self) -> Iterator[str | list[Row]]:
        """Every block in its order.

        Raises ValueError when there is no body.
        """
        body = child(self.package.part(self.package.main), "body")
        if body is None:
            raise ValueError("no body")
        yield from self._inside(body)

    def _inside(self, holder: Element) -> Iterator[str | list[Row]]:
        for block in holder:
            name = local(block.tag)
            if name == "p":
                yield self.paragraph(block)
            elif name == "tbl":
                yield self._grid(block)
            elif name not in NOT_SHOWN and not is_a_placeholder(block):
                yield from self._inside(block)

    def _grid(self, table: Element) -> list[Row]:
        """The rows with every cell in each column that it covers, and what is merged downwards in each row."""
        rows: list[Row] = []
        for row in of_kind(table, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            above = rows[-1] if rows else []
            cells = [""] * _number(value_of(child(properties, "gridBefore")), 0)
            for cell in of_kind(row, "tc"):
                told = child(cell, "tcPr")
                if child(told, "cellDel") is None:
                    span = max(_number(value_of(child(told, "gridSpan")), 1), 1)
                    cells += [self._cell(cell, told, above, len(cells))] * span
            rows.append(cells[:WIDEST])
        wide = max(map(len, rows), default=0)
        return [row + [""] * (wide - len(row)) for row in rows]

    def _cell(self, cell: Element, told: Element | None, above: Row, at: int) -> str:
        """The lines of a cell; those of the one above for a cell that goes on with it."""
        said = "\n".join(line for line in self.blocks(cell) if line.strip())
        merged = child(told, "vMerge")
        goes_on = merged is not None and value_of(merged) != "restart"
        return above[at] if goes_on and at < len(above) else said


def _number(value: str, otherwise: int) -> int:
    return min(int(value), WIDEST) if value.isascii() and value.isdigit() else otherwise
