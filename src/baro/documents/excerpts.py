"""Why a document was found: the words of the search where they first stand in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from baro.trail.words import asked_words, fold

AROUND = 60  # letters before and behind


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of an excerpt; what was searched is ``found``."""

    words: str
    found: bool = False


def excerpt(text: str, sought: str) -> list[Piece]:
    """A line of the text around the first of the words that were sought, each of them marked.

    Words are compared as search compares them: without marks and case; the last one may be unfinished. Empty where none
    of them stands.
    """
    *whole, last = asked_words(sought) or [""]
    if not last:
        return []
    found = [at for at in _words(text) if (word := fold(text[at[0] : at[1]])) in whole or word.startswith(last)]
    if not found:
        return []
    first, end = max(0, found[0][0] - AROUND), found[0][1] + AROUND
    begin = text.find(" ", first, found[0][0]) + 1 if first else 0
    stop = text.rfind(" ", found[0][1], end) if end < len(text) else len(text)
    return list(_pieces(text, max(begin, first), stop if stop > 0 else end, found))


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends; marks that stand apart belong to their letter."""
    for word in re.finditer(r"(?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640])+", text):
        yield word.span()


def _pieces(text: str, begin: int, stop: int, found: list[tuple[int, int]]) -> Iterator[Piece]:
    at = begin
    if begin:
        yield Piece("… ")
    for first, end in found:
        if first < at or end > stop:
            continue
        if first > at:
            yield Piece(text[at:first])
        yield Piece(text[first:end], found=True)
        at = end
    rest = text[at:stop] + (" …" if stop < len(text) else "")
    if rest:
        yield Piece(rest)
