"""The days by which a document asks for something, each with its sentence."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from baro.documents.reading.folding import folded, in_capitals, lines_of, squeezed
from baro.documents.reading.proposals import Deadline

DAY = (
    r"(?:(?P<iso_year>20\d\d)[-/.](?P<iso_month>\d{1,2})[-/.](?P<iso_day>\d{1,2})(?!\d)"
    r"|(?:NGAY\s*|\b)(?P<day>\d{1,2})\s*(?:/|THANG)\s*(?P<month>\d{1,2})"
    r"(?:\s*(?:/|NAM)\s*(?P<year>\d{4}|\d{2})(?![\d/]))?(?![\d/.]\d)"
    r"|(?:NGAY\s*|\b)(?P<dotted_day>\d{1,2})(?P<sign>[.-])(?P<dotted_month>\d{1,2})(?P=sign)(?P<dotted_year>\d{4})(?!\d)"
    r"|NGAY\s*(?P<short_day>\d{1,2})[.-](?P<short_month>\d{1,2})(?![.\d-]*\d)"
    r"|THANG\s*(?P<in_month>\d{1,2})\s*(?:[/.-]|NAM)\s*(?P<month_year>\d{4})"
    r"|QUY\s*(?P<quarter>IV|I{1,3}|[1-4])\s*(?:[/.-]|NAM)\s*(?P<quarter_year>\d{4}))"
)
UNTIL = re.compile(
    r"\b(?P<until>TRUOC|CHAM NHAT|MUON NHAT|XONG|HOAN THANH|(?:THOI )?HAN\b[^.;]{0,20}?:|THOI HAN|HAN CUOI|HAN CHOT|"
    rf"DEN HET|DEN|HET|TRONG)(?!\w)(?P<between>[^.;:]{{0,45}}?){DAY}"
)
HOUR = re.compile(r"\b\d{1,2}\s*(?:H|G|GIO|:)\s*(?:\d{2}(?:\s*PHUT)?)?(?![/\d])")
QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
BEGINS = re.compile(r"^(?:(\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])[.)-]+|(Điều \d+)\.?|[-+•*])(?:\s+|$)")
SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+(?=(\w))")
PAGE_NUMBER = re.compile(r"^[-\s]*\d{1,3}[-\s]*$")
# A sentence that is longer is a page that lost its full stops.
LONGEST_SENTENCE = 600

# Words that say by themselves that the day is a limit; the others need something that is to be done.
ALWAYS = re.compile(r"CHAM NHAT|MUON NHAT|HAN CUOI|HAN CHOT|HAN\b.*:|XONG|HOAN THANH")
TO_ANSWER = re.compile(
    r"\b(?:BAO CAO|GUI|NOP|TRA LOI|PHAN HOI|GOP Y|Y KIEN|DANG KY|PHUC DAP|CUNG CAP|XAC NHAN|THAM GIA Y KIEN|DE XUAT)\b"
)
TO_DO = re.compile(
    r"\b(?:HOAN THANH|XONG|THUC HIEN|TRIEN KHAI|BAN HANH|TO CHUC|TRINH|XAY DUNG|PHAN DAU|YEU CAU|DE NGHI|GIAO|CHU TRI|"
    r"PHAI|KHAC PHUC|GIAI QUYET|XU LY|RA SOAT|CAP NHAT|THAM MUU|CONG KHAI|SO KET|TONG KET|KIEM TRA|HUONG DAN|"
    r"QUAN TRIET|BO TRI|CHUYEN|THANH LAP|SAP XEP|KET THUC|CHAM DUT|DAM BAO|BAO DAM|THU HOI|NHAN|"
    r"TIEP NHAN|THONG KE|LAP|PHE DUYET)\b"
)
# What stands directly before a day that is no limit: force of law, terms, what happened before.
NO_LIMIT = re.compile(
    r"(?:\bTINH|THOI DIEM|HIEU LUC|GIA TRI|KE TU|\bTU (?:NGAY|\d)|NHIEM KY|GIAI DOAN|GIU CHUC VU|"
    r"\b(?:DUOC|DA|BI(?! THU)) [^,;]{2,30}|VAN BAN BAN HANH|KET NAP|PHAT SINH|SINH|CONG NHAN)\s*$"
)
# And before a day up to which something is only told: figures and results.
NO_LIMIT_OF_A_TIME = re.compile(r"(?:SO LIEU|KET QUA[^,;]{0,40}|TINH HINH[^,;]{0,40}|CONG TAC)\s*$")
A_PERIOD = re.compile(r"\bTU\b[^.;]{0,40}$")
SINCE = re.compile(r"\bTU\b|\bHIEU LUC\b|\b\d+ (?:NAM|THANG)\b")
# A period that is the time for a work, and not what is told or held.
CARRIED_OUT = re.compile(r"\b(?:CHU TRI|THUC HIEN|HOAN THANH|TRIEN KHAI)\b")
AGAIN = re.compile(r"\b(?:HANG|MOI) (?:NAM|THANG|QUY|TUAN)\b|\bDINH KY\b")
A_MEETING = re.compile(
    r"^\W*(?:\d+\W+)?(?:THOI GIAN|THANH PHAN|DIA DIEM)\b"
    r"(?! (?:HOAN THANH|THUC HIEN|NOP|GUI|NHAN|DANG KY|BAO CAO|TRIEN KHAI))"
)
TOLD = re.compile(r"^[^.;]{0,40}\bDA (?!N\b)")
FIGURES = re.compile(r"\b(?:SO LIEU|KY BAO CAO|THONG TIN|NIEN DO|MOC)\b")
BEFORE_A_LIMIT, BEHIND_A_LIMIT = 60, 30


def find_deadlines(text: str, issued_on: date | None) -> tuple[Deadline, ...]:
    """The deadlines in the order of the text; days before the document's own date are history and left out."""
    found: dict[tuple[date, str], Deadline] = {}
    for clause, sentence in _sentences(text):
        for day, answers in _days(sentence, issued_on):
            if issued_on is None or day >= issued_on:
                found.setdefault((day, sentence), Deadline(day, sentence[:LONGEST_SENTENCE], clause, answers))
    return tuple(found.values())


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


