"""The text of a Word document as it is shown: the page header, paragraphs and tables in their order, then the notes."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError

from baro.documents.reading.limits import Limits
from baro.documents.reading.oldfonts import of_font
from baro.documents.reading.parsers import Unreadable
from baro.documents.reading.parsers.package import Package, child, is_on, local, value_of
from baro.documents.reading.parsers.styles import Lists, Styles

BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# What was taken away or moved from here, and what is stored a second time for old programs.
NOT_SHOWN = {"del", "moveFrom", "Fallback", "pPr", "rPr", "sdtPr", "tblPr", "instrText", "delText"}
NOTES = ("footer", "footnotes", "endnotes")
BROKEN = (ParseError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError, TypeError)


def read(file: BinaryIO, limits: Limits) -> dict[str, Any]:
    """The text, and whether it was cut at the limit.

    Raises Unreadable when the document cannot be opened.
    """
    lines: list[str] = []
    size = 0
    try:
        for line in Document(Package(file)).lines():
            lines.append(line)
            size += len(line) + 1
            if size > limits.characters:
                break
    except BROKEN as error:
        raise Unreadable("office_broken") from error
    text = "\n".join(lines)
    return {"pages": [text[: limits.characters]], "scanned": [], "of": None, "truncated": size > limits.characters}


class Document:
    """Walks through a file, counting its lists on the way."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles, self.lists = Styles(package), Lists.of(package)

    def lines(self) -> Iterator[str]:
        """Every line that a reader sees, what stands on the first page first.

        Raises ValueError when there is no body.
        """
        body = child(self.package.part(self.package.main), "body")
        if body is None:
            raise ValueError("no body")
        on_first_page, on_others = self._headers(body)
        yield from self._marginal(on_first_page)
        yield from self.blocks(body)
        notes = (part for kind in NOTES for part in self.package.parts_of_kind(kind))
        yield from self._marginal([*on_others, *notes])

    def _marginal(self, parts: Iterable[Element]) -> Iterator[str]:
        """The lines in the margins of a page that say more than its number."""
        for part in parts:
            yield from (line for line in self.blocks(part) if any(sign.isalpha() for sign in line))

    def _headers(self, body: Element) -> tuple[list[Element], list[Element]]:
        """The page headers that are shown: those of a first page, and the others."""
        related = self.package.related(self.package.main)
        found: dict[bool, list[Element]] = {True: [], False: []}
        for section in (one for one in body.iter() if local(one.tag) == "sectPr"):
            has_its_own = is_on(child(section, "titlePg"))
            for one in (one for one in section if local(one.tag) == "headerReference"):
                kind, part = value_of(one, "type"), self.package.part(related.get(value_of(one, "id"), ("", ""))[1])
                if part is not None and (kind != "first" or has_its_own):
                    found[kind == "first" or (kind == "default" and not has_its_own)].append(part)
        return found[True], found[False]

    def blocks(self, holder: Element) -> Iterator[str]:
        """The lines of what a body, a cell or a margin holds."""
        for block in holder:
            name = local(block.tag)
            if name == "p":
                yield self.paragraph(block)
            elif name == "tbl":
                yield from self._rows(block)
            elif name not in NOT_SHOWN and not is_a_placeholder(block):
                yield from self.blocks(block)

    def _rows(self, table: Element) -> Iterator[str]:
        """One line for a row of one-line cells, otherwise cell after cell, as in the two columns of a head."""
        for row in of_kind(table, "tr"):
            if child(row, "trPr", "del") is not None:
                continue
            cells = [cell for cell in of_kind(row, "tc") if child(cell, "tcPr", "cellDel") is None]
            written = [list(self.blocks(cell)) for cell in cells]
            if all(len(lines) == 1 for lines in written):
                yield "\t".join(chain.from_iterable(written))
            else:
                yield from chain.from_iterable(written)

    def paragraph(self, paragraph: Element) -> str:
        """A paragraph with its number, its text boxes and insertions."""
        properties = child(paragraph, "pPr")
        text = "".join(self._pieces(paragraph, value_of(child(properties, "pStyle")))).strip("\n")
        number = self.lists.number(properties, self.styles) if text.strip() else ""
        return f"{number} {text}" if number else text

    def _pieces(self, element: Element, style: str) -> Iterator[str]:
        for one in element:
            name = local(one.tag)
            if name == "r":
                yield from self._run(one, style)
            elif name == "t":  # of a drawing or a formula
                yield one.text or ""
            elif name == "p":
                yield f"\n{self.paragraph(one)}\n"
            elif name not in NOT_SHOWN and not is_a_placeholder(one):
                yield from self._pieces(one, style)

    def _run(self, run: Element, style: str) -> Iterator[str]:
        properties = child(run, "rPr")
        if self.styles.hides(properties, style):
            return
        for one in run:
            name = local(one.tag)
            if name == "t":
                yield of_font(one.text or "", self.styles.font(properties, style))
            elif name in BREAKS:
                yield BREAKS[name]
            elif name not in NOT_SHOWN:
                yield from self._pieces(one, style)


def of_kind(holder: Element, kind: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for one in holder:
        name = local(one.tag)
        if name == kind:
            yield one
        elif name not in NOT_SHOWN and name not in ("tbl", "tr", "tc"):
            yield from of_kind(one, kind)


def is_a_placeholder(element: Element) -> bool:
    """Whether a content control only says what is to be typed there."""
    return local(element.tag) == "sdt" and is_on(child(element, "sdtPr", "showingPlcHdr"))
