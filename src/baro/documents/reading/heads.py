"""The head of a document: number and symbol, place and date, marks, issuer, in whatever order the columns come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import TypeVar

from baro.documents.reading.folding import COLUMN_GAP, Line
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
HEADINGS = re.compile(r"DANG CONG SAN VIET NAM|CONG HOA XA HOI CHU NGHIA VIET NAM|DOC LAP ?- ?TU DO ?- ?HANH PHUC")
SEEN_AS_HEADING = ("DANG CONG SAN VIET NAM", "CONG HOA XA HOI CHU NGHIA VIET NAM", "DOC LAP - TU DO - HANH PHUC")
ALIKE_ENOUGH, LONGEST_HEADING = 0.8, 60
# What recognition makes of the digits 0, 1, 5 and 8.
DIGITS = r"[0-9OILSB]"
MISREAD = str.maketrans("OILSB", "01158")
NUMBER_WORD = r"(?:^|(?<=[\s*]))S[O06]\s*[:.;,]?\s*"
PARTY_NUMBER = re.compile(
    NUMBER_WORD + rf"(?P<number>{DIGITS}{{0,6}})[\s.]*-\s*(?P<code>[A-Z]{{2,5}})\s*/\s*(?P<suffix>[A-Z][A-Z0-9.]*)"
)
STATE_NUMBER = re.compile(
    NUMBER_WORD + rf"(?P<number>{DIGITS}{{0,6}})[\s.]*/\s*(?:(?P<year>20\d\d)\s*/\s*)?"
    r"(?P<code>[A-Z]{2,6})\s?-\s?(?P<suffix>[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)"
)
DATE = re.compile(
    rf"(?:(?P<place>[^,\d]{{2,40}}),\s*|^)NGAY\s*(?P<day>{DIGITS}{{1,2}}|[\s.…_]*)\s*(?:THANG|[/.-])\s*"
    rf"(?P<month>{DIGITS}{{1,2}}|[\s.…_]*)\s*(?:NAM|[/.-])\s*(?P<year>{DIGITS}{{4}})(?!\d)"
)
PLACE = re.compile(r"(?:[^\W\d_]+\.?(?: - | )?){1,5}$")
MARKS_OF_URGENCY = {
    "HOA TOC HEN GIO": EXPRESS_TIMED,
    "HOA TOC": EXPRESS,
    "THUONG KHAN": VERY_URGENT,
    "KHAN": URGENT,
}
MARKS_OF_SECRECY = {"TUYET MAT": TOP_SECRET, "TOI MAT": SECRET, "MAT": CONFIDENTIAL}
# These words alone are too short to be told inside a line of other capitals.
ONLY_ALONE = ("KHAN", "MAT")
BODIES = re.compile(
    r"(?:DANG BO|DANG UY|TINH UY|THANH UY|HUYEN UY|QUAN UY|THI UY|BAN|VAN PHONG|UY BAN|CHI BO|HOI|TRUNG TAM|SO|"
    r"CHI CUC|CUC|BO|DOAN|MAT TRAN|DAI HOI|TRUONG|CONG AN|TRUNG UONG|VIEN|TOA AN|BAO|HOC VIEN)\b"
)
UNFINISHED = re.compile(r"\b(?:VA|CUA|CHO|DANG|CHAP)$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and symbol with the line it stands on; ``number`` is None while it is left blank."""

    at: int
    start: int
    end: int
    number: int | None
    symbol: str
    code: str
    suffix: str
    is_state: bool
    certain: float


@dataclass(frozen=True, slots=True)
class Dated:
    """A place and date with the line they stand on."""

    at: int
    start: int
    end: int
    place: str
    day: date | None


def find_number(lines: list[Line]) -> Number | None:
    """The document's own number, not one that it cites."""
    found = [number for at, line in enumerate(lines[:LONGEST_HEAD]) for number in _numbers(at, line)]
    return max(found, key=lambda number: (number.certain, -number.at), default=None)


def _numbers(at: int, line: Line) -> Iterator[Number]:
    for form in (PARTY_NUMBER, STATE_NUMBER):
        for match in form.finditer(line.fold):
            own = line.text[match.start()].isupper() or line.text[match.start()].isdigit()
            if match.start() == 0 or own:
                yield _number(at, line, match)


