"""Vietnamese text in one form, and folded to bare capitals so that tone marks and their placement do not matter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from baro.kernel.texts import tidied

# Letters and dashes that look alike.
ALIKE = str.maketrans({"Ð": "Đ", "ð": "đ", "\t": "   ", "\f": "\n", "\r": "\n"} | dict.fromkeys("–—‐‑−‒―﹣－", "-"))
LOOSE_MARKS = re.compile("[\u0300-\u036f]")
COLUMN_GAP = re.compile(r" {3,}|\|")
RULE = re.compile(r"[^\w]+$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its folding, character for character, so that a place in one is a place in the other."""

    text: str
    fold: str

    @classmethod
    def of(cls, text: str) -> Line:
        """The line of a text, without spaces around it."""
        stripped = text.strip()
        return cls(stripped, folded(stripped))

    def part(self, start: int, end: int | None = None) -> Line:
        """The part between two places."""
        return Line.of(self.text[start:end])

    @property
    def bare(self) -> str:
        """The folding without frame and punctuation around it."""
        return self.fold.strip(" ()[].:*|\"'")

    @property
    def is_capital(self) -> bool:
        """Whether the line is printed in capitals; recognition may have got a letter or two wrong."""
        return in_capitals(self.text)


def plain(text: str) -> str:
    """The text in composed form (NFC) with one kind of dash, space and line end."""
    tidy = tidied(text.replace("\r\n", "\n").replace("\f", "\n")).translate(ALIKE)
    return LOOSE_MARKS.sub("", tidy)


def folded(text: str) -> str:
    """The text in capitals without marks; of the same length."""
    return "".join(_folded_sign(sign) for sign in text)


def _folded_sign(sign: str) -> str:
    if sign in "đĐ":
        return "D"
    upper = unicodedata.normalize("NFD", sign)[0].upper()
    return upper if len(upper) == 1 else sign


def in_capitals(text: str) -> bool:
    """Whether at least nine of ten letters are capitals."""
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and sum(sign.isupper() for sign in letters) >= 0.9 * len(letters)


def lines_of(text: str) -> list[Line]:
    """The lines of a plain text that hold anything."""
    return [Line.of(line) for line in text.split("\n") if line.strip()]


def unspaced(fold: str) -> str:
    """The letters of a title, which some space out ("K E H O A C H"), without the spaces."""
    return "".join(fold.split())


def squeezed(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())
