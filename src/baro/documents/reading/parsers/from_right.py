"""The words of a page that is written from the right, put together by where their letters are drawn.

Fonts draw the dots of Arabic letters apart, and files then say each letter twice and in the order of drawing; no order
of the file can be trusted, only the places.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from ctypes import POINTER, byref, c_double, c_float, c_ubyte, c_ulong, cast, create_string_buffer
from dataclasses import dataclass
from math import inf

import pypdfium2 as pdfium
from pypdfium2 import raw

ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
# What keeps its order from left to right inside a word: numbers with their signs, and other letters.
LEFT_TO_RIGHT = re.compile(r"[^\W\u0590-\u08ff\ufb50-\ufefc]+(?:[.,:/'’٫٬-]+[^\W\u0590-\u08ff\ufb50-\ufefc]+)*")
MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
# Parts of the size of the letters: on one line, a gap between two words, room around a letter for its dots, its box.
SAME_LINE, GAP, ROOM = 0.3, 0.16, 0.03
BIG_ENDIAN = b"\xfe\xff"
# Dots cover less than this part of the box of their letter; two letters of the same kind are alike.
DOTS = 0.8
BELOW, ABOVE = 0.25, 0.75


@dataclass(frozen=True, slots=True)
class Letter:
    """A sign as it is drawn: its box from left to right, the line on which it stands, and its size."""

    sign: str
    left: float
    right: float
    line: float
    size: float
    area: float

    @property
    def middle(self) -> float:
        """Where its middle lies from left to right."""
        return (self.left + self.right) / 2


Placed = tuple[str, float, float, float, float]


def is_from_right(text: str) -> bool:
    """Whether most letters of a text are written from the right."""
    return 2 * len(ARABIC.findall(text)) > sum(map(str.isalpha, text))


def words_from_right(page: pdfium.PdfTextPage) -> Iterator[Placed]:
    """The words of a page as they are read, each with its box (left, bottom, right, top)."""
    written = list(_letters(page))
    for line in _lines(_without_dots([*written, *_left_out(page, written)])):
        turned = is_from_right("".join(one.sign for one in line))
        for word in _words(line):
            size = word[0].size
            drawn = "".join(one.sign for one in word)
            text = as_read(drawn) if turned or ARABIC.search(drawn) else drawn
            if not text:
                continue
            bottom, top = word[0].line - BELOW * size, word[0].line + ABOVE * size
            yield text, word[0].left, bottom, max(one.right for one in word), top


def as_read(drawn: str) -> str:
    """The signs of a word, given from left to right as they are drawn, in the order in which they are read.

    >>> as_read("2024و"), as_read("%103.4)"), as_read("103.4%)")
    ('و2024', '(103.4%', '(103.4%')
    """
    turned = drawn[::-1].translate(MIRRORED)
    read = LEFT_TO_RIGHT.sub(lambda found: found[0][::-1], turned)
    return re.sub(r"^(\W*)([%٪])(?=\d)([\d.,٫٬]+)", r"\1\3\2", read)


def in_reading_order(words: Sequence[str]) -> list[int]:
    """The places of the words of a line, given from left to right, in the order in which they are read."""
    order: list[int] = []
    foreign: list[int] = []
    for at in range(len(words) - 1, -1, -1):
        if any(map(str.isalpha, words[at])) and not ARABIC.search(words[at]):
            foreign.insert(0, at)
            continue
        order += [*foreign, at]
        foreign = []
    return order + foreign


def _letters(page: pdfium.PdfTextPage) -> Iterator[Letter]:
    """The signs of a page without spaces: gaps part words, because not every space is written.

    Marks say nothing and keep their room, which they take from their letter where both stand for one sign.
    """
    across, up = c_double(), c_double()
    for at in range(page.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(page, at))
        if sign.isspace() or sign == "\0":
            continue
        left, bottom, right, top = page.get_charbox(at)
        area = (right - left) * (top - bottom)
        # where the pen went, which is the same for all letters that join; not known of signs that stand for others
        loose = page.get_charbox(at, loose=True)
        left, right = min(left, loose[0]), max(right, loose[2])
        raw.FPDFText_GetCharOrigin(page, at, byref(across), byref(up))
        size = raw.FPDFText_GetFontSize(page, at)
        yield Letter(_without_marks(sign), left, right, up.value, size, area)


def _left_out(page: pdfium.PdfTextPage, written: Sequence[Letter]) -> Iterator[Letter]:
    """What pdfium leaves out of the text: letters that the file spells out (ActualText) right behind others."""
    taken = sorted((letter.middle, letter.line) for letter in written if letter.sign)
    for drawn in page.page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        spelled = _without_marks(_spelled(drawn))
        if not ARABIC.search(spelled):
            continue
        left, bottom, right, top = drawn.get_bounds()
        size = c_float()
        raw.FPDFTextObj_GetFontSize(drawn, byref(size))
        first, last = bisect_left(taken, (left, 0.0)), bisect_right(taken, (right, inf))
        line = drawn.get_matrix().f
        if not any(abs(line - other) < SAME_LINE * size.value for _middle, other in taken[first:last]):
            yield Letter(spelled[::-1], left, right, line, size.value, (right - left) * (top - bottom))


def _spelled(drawn: pdfium.PdfObject) -> str:
    """The words for which something drawn stands by its own account."""
    for at in range(raw.FPDFPageObj_CountMarks(drawn)):
        mark = raw.FPDFPageObj_GetMark(drawn, at)
        length = c_ulong()
        if raw.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", None, 0, byref(length)) and length.value:
            words = create_string_buffer(length.value)
            into = cast(words, POINTER(c_ubyte))
            raw.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", into, length, byref(length))
            return words.raw.decode("utf-16" if words.raw[:2] == BIG_ENDIAN else "latin-1", errors="replace")
    return ""


def _without_marks(signs: str) -> str:
    return "".join(sign for sign in signs if unicodedata.category(sign) not in ("Mn", "Cf"))


def _without_dots(letters: Iterable[Letter]) -> list[Letter]:
    """The letters without the dots that say them again: what lies over or under the same letter, and is smaller."""
    by_sign: dict[str, list[Letter]] = defaultdict(list)
    kept: list[Letter] = []
    for letter in letters:
        (by_sign[letter.sign] if ARABIC.match(letter.sign) else kept).append(letter)
    for same in by_sign.values():
        whole: list[Letter] = []
        for letter in sorted(same, key=lambda one: -one.area):
            if not any(_is_of(letter, one) for one in whole):
                whole.append(letter)
        kept += whole
    return kept


def _is_of(dots: Letter, letter: Letter) -> bool:
    room = ROOM * letter.size
    if dots.area > DOTS * letter.area:
        return False
    return abs(dots.line - letter.line) < letter.size and letter.left - room < dots.middle < letter.right + room


def _lines(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """The letters line by line from the top, each line from left to right."""
    line: list[Letter] = []
    for letter in sorted(letters, key=lambda one: -one.line):
        if line and line[0].line - letter.line > SAME_LINE * line[0].size:
            yield sorted(line, key=lambda one: one.middle)
            line = []
        line.append(letter)
    if line:
        yield sorted(line, key=lambda one: one.middle)


def _words(line: Iterable[Letter]) -> Iterator[list[Letter]]:
    """The words of a line from left to right: what no gap parts."""
    word: list[Letter] = []
    for letter in line:
        if word and letter.left - max(one.right for one in word[-2:]) > GAP * letter.size:
            yield word
            word = []
        word.append(letter)
    if word:
        yield word
