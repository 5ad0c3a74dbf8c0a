"""What a paper says, whatever it is printed as: a head, blocks in their order, a signature.

Everything here is data. Text is text in every output: no printer reads a sign of it as a command.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import get_language_info

# Signs that XML does not know; halves of pairs, which no encoding writes; and what would turn the direction of the
# words behind it.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_LINKS = ("https://", "http://", "/", "#")


def printable(words: str) -> str:
    """The words without signs that cannot be printed."""
    return _UNPRINTABLE.sub("", words)


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """The direction in which a language is written."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; with a ``link`` they lead somewhere.

    Raises ValueError for a link that is no address of a page.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", printable(self.text))
        if self.link and not self.link.startswith(_LINKS):
            raise ValueError(f"“{self.link[:60]}” is no address of a page")


Runs = tuple[Run, ...]


def plain(words: Any) -> Runs:
    """Words of no particular look."""
    return (Run(str(words)),)


def said(runs: Runs) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words; a ``note`` is printed small. ``language`` is named where it is another than that of the paper."""

    runs: Runs
    note: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a chapter, or of a part of one."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``numbered`` when the order counts."""

    entries: tuple[Runs, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand at its end. ``share`` is its part of the width, where each column has one."""

    title: str
    number: bool = False
    share: float = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table, whose first cells are the heads of their rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or another picture, drawn by ourselves: SVG for pages and PDF, PNG for Word, made when asked for.

    ``words`` say what it shows to who cannot see it; ``width`` is its share of the line.
    """

    svg: str
    png: Callable[[], bytes]
    words: str
    caption: str = ""
    width: float = 1.0


Block = Paragraph | Heading | Items | Table | Picture


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the top of an official paper; what is empty is left out.

    ``motto`` stands below the Republic's name on papers of the State; ``about`` is what a letter is about, which has
    its place under the number.
    """

    party: str = ""
    above: str = ""
    issuer: str = ""
    number: str = ""
    place_and_day: str = ""
    about: str = ""
    motto: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper in one language; ``kind`` is what its type is called above its ``title``, ``note`` stands below.

    ``side`` names by whose rules it is laid out, ``addressed`` to whom a letter is, line by line.
    ``recipients`` stand at the bottom beside the signature: ``capacity`` lines, and the name of the ``signer``.
    ``made_at`` is written into the file, so that the same content is the same file. A PDF that is ``wide`` lies on its
    long side, for tables of many columns.
    """

    language: str
    title: str
    blocks: tuple[Block, ...]
    made_at: datetime
    kind: str = ""
    note: str = ""
    head: Letterhead = field(default_factory=Letterhead)
    capacity: tuple[str, ...] = ()
    signer: str = ""
    recipients: tuple[str, ...] = ()
    recipients_title: str = ""
    side: Literal["party", "state"] = "party"
    addressed: tuple[str, ...] = ()
    wide: bool = False

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The direction of its language."""
        return direction_of(self.language)


def paragraphs(text: str, language: str = "") -> Iterator[Paragraph]:
    """What somebody typed, a paragraph for each line that says something."""
    for line in text.splitlines():
        if line.strip():
            yield Paragraph(plain(line.strip()), language=language)


def words_of(blocks: Sequence[Block]) -> str:
    """All words of some blocks, a line each."""
    return "\n".join(_lines(blocks))


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield said(block.runs)
            case Heading():
                yield block.text
            case Items():
                yield from map(said, block.entries)
            case Table():
                yield block.caption
                yield "\t".join(column.title for column in block.columns)
                yield from ("\t".join(map(said, row)) for row in block.rows)
            case Picture():
                yield block.caption
