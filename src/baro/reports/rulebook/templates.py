"""The marks in the prose of a report, where figures are put in: “{figure:documents.issued.plan}”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Marks of a figure, and those of the report.
OF_A_FIGURE = ("figure", "number", "previous", "compared", "of", "share")
OF_SEVERAL = ("list", "risen")
OF_THE_REPORT = ("year", "previous_year", "unit")
OF_A_PHRASE = ("value", "base", "percent", "change", "part", "whole", "noun")
_MARK = re.compile(r"\{([^{}]*)\}")
_INSIDE = re.compile(r"(?P<kind>[a-z_]+)(?::(?P<code>[a-z_]+(?:\.[a-z_]+)*)(?: as (?P<noun>[a-z_]+))?)?")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in prose: what is said there, of which figure or figures, counted as which noun."""

    kind: str
    code: str = ""
    noun: str = ""


def pieces_of(prose: str) -> Iterator[str | Mark]:
    """Words and marks in their order.

    Raises ValueError, naming it, for a mark that is none and for a brace that stands alone.
    """
    end = 0
    for found in _MARK.finditer(prose):
        if words := _words(prose[end : found.start()]):
            yield words
        yield _mark(found[1])
        end = found.end()
    if words := _words(prose[end:]):
        yield words


def marks_in(prose: str) -> list[Mark]:
    """The marks alone.

    Raises ValueError like `pieces_of`.
    """
    return [piece for piece in pieces_of(prose) if isinstance(piece, Mark)]


def _words(text: str) -> str:
    if "{" in text or "}" in text:
        raise ValueError(f"a brace stands alone in “{text[:60]}”")
    return text


def _mark(inside: str) -> Mark:
    found = _INSIDE.fullmatch(inside)
    if found is None:
        raise ValueError(f"{{{inside}}} is no mark of a report")
    kind, code, noun = found["kind"], found["code"] or "", found["noun"] or ""
    needs_code = kind in (*OF_A_FIGURE, *OF_SEVERAL)
    if not needs_code and kind not in (*OF_THE_REPORT, *OF_A_PHRASE):
        raise ValueError(f"{{{inside}}} is no mark of a report")
    if needs_code != bool(code):
        raise ValueError(f"{{{inside}}} needs the code of a figure" if needs_code else f"{{{inside}}} takes no code")
    return Mark(kind, code, noun)
