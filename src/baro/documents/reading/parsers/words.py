"""The words of a page of a PDF, where they are seen, and the lines that they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from baro.documents.reading.parsers.from_right import ARABIC, in_reading_order, is_from_right, words_from_right

# Parts of the height of a letter: further apart two signs are of two words, two words of two columns.
GAP_OF_WORDS, GAP_OF_COLUMNS = 0.6, 2.5
SAME_LINE = 0.5
HYPHEN = "\ufffe"


@dataclass(slots=True)
class Word:
    """A word and the box around its letters."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def across(self) -> float:
        """Where its middle lies from left to right."""
        return (self.left + self.right) / 2

    @property
    def up(self) -> float:
        """Where its middle lies from the foot of the page upwards."""
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """How high its letters are."""
        return max(self.top - self.bottom, 1.0)


def words_of(page: pdfium.PdfTextPage) -> list[Word]:
    """The words in the order in which they were written; on a page with Arabic letters, line by line."""
    if ARABIC.search(page.get_text_range()):
        return [Word(*placed) for placed in words_from_right(page)]
    words: list[Word] = []
    goes_on = False
    for at in range(page.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(page, at))
        if sign.isspace() or sign == "\0":
            goes_on = False
            continue
        box = page.get_charbox(at, loose=True)
        sign = "-" if sign == HYPHEN else sign
        if goes_on and _is_next(words[-1], box):
            last = words[-1]
            last.text += sign
            last.right, last.top = max(last.right, box[2]), max(last.top, box[3])
        else:
            words.append(Word(sign, *box))
        goes_on = True
    return words


def _is_next(word: Word, box: tuple[float, float, float, float]) -> bool:
    """Whether a sign stands close behind a word, on its line."""
    apart, lower = box[0] - word.right, abs(box[1] - word.bottom)
    return -word.height < apart < GAP_OF_WORDS * word.height and lower < SAME_LINE * word.height


def lines_of(words: list[Word]) -> list[list[Word]]:
    """The words line by line, from the top, each line as it is read."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (-one.up, one.left)):
        if lines and lines[-1][0].up - word.up < SAME_LINE * lines[-1][0].height:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_as_read(sorted(line, key=lambda one: one.left)) for line in lines]


def are_from_right(words: list[Word]) -> bool:
    """Whether most letters of the words are written from the right."""
    return is_from_right("".join(word.text for word in words))


def _as_read(line: list[Word]) -> list[Word]:
    """A line from left to right in the order in which it is read."""
    return [line[at] for at in in_reading_order([word.text for word in line])] if are_from_right(line) else line


def text_of(line: list[Word]) -> str:
    """A line as it is read; what stands far apart, as in the two columns of a head, by three spaces."""
    return "".join(_with_gaps(line))


def _with_gaps(line: list[Word]) -> Iterator[str]:
    before: Word | None = None
    for word in line:
        if before is not None:
            gap = max(word.left - before.right, before.left - word.right)
            yield "   " if gap > GAP_OF_COLUMNS * before.height else " "
        yield word.text
        before = word
