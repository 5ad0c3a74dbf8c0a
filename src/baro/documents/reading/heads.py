"""The head of a document beside its number and date: the bodies that issued it, and the marks printed on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from baro.documents.reading.dates import Dated
from baro.documents.reading.folding import COLUMN_GAP, Line, in_capitals
from baro.documents.reading.numbers import Number
from baro.documents.reading.proposals import (
    CONFIDENTIAL,
    EXPRESS,
    EXPRESS_TIMED,
    SECRET,
    TOP_SECRET,
    URGENT,
    VERY_URGENT,
)

Value = TypeVar("Value", int, str)
# The head ends well before this many lines, even when every cell comes out as lines of its own.
LONGEST_HEAD = 40
# A stamp may come out far from its place, but on the first page.
FIRST_PAGE = 60
HEADINGS = ("DANG CONG SAN VIET NAM", "CONG HOA XA HOI CHU NGHIA VIET NAM", "DOC LAP - TU DO - HANH PHUC")
OF_HEADINGS = {word for heading in HEADINGS for word in heading.split() if word != "-"}
ALIKE_ENOUGH = 0.8
MARKS_OF_URGENCY = {
    "HOA TOC HEN GIO": EXPRESS_TIMED,
    "HOA TOC": EXPRESS,
    "THUONG KHAN": VERY_URGENT,
    "KHAN": URGENT,
}
MARKS_OF_SECRECY = {"TUYET MAT": TOP_SECRET, "TOI MAT": SECRET, "MAT": CONFIDENTIAL}
# These words alone are too short to be told inside a line of other capitals.
ONLY_ALONE = ("KHAN", "MAT")
PRINTED, STAMPED, INSIDE, ELSEWHERE = 0.95, 0.8, 0.7, 0.6
BODIES = re.compile(
    r"(?:DANG BO|DANG UY|TINH UY|THANH UY|HUYEN UY|QUAN UY|THI UY|BAN|VAN PHONG|UY BAN|CHI BO|HOI|TRUNG TAM|SO|"
    r"CHI CUC|CUC|BO|DOAN|MAT TRAN|DAI HOI|TRUONG|CONG AN|TRUNG UONG|VIEN|TOA AN|BAO|HOC VIEN|UBND|HDND|CHINH PHU|"
    r"QUOC HOI|THANH TRA|PHONG|LIEN DOAN|CONG DOAN|TONG|THU TUONG|CHU TICH)\b"
)
UNFINISHED = re.compile(r"\b(?:VA|CUA|CHO|DANG|CHAP|BAN CHAP HANH)$")
SURE_BODY, SOME_BODY = 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Segment:
    """What is left of a head line beside the number, the date and the national heading."""

    at: int
    line: Line


def segments(lines: list[Line], number: Number | None, dated: Dated | None) -> list[Segment]:
    """The head without the elements that are already known, one segment for each column."""
    return [
        Segment(at, part)
        for at, line in enumerate(lines)
        for part in _remaining(at, line, [known for known in (number, dated) if known is not None])
    ]


def _remaining(at: int, line: Line, known: list[Number | Dated]) -> Iterator[Line]:
    spans = [(element.start, element.end) for element in known if element.at == at]
    spans += list(_headings(line.fold))
    text = list(line.text)
    for start, end in spans:
        text[start:end] = "|" * (end - start)
    for piece in COLUMN_GAP.split("".join(text)):
        part = Line.of(piece.strip(" *_-~.="))
        if part.text:
            yield part


def _headings(fold: str) -> Iterator[tuple[int, int]]:
    """Where the national heading or the Party's stands in a line, even when a few signs of it were misread."""
    words = list(re.finditer(r"\S+", fold))
    if len(OF_HEADINGS & {word[0].strip("-.,") for word in words}) < 2:
        return
    for heading in HEADINGS:
        length = len(heading.split())
        windows = (
            (words[first].start(), words[first + many - 1].end())
            for many in range(max(length - 2, 2), length + 3)
            for first in range(len(words) - many + 1)
        )
        rated = ((_alike(fold[start:end], heading), start, end) for start, end in windows)
        best, start, end = max(rated, default=(0.0, 0, 0))
        if best >= ALIKE_ENOUGH:
            yield start, end


