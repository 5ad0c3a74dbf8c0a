"""The days by which a document asks for something, each with its sentence."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from baro.documents.reading.folding import folded, in_capitals, lines_of, squeezed
from baro.documents.reading.proposals import Deadline

UNTIL = re.compile(
    r"\b(?:TRUOC|CHAM NHAT|MUON NHAT|XONG|HOAN THANH|THOI HAN|HAN CUOI|DEN HET|DEN|HET|TRONG)\b[^.;:]{0,45}?"
    r"(?:(?:NGAY\s*|\b)(?P<day>\d{1,2})\s*(?:[/.-]|THANG)\s*(?P<month>\d{1,2})"
    r"(?:\s*(?:[/.-]|NAM)\s*(?P<year>\d{4}))?(?![\d/])"
    r"|THANG\s*(?P<in_month>\d{1,2})\s*(?:[/.-]|NAM)\s*(?P<month_year>\d{4})"
    r"|QUY\s*(?P<quarter>IV|I{1,3}|[1-4])\s*(?:[/.-]|NAM)\s*(?P<quarter_year>\d{4}))"
)
QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
BEGINS = re.compile(r"^(?:(\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])[.)-]+|(Điều \d+)\.?|[-+•*])(?:\s+|$)")
SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+(?=(\w))")
PAGE_NUMBER = re.compile(r"^[-\s]*\d{1,3}[-\s]*$")
# A sentence that is longer is a page that lost its full stops.
LONGEST_SENTENCE = 600


def find_deadlines(text: str, issued_on: date | None) -> tuple[Deadline, ...]:
    """The deadlines in the order of the text; days before the document's own date are history and left out."""
    found = {
        Deadline(day, sentence[:LONGEST_SENTENCE], clause): None
        for clause, sentence in _sentences(text)
        for day in _days(sentence, issued_on)
        if issued_on is None or day >= issued_on
    }
    return tuple(found)


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """The sentences of a plain text whose lines were broken for printing, with the number of their clause."""
    clause = ""
    for paragraph in _paragraphs(text):
        marker = BEGINS.match(paragraph)
        clause = (marker[1] or marker[2] or clause) if marker else clause
        start = marker.end() if marker else 0
        for end in SENTENCE_END.finditer(paragraph, start):
            if end[1].isupper():
                yield clause, squeezed(paragraph[start : end.start()])
                start = end.end()
        yield clause, squeezed(paragraph[start:])


def _paragraphs(text: str) -> Iterator[str]:
    gathered: list[str] = []
    for line in lines_of(text):
        if PAGE_NUMBER.match(line.text):
            continue
        ended = bool(gathered) and gathered[-1].endswith((".", ";", ":"))
        if gathered and (ended or BEGINS.match(line.text) or in_capitals(line.text)):
            yield " ".join(gathered)
            gathered = []
        gathered.append(line.text)
    if gathered:
        yield " ".join(gathered)


def _days(sentence: str, issued_on: date | None) -> Iterator[date]:
    for match in UNTIL.finditer(folded(sentence)):
        try:
            day = _day(match, issued_on)
        except ValueError:  # the 31st of February, the thirteenth month
            continue
        if day is not None:
            yield day


def _day(match: re.Match[str], issued_on: date | None) -> date | None:
    """The day that is meant: the last one, when a month or a quarter is named.

    Raises ValueError when there is no such day.
    """
    if match["quarter"]:
        return _last_of(int(match["quarter_year"]), QUARTERS[match["quarter"]] * 3)
    if match["in_month"]:
        return _last_of(int(match["month_year"]), int(match["in_month"]))
    day, month = int(match["day"]), int(match["month"])
    if match["year"]:
        return date(int(match["year"]), month, day)
    if issued_on is None:
        return None
    this_year = date(issued_on.year, month, day)
    return this_year if this_year >= issued_on else date(issued_on.year + 1, month, day)


def _last_of(year: int, month: int) -> date:
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        raise ValueError
    return date(year, month, monthrange(year, month)[1])
