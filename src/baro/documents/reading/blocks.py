"""What a paper says in its order: paragraphs, and tables with every cell where it is seen, merged ones included."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from baro.documents.reading.confined import confined
from baro.documents.reading.content import Content, Kind
from baro.documents.reading.deadlines import BEGINS, PAGE_NUMBER
from baro.documents.reading.folding import in_capitals, plain
from baro.documents.reading.limits import Limits
from baro.documents.reading.oldfonts import guessed

DEEDS = {Kind.PDF: "pdf.blocks", Kind.DOCX: "word.blocks", Kind.XLSX: "sheet.blocks"}
# Lists of lists, and the signs of other lists than those that `BEGINS` knows.
ALSO_BEGINS = re.compile(r"(?:\(?(?:\d{1,2}|[a-zđ])\)|[A-H]\.|(?i:điều|chương|mục|phần) (?:\d{1,3}|[IVX]{1,5}|thứ)\b)")
ENDS, PAUSES = (".", "!", "?"), (";", ":")
# A printed line that is shorter than this ends its paragraph, unless the next one goes on in small letters.
FULL_LINE = 55
# Fewer letters than these, beside no table, are the stamps and signatures on a scan.
FEW_LETTERS = 120
BROKEN_LINE = re.compile(r"(?<![;:])\n(?!\s*(?:[-+•*–]|\d{1,2}[.)])\s)")
BETWEEN_CELLS = re.compile(r"\s*[|\t]\s*")
# "Cơ quan chủ trì: …" is a line of its own.
LABEL = re.compile(r"[^\W\d_][^:.;,]{2,40}:\s")
RULE_OF_A_TABLE = re.compile(r"^[\s|:+=-]+$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its number, in composed letters."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, each as many cells wide as the table has columns.

    What is merged stands in every place that it covers, so that a row is read without looking at others.
    """

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table


def said_enough(blocks: Iterable[Block]) -> bool:
    """Whether a paper has words of its own, and not only the stamps on its pictures of pages."""
    found = list(blocks)
    letters = sum(len(block.text) for block in found if isinstance(block, Paragraph))
    return letters >= FEW_LETTERS or any(isinstance(block, Table) for block in found)


def blocks_in(file: BinaryIO, content: Content, limits: Limits) -> list[Block]:
    """The blocks of a file that was inspected; none of one that is only pictures.

    Raises Refused when the file breaks the reader.
    """
    return [] if content.kind.is_image else all_blocks_in(file, content, limits)[0]


def all_blocks_in(file: BinaryIO, content: Content, limits: Limits) -> tuple[list[Block], bool]:
    """The blocks of a PDF or document that was inspected, and whether the limits left some of a PDF out.

    Raises Refused when the file breaks the reader.
    """
    with TemporaryFile() as into:
        told = confined(DEEDS[content.kind], file, limits, name=content.safe_name, into=into)
        into.seek(0)
        return from_reader(into.read()), bool(told.get("truncated"))


def from_reader(said: bytes) -> list[Block]:
    """The blocks as the confined reader writes them: a string is a line or a paragraph, a list of rows a table.

    Raises ValueError for what it cannot have written.
    """
    kept = json.loads(said)
    read: list[str | Table] = []
    cell = _tidy_cell if kept["printed"] else _tidy
    for one in kept["blocks"]:
        read.append(_tidy(one) if isinstance(one, str) else Table(tuple(tuple(map(cell, row)) for row in one)))
    return list(_over_pages(_joined(read)) if kept["printed"] else _as_they_are(read))


def blocks_of(text: str) -> list[Block]:
    """The blocks of a plain text or of one that was recognised: rows of cells between tabs or strokes are a table."""
    lines = plain(text.replace("\f", "\n")).split("\n") if "\t" not in text else _with_tabs(text)
    return list(_joined(list(_with_tables(lines))))


def _with_tabs(text: str) -> list[str]:
    return [plain(line.replace("\t", "|")) for line in text.replace("\f", "\n").splitlines()]


def _tidy(text: Any) -> str:
    return plain(guessed(str(text))).strip()


def _tidy_cell(text: Any) -> str:
    """A printed cell, whose lines were broken where its column ends."""
    return BROKEN_LINE.sub(" ", _tidy(text))


def _with_tables(lines: Iterable[str]) -> Iterator[str | Table]:
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        cells = BETWEEN_CELLS.split(line.strip().strip("|")) if "|" in line else []
        if len(cells) > 1:
            rows.append([cell.strip() for cell in cells])
            continue
        if rows:
            yield from _table_of(rows)
            rows = []
        yield line.strip()


def _table_of(rows: list[list[str]]) -> Iterator[str | Table]:
    said = [row for row in rows if not RULE_OF_A_TABLE.match("|".join(row))]
    wide = max((len(row) for row in said), default=0)
    if wide > 1:
        yield Table(tuple(tuple(row + [""] * (wide - len(row))) for row in said))


def _as_they_are(read: Iterable[str | Table]) -> Iterator[Block]:
    for one in read:
        if isinstance(one, Table):
            yield from _unfolded(one)
        else:
            yield from (Paragraph(" ".join(line.split())) for line in one.split("\n") if line.strip())


def _unfolded(table: Table) -> Iterator[Block]:
    """A table; one that is a single column, or one frame around everything, is only its paragraphs."""
    if all(len(set(row)) == 1 for row in table.rows):
        cells = dict.fromkeys(row[0] for row in table.rows)
        yield from _as_they_are(cells)
    else:
        yield table


def _over_pages(blocks: Iterable[Block]) -> Iterator[Block]:
    """A table that goes on over the end of a page is one, and so is a row that does."""
    before: Block | None = None
    for block in blocks:
        if isinstance(before, Table) and isinstance(block, Table) and len(before.rows[0]) == len(block.rows[0]):
            before = Table((*before.rows[:-1], *_with_rest(before.rows[-1], block.rows)))
            continue
        if before is not None:
            yield before
        before = block
    if before is not None:
        yield before


def _with_rest(last: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """The last row of a page before those of the next, of which the first may be its rest."""
    first = rows[0]
    is_rest = (
        last[0].strip(".) ").isdigit()
        and not first[0]
        and not any(one and one == first[at - 1] for at, one in enumerate(first))
    )
    if not is_rest:
        return (last, *rows)
    return (tuple(" ".join(filter(None, pair)) for pair in zip(last, first, strict=True)), *rows[1:])


def _joined(read: Iterable[str | Table]) -> Iterator[Block]:
    """The lines of a print as paragraphs."""
    gathered: list[str] = []
    for one in [*read, ""]:
        line = one.strip() if isinstance(one, str) else ""
        if gathered and not (line and _goes_on(gathered[-1], line)):
            yield Paragraph(" ".join(" ".join(gathered).split()))
            gathered = []
        if isinstance(one, Table):
            yield from _unfolded(one)
        elif line and not PAGE_NUMBER.match(line):
            gathered.append(line)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with what the one before it began."""
    if before.endswith(ENDS) or begins(line) or (line[0].isupper() and LABEL.match(line)):
        return False
    if in_capitals(line) != in_capitals(before):
        return False
    return line[0].islower() or (len(before) >= FULL_LINE and not before.endswith(PAUSES))


def begins(line: str) -> bool:
    """Whether a line begins with the number or sign of a clause."""
    return bool(BEGINS.match(line) or ALSO_BEGINS.match(line))