def _alike(read: str, meant: str) -> float:
    if abs(len(read) - len(meant)) > len(meant) // 3:
        return 0.0
    matcher = SequenceMatcher(None, meant, read)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE_ENOUGH else 0.0


def urgency_of(parts: list[Segment], lines: list[Line]) -> tuple[int, float] | None:
    """The degree of the mark in the head, else of a stamp on the first page; None where there is none."""
    return mark_on(parts, MARKS_OF_URGENCY) or _stamped(lines[:FIRST_PAGE])


def mark_on(parts: list[Segment], marks: Mapping[str, Value]) -> tuple[Value, float] | None:
    """The value of the first of the marks printed in the head, and its certainty."""
    for part in parts:
        for mark, value in marks.items() if part.line.is_capital else ():
            if part.line.bare == mark:
                return value, PRINTED
            if mark not in ONLY_ALONE and re.search(rf"\b{mark}\b", part.line.fold):
                return value, INSIDE
    return None


def _stamped(lines: list[Line]) -> tuple[int, float] | None:
    """A mark in capitals beside other words or with a sign misread, as stamps come out of a recogniser."""
    for line in lines:
        for mark, value in MARKS_OF_URGENCY.items():
            if line.bare == mark and line.text[:1].isupper() and (line.is_capital or mark not in ONLY_ALONE):
                return value, STAMPED if line.is_capital else ELSEWHERE
            if line.is_capital and mark not in ONLY_ALONE and _is_nearly(line.bare, mark):
                return value, ELSEWHERE
            if not line.is_capital and _stands_out(line, mark):
                return value, ELSEWHERE
    return None


def _is_nearly(read: str, mark: str) -> bool:
    return abs(len(read) - len(mark)) <= 1 and SequenceMatcher(None, mark, read).ratio() >= ALIKE_ENOUGH


def _stands_out(line: Line, mark: str) -> bool:
    """Whether a mark begins or ends a line of small letters in capitals of its own."""
    return any(
        in_capitals(line.text[found.start() : found.end()])
        and (not in_capitals(line.text[found.end() :].strip()[:4] or "a"))
        for found in re.finditer(rf"^\W*{mark}\b|\b{mark}\W*$", line.fold)
    )


def issuing_bodies(parts: list[Segment], *, before: int) -> list[str]:
    """The bodies printed at the top left, the superior first; a name that takes two lines is one body."""
    bodies: list[str] = []
    for part in parts:
        if part.at > before or not _may_be_a_body(part.line):
            continue
        name = _without_specks(part.line.text)
        if bodies and (UNFINISHED.search(Line.of(bodies[-1]).fold) or not BODIES.match(part.line.fold)):
            bodies[-1] = f"{bodies[-1]} {name}"
        elif not bodies or name not in bodies:
            bodies.append(name)
    return bodies


def sure_of(body: str) -> float:
    """How sure a name in the place of the issuer is one."""
    return SURE_BODY if BODIES.match(Line.of(body).fold) else SOME_BODY


def _without_specks(text: str) -> str:
    """A line in capitals without the small letters and signs that dust on the glass is taken for."""
    words = [word for word in text.split() if any(sign.isupper() for sign in word) or word == "-" or word.isdigit()]
    return " ".join(words).strip(" -.,:;'\"")


def _may_be_a_body(line: Line) -> bool:
    letters = sum(sign.isalpha() for sign in line.text)
    return line.is_capital and letters >= 4 and line.bare not in {*MARKS_OF_URGENCY, *MARKS_OF_SECRECY}
