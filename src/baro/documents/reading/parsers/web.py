"""The text of a web page as it is read: blocks on lines of their own, cells parted by tabs, nothing hidden."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any, BinaryIO

from baro.documents.reading.limits import Limits

HIDDEN = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "textarea"}
BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tr", "ul",
}  # fmt: skip
CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)


def read(file: BinaryIO, limits: Limits) -> dict[str, Any]:
    """The text, and whether it was cut at the limit."""
    shown = Shown(limits.characters)
    raw = file.read(limits.file_bytes)
    shown.feed(_decoded(raw))
    shown.close()
    text = re.sub(r"[ \n]*\n[ \n]*", "\n", "".join(shown.pieces)).strip()
    return {"pages": [text[: limits.characters]], "scanned": [], "of": None, "truncated": shown.left < 0}


def _decoded(raw: bytes) -> str:
    named = CHARSET.search(raw[:2048])
    try:
        return raw.decode(named[1].decode() if named else "utf-8-sig", errors="replace")
    except LookupError:
        return raw.decode(errors="replace")


class Shown(HTMLParser):
    """Gathers what a reader sees, up to so many characters."""

    def __init__(self, most: int) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.left = most
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a line, a cell is parted from the one before."""
        if tag in HIDDEN:
            self.hidden.append(tag)
        elif tag in BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """What was hidden ends, and so does the line of a block."""
        if tag in HIDDEN and tag in self.hidden:
            del self.hidden[self.hidden.index(tag) :]
        elif tag in ("td", "th"):
            self.pieces.append("\t")
        elif tag in BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Words, in which the line ends of the source are spaces."""
        if self.hidden or self.left < 0:
            return
        self.left -= len(data)
        self.pieces.append(" ".join(re.split(r"[ \t\r\n]+", data)))
