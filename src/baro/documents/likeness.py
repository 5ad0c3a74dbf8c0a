"""When two entries mean one paper, however somebody wrote them: its number and symbol, and who issued it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from baro.documents.reading.folding import folded, plain

NUMBER_WORD = re.compile(r"^SO\b[\s.:]*")
LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[^A-Z0-9]+(?=\d)")
ALIKE_ENOUGH = 0.6
# Abbreviations under which many offices number their papers, each for itself.
OF_MANY = re.compile(r"(?:DU|DB|CB|UBND|HDND|BTV|BCH|UBKT|VP|MTTQ|DTN)$")


def key_of_symbol(symbol: str) -> str:
    """A number and symbol without what people write differently: the word for number, spaces, dashes, zeros, marks."""
    bare = NUMBER_WORD.sub("", folded(plain(symbol)).strip())
    parted = BETWEEN_DIGITS.sub(".", LEADING_ZEROS.sub("", bare))
    return re.sub(r"[^A-Z0-9.]", "", parted).strip(".")


def key_of_issuer(issuer: str) -> str:
    """The name of an issuer in bare capitals with single spaces."""
    return " ".join(re.findall(r"[A-Z0-9]+", folded(plain(issuer))))


def may_be_one(issuer: str, other: str, *, symbol: str) -> bool:
    """Whether two names may be those of one issuer; only of symbols that many offices use are other names others."""
    first, second = key_of_issuer(issuer), key_of_issuer(other)
    if first == second or not OF_MANY.search(key_of_symbol(symbol)):
        return True
    ours, theirs = set(first.split()), set(second.split())
    if ours <= theirs or theirs <= ours:
        return True
    return len(ours ^ theirs) <= 1 and SequenceMatcher(None, first, second).ratio() >= ALIKE_ENOUGH
