"""A text as words, numbers and breaks, each with its place; what is written in digits and is no figure is left out."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from baro.kernel.texts import tidied
from baro.statistics.checking import spelled
from baro.statistics.checking.numbers import NUMBER, Number, read

LETTER = r"(?:[^\W\d_]|[\u064b-\u065f\u0670\u0300-\u036f])"
MONTH_EN = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
MONTH_AR = (
    "(?:يناير|فبراير|مارس|[أا]بريل|مايو|ماي|يونيو|يوليو|[أا]غسطس|سبتمبر|[أا]كتوبر|نوفمبر|ديسمبر|شباط|آذار|نيسان|أيار|حزيران|تموز"
    "|كانون|تشرين|أيلول)"
)
YEAR = r"(?:19|20|١٩|٢٠)\d\d"
# Dates, spans of years, symbols of documents, addresses, telephones, times, fractions, paragraph numbers.
NO_FIGURES = re.compile(
    "|".join(
        [
            r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+",
            r"\b\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}\b|\b\d{4}-\d{1,2}-\d{1,2}\b",
            r"(?i:ngày|đêm) \d{1,2}(?: ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{2,4})?|(?: tháng \d{1,2}(?: năm \d{4})?)?)",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH_EN}(?:,? {YEAR})?\b",
            rf"\b{MONTH_EN} \d{{1,2}}(?:st|nd|rd|th)?,? {YEAR}\b",
            rf"\b\d{{1,2}} {MONTH_AR}(?:[ /]\S+)??(?: {YEAR})?\b",
            rf"\b{YEAR} ?[-–—/] ?(?:{YEAR}|\d\d)\b(?!/)",
            r"\b\d{1,5}[a-zA-Z]? ?[-/] ?(?:\d{4} ?/ ?)?[A-ZĐ]{1,6}[\w.]*(?: ?[-/&] ?[A-ZĐ][\w&]*)+",
            r"\b\d{1,5}[-/][A-ZĐ]{2,}\w*|\b\d{1,4}/\d{4}(?:/\w+)?",
            r"(?i:tháng|quý|tuần) \d{1,2}(?: ?/ ?\d{4})?\b|\b\d{1,3}(?:st|nd|rd|th)\b",
            r"\+\d[\d ().-]{6,}\d|\b0\d{1,4}[ .-]\d{2,4}[ .-]\d{2,4}(?:[ .-]\d{2,4})?\b|\b0\d{8,10}\b",
            r"\b\d{1,2}(?::\d\d(?::\d\d)?|h\d\d| ?giờ)\b",
            r"\b\d+/\d+\b",
            r"\[\d{1,3}\]",
            r"(?m:^[ \t#>*-]*(?:\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}[.)])(?=\s))",
        ]
    )
)
NUMBERED = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]\s|\d{1,3}(?:\.\d{1,3})+\s")
CELLS = re.compile(r"[|\t]")
# A line that is as long and does not end goes on in the next.
FULL_LINE = 55
TOKEN = re.compile(
    rf"(?P<word>{LETTER}+(?:['’]{LETTER}+)?)|(?P<digits>{NUMBER.pattern})|(?P<sign>[.,;:!?()|=،؛؟…%٪\n\t])"
)
PREFIXES = (  # of Arabic words: and, so, by, to, as, the
    "",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "ال",
    "وال",
    "بال",
    "لل",
    "فال",
    "كال",
    "ول",
    "وب",
    "ولل",
    "وبال",
    "فل",
)
AS_ONE = str.maketrans({"،": ",", "؛": ";", "؟": "?", "!": ".", "?": ".", "…": ".", "\t": "|", "٪": "%", "ـ": None})
FOLDED = str.maketrans({"ة": "ه", "ى": "ي", "đ": "d", "ـ": None})
NOTHING_BREAKS = "\ue000"
UNBREAKABLE = str.maketrans(dict.fromkeys("\u00a0\u202f\u2007\u2009", NOTHING_BREAKS))


@dataclass(slots=True)
class Token:
    """A word, number or sign of the text from ``start`` to ``end``; ``lower`` keeps the tones, ``fold`` has none.

    ``year`` is the year that it names. ``number`` is what it may count; ``is_spelled`` when it is in words.
    """

    start: int
    end: int
    lower: str
    fold: str = ""
    number: Number | None = None
    is_spelled: bool = False
    year: int | None = None

    @property
    def is_word(self) -> bool:
        """Whether it is a word."""
        return bool(self.fold)


def cleaned(text: str) -> str:
    """The text without what nobody sees; spaces that hold a number together stay such."""
    marked = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").translate(UNBREAKABLE)
    return tidied(marked).replace(NOTHING_BREAKS, "\u00a0")


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word in small letters without marks, Arabic letters in their plainest form.

    >>> folded("Quyết"), folded("إشعارًا")
    ('quyet', 'اشعارا')
    """
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(FOLDED)


