"""The document's own number and symbol, as the Party, the state and the National Assembly write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from baro.documents.reading.folding import Line

# What recognition makes of the digits 0, 1, 5 and 8.
DIGITS = r"[0-9OILSB]"
MISREAD = str.maketrans("OILSB", "01158")
WORD = r"(?:^|(?<=[\s*|]))S[O06]\s*[:.;,]?\s*"
YEAR = r"(?:(?P<year>(?:19|20)\d\d)\s*/\s*)?"
PARTY = re.compile(
    WORD + rf"(?P<number>{DIGITS}{{0,6}})[\s.…_]*(?P<dash>-\s*|(?<=\d)\s)(?P<code>[A-Z]{{2,5}})\s*/\s*"
    r"(?P<suffix>[A-Z][A-Z0-9.]*)"
)
STATE = re.compile(
    WORD + rf"(?P<number>{DIGITS}{{0,6}})[\s.…_]*/\s*{YEAR}"
    r"(?P<code>[A-Z]{2,6})\s?-\s?(?P<suffix>[A-Z][A-Z0-9&]*(?:\s?-\s?[A-Z0-9&]+)*)"
)
# Letters of offices whose symbol is their own name alone.
NAMED = re.compile(WORD + rf"(?P<number>{DIGITS}{{1,6}})\s*/\s*{YEAR}(?P<code>[A-Z]{{2,8}})(?P<suffix>)(?![\w/&-])")
ASSEMBLY = re.compile(
    WORD + rf"(?P<number>{DIGITS}{{1,4}})\s*/\s*(?P<year>(?:19|20)\d\d)\s*/\s*(?P<code>)(?P<suffix>(?:UBTV)?QH\d{{2}})"
)
# A number that ink or a seal made unreadable: where it stands is known, and whose it is.
BLURRED = re.compile(
    WORD + rf"(?P<number>[^\n]{{1,14}}?)\s*(?:/\s*{YEAR}(?P<code>[A-Z]{{2,6}})\s?-\s?(?P<suffix>[A-Z][A-Z0-9-]*)"
    r"|-\s*(?P<party_code>[A-Z]{2,5})\s*/\s*(?P<party_suffix>[A-Z][A-Z0-9.]*))"
)
FORMS = (PARTY, STATE, ASSEMBLY, NAMED)
WITH_THEIR_TYPE = ("LUAT", "PHAP LENH", "NGHI QUYET", "LENH")
CLEAN, MISTAKEN, LOOSE, OPEN = 0.95, 0.6, 0.7, 0.3


@dataclass(frozen=True, slots=True)
class Number:
    """A number and symbol with the line it stands on; ``number`` is None while it is left blank or not readable.

    ``of_state`` is whether it has the state's form.
    """

    at: int
    start: int
    end: int
    number: int | None
    symbol: str
    code: str
    suffix: str
    is_state: bool
    certain: float


def find_number(lines: list[Line]) -> Number | None:
    """The document's own number in its head: the first one printed as such, and no other where it is not readable."""
    found = [(own, number) for at, line in enumerate(lines) for own, number in _numbers(at, line)]
    return min(found, key=lambda pair: (not pair[0], pair[1].at, pair[1].start), default=(False, None))[1]


def _numbers(at: int, line: Line) -> Iterator[tuple[bool, Number]]:
    """Every number of a line, with whether it begins as the document's own does; one that goes on is cited."""
    for form in FORMS:
        for match in form.finditer(line.fold):
            own = _begins_as_own(line, match.start())
            if own or match.start() == 0:
                yield own, _number(at, line, match, cited=not own)
    if not any(form.search(line.fold) for form in FORMS):
        for match in BLURRED.finditer(line.fold):
            if _begins_as_own(line, match.start()):
                yield True, _blurred(at, line, match)


def _begins_as_own(line: Line, start: int) -> bool:
    if line.fold[:start].strip() in WITH_THEIR_TYPE:
        return True
    return line.text[start].isupper() or line.text[start].isdigit()


def _number(at: int, line: Line, match: re.Match[str], *, cited: bool) -> Number:
    printed = match["number"]
    digits = printed.translate(MISREAD)
    code, suffix = (lettered(line, match, part) for part in ("code", "suffix"))
    if match.re is PARTY:
        symbol = f"{digits}-{code}/{suffix}"
    else:
        year = f"{match['year']}/" if match["year"] else ""
        symbol = f"{digits}/{year}{'-'.join(filter(None, (code, suffix)))}"
    certain = OPEN if not printed else CLEAN if _is_plain(line, match) else MISTAKEN
    certain = min(certain, 0.5 if cited else 1, LOOSE if match.re is NAMED or not _joined(match) else 1)
    value = int(digits) if printed else None
    return Number(at, match.start(), match.end(), value, symbol, code, suffix, match.re is not PARTY, certain)


def _joined(match: re.Match[str]) -> bool:
    return match.re is not PARTY or "-" in match["dash"]


def _is_plain(line: Line, match: re.Match[str]) -> bool:
    """Whether nothing in it was read as something else: no letter for a digit, no mark on a letter of the symbol."""
    printed = line.text[match.start("number") : match.end("number")]
    letters = line.text[match.end("number") : match.end()]
    return printed.isascii() and printed.isdigit() and all(sign.isascii() or sign in "Đđ" for sign in letters)


def _blurred(at: int, line: Line, match: re.Match[str]) -> Number:
    party = match["code"] is None
    parts = ("party_code", "party_suffix") if party else ("code", "suffix")
    code, suffix = (lettered(line, match, part) for part in parts)
    return Number(at, match.start(), match.end(), None, "", code, suffix, not party, 0.0)


def lettered(line: Line, match: re.Match[str], part: str) -> str:
    """A part of the symbol as printed, with its small letters and Đ, but no vowel marks: "TƯ" is the recogniser's."""
    printed = zip(line.text[match.start(part) : match.end(part)], match[part], strict=True)
    return "".join(sign if sign in "Đđ" or sign.isascii() else fold for sign, fold in printed if not sign.isspace())
