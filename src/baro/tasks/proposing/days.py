"""The days until which papers want work done: "trước ngày 30/6/2025", "trong quý II", "hoàn thành trong tháng 9"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from baro.documents.reading.deadlines import NO_LIMIT, NO_LIMIT_OF_A_TIME, QUARTERS
from baro.documents.reading.folding import folded
from baro.kernel.periods import add_working_days

# Folded, as everything here is: in Arabic without the hamza on the alef.
MONTHS = (
    *("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER"),
    "DECEMBER",
)
ORDINALS = {"FIRST": 1, "SECOND": 2, "THIRD": 3, "FOURTH": 4}
ARABIC_ORDINALS = {"الاول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4}
ARABIC_MONTHS = {
    **dict(
        zip(
            [
                "يناير",
                "فبراير",
                "مارس",
                "ابريل",
                "مايو",
                "يونيو",
                "يوليو",
                "اغسطس",
                "سبتمبر",
                "اكتوبر",
                "نوفمبر",
                "ديسمبر",
            ],
            range(1, 13),
            strict=True,
        )
    ),
    "نيسان": 4,
    "ايار": 5,
    "حزيران": 6,
    "تموز": 7,
    "اب": 8,
    "ايلول": 9,
}
ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
YEAR = r"20\d\d"
OF_YEAR = rf"(?:\s*(?:[/.,-]|\bNAM\b)\s*(?P<{{0}}>{YEAR}))?"
NAMED_MONTH, ORDINAL, ARABIC_ORDINAL, ARABIC_MONTH = (
    "|".join(words) for words in (MONTHS, ORDINALS, ARABIC_ORDINALS, ARABIC_MONTHS)
)
FORMS = (
    rf"(?P<iso>(?P<iso_year>{YEAR})-(?P<iso_month>\d{{1,2}})-(?P<iso_day>\d{{1,2}}))(?!\d)",
    (
        r"(?:\bNGAY\s*)?(?<![\d/.])(?P<day>\d{1,2})\s*(?P<sign>[/.-])\s*(?P<month>\d{1,2})\s*(?P=sign)\s*"
        r"(?P<year>\d{4}|\d{2})(?!\d)"
    ),
    r"(?:\bNGAY\s*)?(?<![\d/.])(?P<said_day>\d{1,2})\s*THANG\s*(?P<said_month>\d{1,2})(?!\d)"
    + OF_YEAR.format("said_year"),
    rf"\bQUY\s*(?P<quarter>IV|I{{1,3}}|[1-4])(?![A-Z0-9]){OF_YEAR.format('quarter_year')}",
    rf"\b(?:0?6|SAU)\s*THANG\s*(?P<half>DAU|CUOI)\s*NAM(?:\s*(?P<half_year>{YEAR}))?",
    rf"\b0?9\s*THANG\s*(?P<nine>DAU)\s*NAM(?:\s*(?P<nine_year>{YEAR}))?",
    rf"\b(?:THANG|T)\s*(?P<in_month>\d{{1,2}})(?!\d){OF_YEAR.format('in_year')}",
    rf"(?<![\d/.-])(?P<bare_month>\d{{1,2}})\s*/\s*(?P<bare_year>{YEAR})(?!\d)",
    r"(?:\bNGAY\s*)?(?<![\d/.])(?P<short_day>\d{1,2})\s*/\s*(?P<short_month>\d{1,2})(?![\d/])",
    rf"(?<!\bGIUA )(?<!\bDAU )\b(?:(?:TRONG|CUOI|HET)\s+)?NAM\s*(?P<whole_year>{YEAR})(?!\s*[-/]\s*20)",
    r"\b(?P<end_of_year>CUOI NAM|HET NAM)\b",
    rf"\b(?P<english_day>\d{{1,2}})(?:ST|ND|RD|TH)?\s+(?P<english_month>{NAMED_MONTH})(?:,?\s+(?P<english_year>{YEAR}))?",
    rf"(?<!\d)(?P<arabic_day>\d{{1,2}})\s+(?P<arabic_month>{ARABIC_MONTH})(?:\s+(?P<arabic_year>{YEAR}))?",
    rf"\b(?P<us_month>{NAMED_MONTH})\s+(?P<us_day>\d{{1,2}})(?:ST|ND|RD|TH)?,?\s+(?P<us_year>{YEAR})",
    rf"\b(?P<month_of>{NAMED_MONTH})(?:\s+(?P<month_of_year>{YEAR}))?\b",
    rf"\bQ(?P<q>[1-4])(?:\s*[/-]?\s*(?P<q_year>{YEAR}))?",
    rf"\b(?P<ordinal>{ORDINAL}) QUARTER(?: OF (?P<ordinal_year>{YEAR}))?",
    rf"الربع (?P<arabic_quarter>{ARABIC_ORDINAL})(?: من)?(?: (?:عام|سنة))?(?:\s*(?P<arabic_quarter_year>{YEAR}))?",
    (
        r"(?:\b(?:TRONG(?: THOI HAN| VONG)?|SAU|CHAM NHAT|WITHIN)\s+)?(?:LA\s+|SAU\s+)?"
        r"\b(?P<number>\d{1,3})\s*(?:NGAY|DAYS?)"
        r"(?P<working>\s*LAM VIEC| WORKING DAYS)?,?\s*(?:KE )?(?:TU|OF|FROM|AFTER)\s*(?:NGAY |KHI )?"
        r"(?:KY|BAN HANH|NHAN DUOC|CO HIEU LUC|THE DATE|ISSUE)"
    ),
)
DAY = re.compile("|".join(f"(?:{form})" for form in FORMS))
# "quý II, III", "tháng 3 - 6/2025", "từ quý I đến quý III": the last of them counts.
AND_ON = re.compile(r"\s*(?:,|-|VA|DEN|TO|AND)\s*(?:HET )?(?=(?:QUY|THANG|NGAY)?\s*(?:IV|I{1,3}|\d))")
ENDS_ALONE = re.compile(
    rf"(?P<of>IV|I{{1,3}}|\d{{1,2}})(?![A-Z\d])(?!\s*/\s*\d{{1,2}}(?!\d)){OF_YEAR.format('of_year')}"
)
LIMIT = re.compile(
    r"(?:\b(?:TRUOC|CHAM NHAT|MUON NHAT|XONG|HOAN THANH|HOAN TAT|KET THUC|DEN HET|DEN|HET|TRONG|VAO|HAN CUOI|HAN CHOT|"
    r"THOI HAN|THOI GIAN|TIEN DO|HAN|BY|BEFORE|UNTIL|NO LATER THAN|NOT LATER THAN|DUE|DEADLINE|WITHIN|DURING|IN|"
    r"END OF)\b"
    r"|قبل|بحلول|في موعد اقصاه|حتى|في|خلال|نهاية)[^.;()]{0,32}?$"
)
# Limits that are ones by themselves; the others need something to be done in their sentence.
STRONG = re.compile(
    r"\b(?:TRUOC|CHAM NHAT|MUON NHAT|XONG|HOAN THANH|HOAN TAT|HAN CUOI|HAN CHOT|THOI HAN|HAN:|BY|BEFORE|NO LATER THAN|"
    r"NOT LATER THAN|DUE|DEADLINE)\b|قبل|بحلول|في موعد اقصاه"
)
BEGINS_A_PERIOD = re.compile(r"\b(?:TU|KE TU|FROM|SINCE)\s*(?:NGAY\s*)?$")
HISTORY = re.compile(
    r"(?:\b(?:CUA|SO|GIAI DOAN|NHIEM KY|CONG VAN|QUYET DINH|KE HOACH|NGHI QUYET|CHI THI|KET LUAN|THONG BAO|NGAY KY|DA|"
    r"SO LIEU|TINH HINH|KET QUA|CHUONG TRINH CONG TAC|NHIEM VU|DU TOAN|CHI TIEU)\b[^,;:]{0,28})$"
)
# A year or a period that only says which plan is meant.
WEAK = {"whole_year", "end_of_year"}
AROUND = 70


@dataclass(frozen=True, slots=True)
class Calendar:
    """From where days without a year are counted: the day of the paper, and the one year that its title names."""

    on: date | None = None
    year: int | None = None

    def year_of(self, month: int, day: int | None = None) -> int | None:
        """The year of a month that is named without one; None where nothing tells it."""
        if self.year:
            return self.year
        if self.on is None:
            return None
        last = monthrange(self.on.year, month)[1]
        passed = date(self.on.year, month, min(day or last, last)) < self.on
        return self.on.year + passed


@dataclass(frozen=True, slots=True)
class Until:
    """A day and the part of the text that names it, with the words of limit before it."""

    day: date
    start: int
    end: int


def days_in(text: str, calendar: Calendar) -> list[Until]:
    """Every day that a cell or the value of a label names, ranges by their last day."""
    fold = folded(text.translate(ARABIC_DIGITS))
    return [until for until, _form, _ranges in _days(fold, calendar)]


def find_limits(text: str, calendar: Calendar) -> list[Until]:
    """The days of a sentence by which something is to be done, with the words that say so."""
    fold = folded(text.translate(ARABIC_DIGITS))
    found: list[Until] = []
    for until, form, ranges in _days(fold, calendar):
        limit = LIMIT.search(fold, max(until.start - AROUND, 0), until.start)
        period = BEGINS_A_PERIOD.search(fold, max(until.start - AROUND, 0), until.start)
        if form == "number":
            found.append(until)
        elif ranges and period:
            found.append(Until(until.day, period.start(), until.end))
        elif limit and not period and _is_a_limit(fold, limit, until, form):
            found.append(Until(until.day, limit.start(), until.end))
    return found


def _is_a_limit(fold: str, limit: re.Match[str], until: Until, form: str) -> bool:
    before = fold[max(limit.start() - AROUND, 0) : limit.start()]
    if NO_LIMIT.search(before):
        return False
    if STRONG.search(limit[0]):
        return not (form in WEAK and not re.search(r"(?:TRUOC|XONG|HOAN THANH|HOAN TAT|BY|BEFORE)\b", limit[0]))
    if NO_LIMIT_OF_A_TIME.search(before) or HISTORY.search(before[-40:]):
        return False
    return form not in WEAK or not fold[until.end :].strip(" .;,)")


def _days(fold: str, calendar: Calendar) -> Iterator[tuple[Until, str, bool]]:
    """Every day that is named, in which form, and whether it ends a range."""
    at = 0
    while match := DAY.search(fold, at):
        try:
            day = _day(match, calendar)
            end = match.end()
            if later := _later(fold, match, calendar):
                day, end = later
        except ValueError:  # the 31st of February, the thirteenth month
            day, end, later = None, match.end(), None
        at = end
        if day is not None:
            yield Until(day, match.start(), end), _form(match), later is not None


def _form(match: re.Match[str]) -> str:
    return next(name for name in NAMED if match[name])


NAMED = (
    *("iso", "day", "said_day", "quarter", "half", "nine", "in_month", "bare_month", "short_day", "whole_year"),
    *("end_of_year", "english_day", "arabic_day", "us_month", "month_of", "q", "ordinal", "arabic_quarter", "number"),
)


def _later(fold: str, match: re.Match[str], calendar: Calendar) -> tuple[date, int] | None:
    """The end of a range that begins with a day, a month or a quarter."""
    form = _form(match)
    going = AND_ON.match(fold, match.end())
    if not going or form not in ("day", "said_day", "quarter", "in_month", "bare_month", "short_day"):
        return None
    whole = DAY.match(fold, going.end())
    if whole and _form(whole) in (form, "bare_month"):
        day = _day(whole, calendar)
        return (day, whole.end()) if day else None
    alone = ENDS_ALONE.match(fold, going.end())
    if alone is None or form not in ("quarter", "in_month"):
        return None
    year = int(alone["of_year"] or match["quarter_year"] or match["in_year"] or 0)
    number = int(alone["of"]) if alone["of"].isdigit() else 0
    month = QUARTERS.get(alone["of"], 0) * 3 if form == "quarter" else number
    day = _end_of(year or None, month, calendar) if 1 <= month <= 12 else None
    return (day, alone.end()) if day else None


def _day(match: re.Match[str], calendar: Calendar) -> date | None:
    """The day that is meant, the last one of a period; None where nothing tells its year.

    Raises ValueError when there is no such day.
    """
    form, said = _form(match), match.groupdict()

    def number(name: str) -> int | None:
        return int(said[name]) if said[name] else None

    if form in DATED:
        return _dated(said, form, calendar)
    if form == "number":
        return _counted(int(said["number"]), bool(said["working"]), calendar)
    if form in ("whole_year", "end_of_year"):
        return _end_of(number("whole_year"), 12, calendar)
    if form in ("half", "nine"):
        months = 9 if said["nine"] else 6 if said["half"] == "DAU" else 12
        return _end_of(number("half_year") or number("nine_year"), months, calendar)
    year = next(filter(None, map(number, YEARS)), None)
    return _end_of(year, _month(said), calendar)


# Forms of a whole date, and how the groups of its parts begin.
DATED = {
    "iso": "iso_",
    "day": "",
    "said_day": "said_",
    "short_day": "short_",
    "english_day": "english_",
    "arabic_day": "arabic_",
    "us_month": "us_",
}
YEARS = ("quarter_year", "in_year", "bare_year", "month_of_year", "q_year", "ordinal_year", "arabic_quarter_year")


def _month(said: dict[str, str]) -> int:
    """The month that is named, or the last one of the quarter."""
    if said["month_of"]:
        return MONTHS.index(said["month_of"]) + 1
    if plain := said["in_month"] or said["bare_month"]:
        return int(plain)
    quarter = QUARTERS.get(said["quarter"] or said["q"] or "") or ORDINALS.get(said["ordinal"] or "")
    return (quarter or ARABIC_ORDINALS[said["arabic_quarter"]]) * 3


def _dated(said: dict[str, str], form: str, calendar: Calendar) -> date | None:
    before = DATED[form]
    month, day, year = _number_of(said[f"{before}month"]), int(said[f"{before}day"]), said.get(f"{before}year")
    if not 1 <= month <= 12:
        raise ValueError
    written = int(year) + (2000 if len(year) == 2 else 0) if year else calendar.year_of(month, day)
    return date(written, month, day) if written else None


def _number_of(month: str) -> int:
    return MONTHS.index(month) + 1 if month in MONTHS else ARABIC_MONTHS.get(month) or int(month)


def _end_of(year: int | None, month: int, calendar: Calendar) -> date | None:
    """The last day of a month.

    Raises ValueError for a thirteenth month.
    """
    if not 1 <= month <= 12:
        raise ValueError
    found = year or calendar.year_of(month)
    return date(found, month, monthrange(found, month)[1]) if found else None


def _counted(number: int, working: bool, calendar: Calendar) -> date | None:
    if calendar.on is None:
        return None
    return add_working_days(calendar.on, number) if working else calendar.on + timedelta(days=number)