@lru_cache(maxsize=50_000)
def variants(fold: str) -> tuple[str, ...]:
    """The word, and an Arabic one without the particles and the article that may be written before it."""
    if not "\u0600" < fold[:1] < "\u0700":
        return (fold,)
    bare = (fold.removeprefix(prefix) for prefix in PREFIXES if fold.startswith(prefix))
    return tuple(dict.fromkeys(one for one in bare if len(one) > 1))


def tokens_of(text: str) -> list[Token]:
    """The tokens of a cleaned text, each number of several words as one."""
    left_out = [(found.start(), found.end()) for found in NO_FIGURES.finditer(text)]
    starts = [start for start, _end in left_out]
    made: list[Token] = []
    found = TOKEN.search(text)
    while found:
        token = _token(text, found)
        within = bisect_right(starts, found.start()) - 1
        is_left_out = within >= 0 and found.start() < left_out[within][1]
        if token and not (is_left_out and token.lower[:1].isdigit()):
            made.append(token)
        found = TOKEN.search(text, token.end if token else found.end())
    return list(_with_spelled(made))


def _token(text: str, found: re.Match[str]) -> Token | None:
    start, end = found.span()
    if found["sign"]:
        sign = found["sign"].translate(AS_ONE)
        return None if sign == "\n" and _goes_on(text, start) else Token(start, end, sign)
    if found["word"]:
        fold = folded(found["word"])
        return Token(start, end, found["word"].lower(), fold or "ـ")
    return _of_digits(text, start, end)


def _goes_on(text: str, at: int) -> bool:
    """Whether a line ends only because the paper was full."""
    before = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
    after = text[at + 1 : at + 2]
    counts = after.isdigit() and not NUMBERED.match(text, at + 1)
    joins = after.islower() or counts or "\u0620" <= after <= "\u064a"
    return len(before) >= FULL_LINE and before[-1] not in ".;:!?؟؛…" and joins and not CELLS.search(before)


def _of_digits(text: str, start: int, end: int) -> Token | None:
    """A number in digits; none that is glued to Latin letters, as in COVID-19 or 9M, nor one that no value has."""
    printed = text[start:end]
    if " " in printed and not _is_before_word(text, end):
        end = start + printed.index(" ")
        printed = text[start:end]
    lower = printed.translate(AS_ONE) if len(printed) == 1 else printed
    digits = "".join(str(int(sign)) for sign in printed) if printed.isdigit() else ""
    year = int(digits) if len(digits) == 4 and digits[:2] in ("19", "20") else None
    glued = _is_glued(text, start, end)
    return Token(start, end, lower or printed, number=None if glued else read(printed), year=year)


def _is_before_word(text: str, end: int) -> bool:
    rest = text[end : end + 2]
    return rest[:1] in " \u00a0" and rest[1:2].isalpha()


def _is_glued(text: str, start: int, end: int) -> bool:
    before, after = text[max(start - 4, 0) : start], text[end : end + 1]
    if before[-1:] in "-–_#" and before[-2:-1].isalnum():
        return True
    if before[-1:].isalpha() and before[-1:] != "ـ":
        letters = re.search(r"[^\W\d_]+$", before)
        return not letters or folded(letters[0]) not in PREFIXES
    return after.isalpha() and not "\u0600" < after < "\u0700"


def _with_spelled(tokens: list[Token]) -> Iterator[Token]:
    """The tokens, runs of number words as one number; an “and” between two of them belongs to it."""
    run: list[tuple[Token, str]] = []
    joining: list[Token] = []
    for token in tokens:
        term = spelled.term_of(token.lower, token.fold) if token.is_word else ""
        if run and not term and not joining and token.lower in spelled.JOINING:
            joining = [token]
            continue
        if run and not (term and spelled.goes_on(run[-1][1], term)):
            yield from (_number_of(run), *joining)
            run = []
        joining = []
        if term:
            run.append((token, term))
        else:
            yield token
    if run:
        yield from (_number_of(run), *joining)


def _number_of(run: list[tuple[Token, str]]) -> Token:
    first, last = run[0][0], run[-1][0]
    value = spelled.value_of([term for _token, term in run])
    words = " ".join(token.lower for token, _term in run)
    fold = first.fold if len(run) == 1 else ""
    return Token(first.start, last.end, words, fold, number=Number((value,)), is_spelled=True)