@dataclass(frozen=True, slots=True)
class _Asking:
    """What a sentence asks for, as far as its words tell."""

    does: bool
    answers: bool
    figures: bool
    meets: bool
    carries_out: bool

    @classmethod
    def of(cls, fold: str) -> _Asking:
        """What a folded sentence asks for."""
        answers = bool(TO_ANSWER.search(fold))
        return cls(
            does=answers or bool(TO_DO.search(fold)),
            answers=answers,
            figures=bool(FIGURES.search(fold)),
            meets=bool(A_MEETING.match(fold)),
            carries_out=bool(CARRIED_OUT.search(fold)) and not answers,
        )


def _days(sentence: str, issued_on: date | None) -> Iterator[tuple[date, bool]]:
    """The days of a sentence that are limits, each with whether an answer is asked for by then."""
    fold = HOUR.sub(lambda hour: " " * len(hour[0]), folded(sentence))
    asking = _Asking.of(fold)
    for match in UNTIL.finditer(fold):
        if _is_for_once(fold, match) and _is_a_limit(fold, match, asking):
            try:
                day = _day(match, issued_on)
            except ValueError:  # the 31st of February, the thirteenth month
                continue
            if day is not None:
                yield day, asking.answers


def _is_for_once(fold: str, match: re.Match[str]) -> bool:
    """Whether the day is one of the calendar and not of every year, as of which or since when something holds."""
    before = fold[max(match.start() - BEFORE_A_LIMIT, 0) : match.start()]
    if NO_LIMIT.search(before) or SINCE.search(match["between"]):
        return False
    return not AGAIN.search(before) and not AGAIN.search(fold[match.end() : match.end() + BEHIND_A_LIMIT])


def _is_a_limit(fold: str, match: re.Match[str], asking: _Asking) -> bool:
    """Whether a duty is meant: something is to be done by then."""
    until = match["until"]
    if ALWAYS.search(until) or ALWAYS.search(match["between"]):
        return True
    if asking.meets or not asking.does:
        return False
    before = fold[max(match.start() - BEFORE_A_LIMIT, 0) : match.start()]
    behind = fold[match.end() : match.end() + BEFORE_A_LIMIT]
    if until == "TRUOC":
        return True
    if TOLD.search(behind) or NO_LIMIT_OF_A_TIME.search(before):
        return False
    if until == "TRONG":
        return not FIGURES.search(before)
    return not asking.figures and (asking.carries_out or not A_PERIOD.search(before))


def _day(match: re.Match[str], issued_on: date | None) -> date | None:
    """The day that is meant: the last one, when a month or a quarter is named.

    Raises ValueError when there is no such day.
    """
    if match["quarter"]:
        return _last_of(int(match["quarter_year"]), QUARTERS[match["quarter"]] * 3)
    if match["in_month"]:
        return _last_of(int(match["month_year"]), int(match["in_month"]))
    if match["iso_day"]:
        return date(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"]))
    day, month, year = (_part(match, name) for name in ("day", "month", "year"))
    if year:
        return date(year if year > 99 else 2000 + year, month, day)
    if issued_on is None:
        return None
    this_year = date(issued_on.year, month, day)
    return this_year if this_year >= issued_on else date(issued_on.year + 1, month, day)


def _part(match: re.Match[str], name: str) -> int:
    """The day, month or year of a date, in whichever way it is written."""
    parts = match.groupdict()
    return int(parts[name] or parts[f"dotted_{name}"] or parts.get(f"short_{name}") or 0)


def _last_of(year: int, month: int) -> date:
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        raise ValueError
    return date(year, month, monthrange(year, month)[1])
