"""The text of a file whose figures are to be checked: plain, a web page, Word or PDF, read inside the walls."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from baro.documents.reading.blocks import Block, Table, all_blocks_in
from baro.documents.reading.confined import confined
from baro.documents.reading.content import HEAD_BYTES, Kind, inspect, seeming
from baro.documents.reading.limits import Limits
from baro.documents.reading.names import safe_name
from baro.documents.reading.oldfonts import guessed
from baro.documents.reading.refusals import refusal
from baro.documents.reading.text import read
from baro.documents.uploads import limits
from baro.kernel import rulebook
from baro.kernel.errors import FileRefused
from baro.statistics.rulebook import FigureWords

KINDS = {Kind.PDF, Kind.DOCX}
ENDINGS = (".txt", ".html", ".htm", ".docx", ".pdf")
# A letter of the scripts of the three languages has at most three bytes; a web page is mostly not text.
BYTES, MARKUP = 3, 10
ARABIC_WORD = re.compile("[\u0620-\u064a]+")
MOST_SINGLE = 0.25


def text_of(path: Path, name: str, *, seconds: int | None = None) -> str:
    """What a reader of the file sees.

    Raises Refused, naming the file and the remedy, for one that is not read here, is too long or has no text.
    """
    allowed = limits(seconds=seconds) if seconds else limits()
    shown = safe_name(name, name_bytes=allowed.name_bytes)
    if not path.is_file():
        raise refusal("missing", shown)
    with path.open("rb") as file:
        seems = seeming(file.read(HEAD_BYTES))
    if seems == "web page" or path.suffix.lower() in (".html", ".htm"):
        text = _web_page(path, shown, allowed)
    elif seems == "text" and not path.read_bytes()[:HEAD_BYTES].lstrip().startswith(b"%PDF-"):
        text = _plain(path, shown)
    else:
        text = _paper(path, shown, allowed)
    if not text.strip():
        raise FileRefused(_("“%(name)s” has no text that can be read; paste its text instead.") % {"name": shown})
    return text


def _plain(path: Path, name: str) -> str:
    most = rulebook.today(FigureWords).most_characters
    if path.stat().st_size > most * BYTES:
        raise _too_long(name, most)
    raw = path.read_bytes()
    return guessed(raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", errors="replace"))


def _web_page(path: Path, name: str, allowed: Limits) -> str:
    most = rulebook.today(FigureWords).most_characters
    if path.stat().st_size > most * BYTES * MARKUP:
        raise _too_long(name, most)
    with path.open("rb") as file:
        found = confined("web.read", file, allowed, name=name)
    if found["truncated"]:
        raise _too_long(name, most)
    return str(found["pages"][0])


def _paper(path: Path, name: str, allowed: Limits) -> str:
    content = inspect(path, name, allowed, kinds=KINDS)
    with path.open("rb") as file:
        if content.kind is Kind.PDF:
            blocks, truncated = all_blocks_in(file, content, allowed)
            text = _in_rows(blocks)
        else:
            reading = read(file, content, allowed)
            text, truncated = reading.text, reading.truncated
    if truncated:
        raise _too_long(name, rulebook.today(FigureWords).most_characters)
    if _is_in_pieces(text):
        sentence = _("The text of “%(name)s” cannot be read in order; check the Word file or the page instead.")
        raise FileRefused(sentence % {"name": name})
    return text


def _in_rows(blocks: Iterable[Block]) -> str:
    """The text of a PDF with its tables row by row, as their rules are drawn.

    Lines without a letter are numbers of pages and what stands at the bars of a chart, whose table says the same.
    """
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            lines += ["\t".join(" ".join(cell.split()) for cell in row) for row in block.rows]
        elif any(map(str.isalpha, block.text)):
            lines.append(block.text)
    return "\n".join(lines)


def _is_in_pieces(text: str) -> bool:
    """Whether Arabic words came apart: no text has many of single letters."""
    words = ARABIC_WORD.findall(text)
    return sum(len(word) == 1 for word in words) > MOST_SINGLE * len(words)


def _too_long(name: str, most: int) -> FileRefused:
    sentence = _("“%(name)s” has more text than the %(most)s characters that are checked at once; split it.")
    return FileRefused(sentence % {"name": name, "most": f"{most:,}"})
