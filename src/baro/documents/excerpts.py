"""Why a document was found: the words of the search where they first stand in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from baro.trail.words import asked_words, fold

AROUND = 60  # letters before and behind
LOOKED_AT = 200  # places that are compared


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of an excerpt; what was searched is ``found``."""

    words: str
    found: bool = False


def excerpt(text: str, sought: str) -> list[Piece]:
    """A line of the text where the most of the words that were sought stand together, each of them marked.

    Words are compared as search compares them: without marks and case; the last one may be unfinished. Empty where none
    of them stands.
    """
    found = _found(text, sought)
    if not found:
        return []
    at = _richest(found)
    first, end = max(0, at.begin - AROUND), at.end + AROUND
    begin = text.find(" ", first, at.begin) + 1 if first else 0
    stop = text.rfind(" ", at.end, end) if end < len(text) else len(text)
    return list(_pieces(text, max(begin, first), stop if stop > 0 else end, found))


def holds_all(text: str, sought: str) -> bool:
    """Whether each of the words that were sought stands in a text."""
    return {at.word for at in _found(text, sought)} >= set(asked_words(sought))


@dataclass(frozen=True, slots=True)
class _Found:
    """One of the words that were sought, where it stands."""

    word: str
    begin: int
    end: int


def _found(text: str, sought: str) -> list[_Found]:
    *whole, last = asked_words(sought) or [""]
    return [
        _Found(word if word in whole else last, begin, end)
        for begin, end in _words(text)
        if last and ((word := fold(text[begin:end])) in whole or word.startswith(last))
    ]


def _richest(found: list[_Found]) -> _Found:
    """The word behind which the most others of those that were sought stand near; the first of equals."""
    if len(found) > LOOKED_AT:
        found = found[:LOOKED_AT]
    near = [{other.word for other in found[at:] if other.end <= one.end + AROUND} for at, one in enumerate(found)]
    return found[max(range(len(found)), key=lambda at: (len(near[at]), -at))]


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends; marks that stand apart belong to their letter."""
    for word in re.finditer(r"(?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640])+", text):
        yield word.span()


def _pieces(text: str, begin: int, stop: int, found: list[_Found]) -> Iterator[Piece]:
    at = begin
    if begin:
        yield Piece("… ")
    for one in found:
        first, end = one.begin, one.end
        if first < at or end > stop:
            continue
        if first > at:
            yield Piece(text[at:first])
        yield Piece(text[first:end], found=True)
        at = end
    rest = text[at:stop] + (" …" if stop < len(text) else "")
    if rest:
        yield Piece(rest)
