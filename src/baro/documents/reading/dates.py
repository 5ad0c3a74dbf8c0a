"""The place and date that a document bears in its head: its own, never one that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from baro.documents.reading.folding import COLUMN_GAP, Line, folded, in_capitals
from baro.documents.reading.numbers import DIGITS, MISREAD

# Written out, the words around a day that nobody can read still tell where it stands.
WRITTEN = re.compile(
    rf"\bNGAY(?P<day>[^,;]{{0,10}}?)THANG(?P<month>[^,;]{{0,10}}?)NAM\s*(?P<year>{DIGITS}{{1,4}}(?!\d)|[\s.…_]*)"
)
IN_DIGITS = re.compile(
    rf"\bNGAY\s*(?P<day>{DIGITS}{{1,2}})\s*(?P<sign>[/.-])\s*(?P<month>{DIGITS}{{1,2}})\s*(?P=sign)\s*"
    rf"(?P<year>{DIGITS}{{4}}|{DIGITS}{{2}})(?![\d/])"
)
BODY = re.compile(r"(?:UBND|HDND|DANG|TINH UY|THANH UY|SO|BAN|VAN PHONG|UY BAN|HOI|BO|CUC|CHI)\b")
STAMP = re.compile(r"^(?:CONG VAN )?DEN\b")
LONGEST_PLACE = 5
FIRST_YEAR, LAST_YEAR = 1945, 2099
CLEAN, ALONE, MISTAKEN, IN_SHORT = 0.95, 0.7, 0.6, 0.5


@dataclass(frozen=True, slots=True)
class Dated:
    """A place and date with the line they stand on; ``day`` is None where it is left open or not readable."""

    at: int
    start: int
    end: int
    place: str
    day: date | None
    certain: float


def find_date(lines: list[Line]) -> Dated | None:
    """The first date with a place, else the first that stands on a line of its own; not that of the arrival stamp."""
    found = [dated for at, line in enumerate(lines) for dated in _dates(at, line) if not _is_stamped(lines, at, dated)]
    return min(found, key=lambda dated: (not dated.place, -dated.certain, dated.at), default=None)


def _dates(at: int, line: Line) -> Iterator[Dated]:
    for form in (WRITTEN, IN_DIGITS):
        for match in form.finditer(line.fold):
            before, behind = line.text[: match.start()], line.text[match.end() :].strip(" .,;)*|")
            if behind[:1].islower():
                continue  # "… ngày 17/4/2026 của Sở …" is the date of what is cited
            place, start = _place(before)
            if place or _is_alone(before):
                day, certain = _day(match)
                yield Dated(
                    at,
                    start if place else match.start(),
                    match.end(),
                    place,
                    day,
                    certain if place else min(certain, ALONE if form is WRITTEN else IN_SHORT),
                )


def _is_stamped(lines: list[Line], at: int, dated: Dated) -> bool:
    return not dated.place and any(STAMP.match(line.fold) for line in lines[max(at - 3, 0) : at + 1])


def _is_alone(before: str) -> bool:
    """Whether nothing stands before a date but the other column, which is in capitals, or what dust left."""
    words = COLUMN_GAP.split(before)[-1].split()
    return not any(word[:1].islower() and len(word) > 1 for word in words) and len(words) <= LONGEST_PLACE


def _place(before: str) -> tuple[str, int]:
    """The name at the end of what stands before a date, and where it begins; empty where there is none."""
    column = COLUMN_GAP.split(before)[-1]
    words = re.findall(r"\S+", column.rstrip(" ,.;:-"))
    kept: list[str] = []
    while words and len(kept) < LONGEST_PLACE and _may_be_named(words[-1]):
        kept.insert(0, words.pop())
    while kept and not _begins_a_name(kept[0]):
        words.append(kept.pop(0))
    small = any(word[0].islower() for word in kept)
    if not kept or (small and (len(kept) > 3 or words)) or (words and words[-1].isalpha() and words[-1].islower()):
        return _in_capitals(words + kept, before)
    name = " ".join(kept)
    return name, before.rindex(kept[0])


def _in_capitals(words: list[str], before: str) -> tuple[str, int]:
    name = " ".join(words)
    if (
        words
        and len(words) <= 4
        and in_capitals(name)
        and not BODY.match(folded(name))
        and name.replace(" ", "").isalpha()
    ):
        return name, before.index(words[0])
    return "", len(before)


def _may_be_named(word: str) -> bool:
    # In full capitals it belongs to the issuer in the other column ("TU Quảng Ninh"), except "TP".
    short = word.rstrip(".")
    return word == "-" or (short.replace("-", "").isalpha() and (not short.isupper() or short == "TP"))


def _begins_a_name(word: str) -> bool:
    return word[0].isupper()


def _day(match: re.Match[str]) -> tuple[date | None, float]:
    """The day, and how sure it is that nothing in it was read as something else."""
    printed = [match[part].strip(" .…_") for part in ("day", "month", "year")]
    digits = [part.translate(MISREAD) for part in printed]
    if not all(part.isascii() and part.isdigit() for part in digits) or len(digits[2]) not in (2, 4):
        return None, CLEAN
    year = int(digits[2]) + (2000 if len(digits[2]) == 2 else 0)
    try:
        day = date(year, int(digits[1]), int(digits[0]))
    except ValueError:
        return None, CLEAN
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, CLEAN
    return day, CLEAN if printed == digits and len(digits[2]) == 4 else MISTAKEN
