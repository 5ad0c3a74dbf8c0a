"""How often something is to be done again, as papers say it: "định kỳ hằng quý trước ngày 25", "thường xuyên"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from baro.documents.reading.folding import folded
from baro.tasks.recurring import Recurrence as Rule


class Every(StrEnum):
    """The periods after which something recurs; what is done regularly has none."""

    WEEK = "weekly"
    MONTH = "monthly"
    QUARTER = "quarterly"
    HALF_YEAR = "half-yearly"
    YEAR = "yearly"
    ALWAYS = "regularly"


FRIDAY, LAST = 4, 31
MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Each period before a day of its last month, its last day where none is said; ``month`` is that of each year."""

    every: Every
    day: int | None = None
    month: int | None = None

    def __str__(self) -> str:
        """As it is told to programs: "quarterly, by day 25"."""
        by = f", by day {self.day}" if self.day else ""
        return f"{self.every}{by}{f' of month {self.month}' if self.month else ''}"

    @property
    def rule(self) -> Rule | None:
        """The rule by which a task comes back; None for each week and for what is done regularly."""
        months = MONTHS.get(self.every)
        if months is None:
            return None
        month = (self.month - 1) % months + 1 if self.month else months
        return Rule(months, month, self.day or LAST)

    def next_after(self, day: date) -> date | None:
        """The first day after a day by which it is due again; None for what is done regularly.

        A day that a month does not have is its last one.
        """
        if self.every is Every.ALWAYS:
            return None
        if self.every is Every.WEEK:
            return day + timedelta(days=(FRIDAY - day.weekday()) % 7 or 7)
        step = MONTHS[self.every]
        month = self.month or -(-day.month // step) * step
        year = day.year
        while (due := _day_of(year, month, self.day)) <= day:
            year, month = (year, month + step) if month + step <= 12 else (year + 1, month + step - 12)
        return due


def _day_of(year: int, month: int, day: int | None) -> date:
    last = monthrange(year, month)[1]
    return date(year, month, min(day or last, last))


PERIODS = {
    "TUAN": Every.WEEK,
    "THANG": Every.MONTH,
    "QUY": Every.QUARTER,
    "NAM": Every.YEAR,
    "WEEK": Every.WEEK,
    "MONTH": Every.MONTH,
    "QUARTER": Every.QUARTER,
    "YEAR": Every.YEAR,
}
HALF = r"(?:0?6|SAU) THANG(?! (?:DAU|CUOI))"
OFTEN = re.compile(
    rf"\b(?:HANG|MOI|DINH KY(?: THEO)?|EACH|EVERY)\s+"
    rf"(?:(?P<half>{HALF})|(?P<period>TUAN|THANG|QUY|NAM|WEEK|MONTH|QUARTER|YEAR))\b"
    rf"|\b(?:DINH KY|MOI|HANG)\s+(?P<number>\d{{1,2}})\s*(?P<of>TUAN|THANG|NAM)\b"
    rf"|\b(?P<each>\d{{1,2}})\s*(?P<each_of>TUAN|THANG|NAM)\s*(?:/|MOT |1 )\s*LAN\b"
    rf"|\b(?:(?P<times_number>0?[12]|MOT|HAI) LAN|MOT LAN)\s*(?:/|TRONG|MOI)\s*(?P<times_of>TUAN|THANG|QUY|NAM)\b"
    r"|\b(?P<english>WEEKLY|MONTHLY|QUARTERLY|HALF-YEARLY|YEARLY|ANNUALLY)\b"
)
ENGLISH = {
    "WEEKLY": Every.WEEK,
    "MONTHLY": Every.MONTH,
    "QUARTERLY": Every.QUARTER,
    "HALF-YEARLY": Every.HALF_YEAR,
    "YEARLY": Every.YEAR,
    "ANNUALLY": Every.YEAR,
}
ARABIC = (
    (re.compile(r"كل (?:ثلاثة أشهر|ربع)|فصلي|ربع سنوي"), Every.QUARTER),
    (re.compile(r"كل شهر|شهريا|شهري"), Every.MONTH),
    (re.compile(r"نصف سنوي|كل ستة أشهر"), Every.HALF_YEAR),
    (re.compile(r"كل سنة|سنويا|كل عام"), Every.YEAR),
    (re.compile(r"أسبوعي|كل أسبوع"), Every.WEEK),
    (re.compile(r"باستمرار|بصفة مستمرة|بانتظام"), Every.ALWAYS),
)
ARABIC_DAY = re.compile(r"(?:قبل|في موعد أقصاه)(?: اليوم| يوم)?\s*(\d{1,2})(?![\d/])")
REGULARLY = re.compile(r"\b(?:THUONG XUYEN|LIEN TUC|HANG NGAY|REGULARLY|CONTINUOUS(?:LY)?|ON AN ONGOING BASIS)\b")
# Regular spending and the like are no duty that recurs, nor is what a plan of every year is called.
NOT_REGULARLY = re.compile(r"\b(?:CHI|NHIEM VU|KINH PHI|NGAN SACH|UONG|HOC|GIAO DUC) $")
PLANNED = re.compile(
    r"\b(?:KE HOACH|CHUONG TRINH|DU TOAN|NGAN SACH|XEP LOAI|KIEM TRA, GIAM SAT|CONG TAC|NHIEM VU|DANH MUC|CHI TIEU)"
    r"(?: [^,;.:\d]{1,24})?\s$"
)
DAY_BESIDE = re.compile(
    r"(?:TRUOC|CHAM NHAT|MUON NHAT|VAO|BY|BEFORE|DEN)(?: LA| VAO| TRUOC| DEN|"
    r" THE)*(?: NGAY)?\s+(?P<day>\d{1,2})(?:ST|ND|RD|TH)?\b"
    r"(?:(?:\s*/\s*|\s+THANG\s+)(?P<month>\d{1,2}))?(?![\d/])"
)
BESIDE = 70


@dataclass(frozen=True, slots=True)
class Found:
    """A recurrence and the part of the text that says it."""

    recurrence: Recurrence
    start: int
    end: int


def find_recurrence(text: str) -> Found | None:
    """What a passage says about how often; None where it says nothing."""
    fold = folded(text)
    for often in OFTEN.finditer(fold):
        every = _every(often)
        if every and not _is_of_a_plan(fold, often):
            return _with_day(fold, every, often.start(), often.end())
    for pattern, every in ARABIC:
        if arabic := pattern.search(text):
            day = ARABIC_DAY.search(text)
            return Found(Recurrence(every, int(day[1]) if day else None), arabic.start(), (day or arabic).end())
    regular = REGULARLY.search(fold)
    if regular and not NOT_REGULARLY.search(fold[: regular.start()]):
        return Found(Recurrence(Every.ALWAYS), regular.start(), regular.end())
    return None


def _every(often: re.Match[str]) -> Every | None:
    if often["half"]:
        return Every.HALF_YEAR
    if often["english"]:
        return ENGLISH[often["english"]]
    if often["period"]:
        return PERIODS[often["period"]]
    if often["times_of"]:
        twice = (often["times_number"] or "1").lstrip("0") in ("2", "HAI")
        every = PERIODS[often["times_of"]]
        return (Every.HALF_YEAR if every is Every.YEAR else None) if twice else every
    number, of = int(often["number"] or often["each"]), often["of"] or often["each_of"]
    months = {"THANG": number, "NAM": number * 12}.get(of)
    if of == "TUAN":
        return Every.WEEK if number == 1 else None
    return next((every for every, length in MONTHS.items() if length == months), None)


def _is_of_a_plan(fold: str, often: re.Match[str]) -> bool:
    """Whether it only says which plan is meant: "chương trình kiểm tra hằng năm"."""
    return not often[0].startswith("DINH KY") and bool(PLANNED.search(fold[max(often.start() - 60, 0) : often.start()]))


def _with_day(fold: str, every: Every, start: int, end: int) -> Found:
    """The same with the day that is named beside it."""
    behind = DAY_BESIDE.search(fold, end, min(len(fold), end + BESIDE))
    before = list(DAY_BESIDE.finditer(fold, max(start - BESIDE, 0), start))
    day = behind or (before[-1] if before else None)
    if day is None or any(sign in fold[min(day.end(), end) : max(day.start(), start)] for sign in ".;"):
        return Found(Recurrence(every), start, end)
    number, month = int(day["day"]), int(day["month"] or 0)
    if not 1 <= number <= 31 or month > 12 or (month and every is not Every.YEAR):
        return Found(Recurrence(every), start, end)
    found = Recurrence(every, number, month or None)
    return Found(found, min(start, day.start()), max(end, day.end()))