def _number(at: int, line: Line, match: re.Match[str]) -> Number:
    printed = match["number"]
    value = int(printed.translate(MISREAD)) if printed else None
    code, suffix = (_lettered(line, match, part) for part in ("code", "suffix"))
    digits = printed.translate(MISREAD)
    if match.re is PARTY_NUMBER:
        symbol = f"{digits}-{code}/{suffix}"
    else:
        year = f"{match['year']}/" if match["year"] else ""
        symbol = f"{digits}/{year}{code}-{suffix}"
    certain = 0.3 if value is None else 0.95 if printed.isdigit() else 0.6
    if match.start() > 0 and at > 0:
        certain -= 0.05
    is_state = match.re is STATE_NUMBER
    return Number(at, match.start(), match.end(), value, symbol, code, suffix, is_state, certain)


def _lettered(line: Line, match: re.Match[str], part: str) -> str:
    """A part of the symbol as printed, with its small letters and Đ, but no vowel marks: "TƯ" is the recogniser's."""
    printed = zip(line.text[match.start(part) : match.end(part)], match[part], strict=True)
    return "".join(sign if sign in "Đđ" or sign.isascii() else fold for sign, fold in printed if not sign.isspace())


def find_date(lines: list[Line]) -> Dated | None:
    """The place and date under the heading, before any date without a place (the delegate's stamp has one)."""
    found = [
        dated
        for at, line in enumerate(lines[:LONGEST_HEAD])
        for match in DATE.finditer(line.fold)
        if (dated := _dated(at, line, match)) is not None
    ]
    return min(found, key=lambda dated: (not dated.place, dated.at), default=None)


def _dated(at: int, line: Line, match: re.Match[str]) -> Dated | None:
    start, place = match.start(), ""
    if match["place"] is not None:
        before = line.text[match.start("place") : match.end("place")]
        named = _named_place(before)
        if named is None:
            return None
        start, place = match.end("place") - len(named), named.strip()
    return Dated(at, start, match.end(), place, _day(match))


def _named_place(before: str) -> str | None:
    """The name at the end of what stands before the comma: words that begin with capitals."""
    words = COLUMN_GAP.split(before)[-1].split(" ")
    kept: list[str] = []
    while words and len(kept) < 5 and (not words[-1] or words[-1] == "-" or _begins_a_name(words[-1])):
        kept.insert(0, words.pop())
    name = " ".join(kept).lstrip(" -")
    return name if PLACE.search(name) else None


def _begins_a_name(word: str) -> bool:
    # In full capitals it belongs to the issuer in the other column ("TU Quảng Ninh"), except "TP".
    return word[0].isupper() and (not word.isupper() or word.rstrip(".") == "TP")


def _day(match: re.Match[str]) -> date | None:
    try:
        year, month, day = (int(match[part].translate(MISREAD)) for part in ("year", "month", "day"))
        return date(year, month, day)
    except ValueError:
        return None


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
    spans += [match.span() for match in HEADINGS.finditer(line.fold)]
    text = list(line.text)
    for start, end in spans:
        text[start:end] = "|" * (end - start)
    for piece in COLUMN_GAP.split("".join(text)):
        part = Line.of(piece.strip(" *_-~.="))
        if part.text and not _misread_heading(part):
            yield part


def _misread_heading(part: Line) -> bool:
    if len(part.fold) > LONGEST_HEADING:
        return False
    return any(SequenceMatcher(None, part.fold, heading).ratio() >= ALIKE_ENOUGH for heading in SEEN_AS_HEADING)


def mark_on(parts: list[Segment], marks: Mapping[str, Value]) -> tuple[Value, float] | None:
    """The value of the first of the marks printed in the head, and its certainty."""
    for part in parts:
        for mark, value in marks.items() if part.line.is_capital else ():
            if part.line.bare == mark:
                return value, 0.95
            if mark not in ONLY_ALONE and re.search(rf"\b{mark}\b", part.line.fold):
                return value, 0.7
    return None


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


def _without_specks(text: str) -> str:
    """A line in capitals without the small letters and signs that dust on the glass is taken for."""
    words = [word for word in text.split() if any(sign.isupper() for sign in word) or word == "-"]
    return " ".join(words).strip(" -.,:;'\"")


def _may_be_a_body(line: Line) -> bool:
    letters = sum(sign.isalpha() for sign in line.text)
    return line.is_capital and letters >= 4 and line.bare not in {*MARKS_OF_URGENCY, *MARKS_OF_SECRECY}
