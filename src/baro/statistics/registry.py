"""Declared indicators: each is a query, so a figure and the rows behind it can never part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from baro.org.models import Unit

Question = Callable[[Unit, date, date], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of an indicator: its code, what it is called, and which of the indicator's rows it counts.

    ``where`` speaks of columns of the row itself or of single related rows, so that no row counts twice.
    """

    code: str
    label: Any
    where: Q = field(default_factory=Q)


Lines = Callable[[date], Sequence[Line]]
Source = Callable[[date], str]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A question about a unit and a period. ``version`` rises when the question changes; old figures keep theirs.

    ``counts`` says for people what is counted (with %(unit)s and %(period)s), ``source`` where that is written;
    ``list_code`` names the list that shows the rows.
    """

    code: str
    label: Any
    counts: Any
    list_code: str
    version: int
    question: Question
    lines: Lines
    source: Source


_indicators: dict[str, Indicator] = {}


def indicator(
    code: str,
    label: Any,
    *,
    counts: Any,
    list_code: str,
    version: int,
    lines: Lines | None = None,
    source: Source | None = None,
) -> Callable[[Question], Question]:
    """Declare a function from unit, first and last day to rows; its figure is their count.

    With ``lines`` the rows are counted in several figures, together in one query; their codes begin with ``code``.
    Raises ValueError when the code is declared twice.
    """

    def declare(question: Question) -> Question:
        if code in _indicators:
            raise ValueError(f"the indicator {code} is declared twice")
        told, written = lines or (lambda _on: [Line(code, label)]), source or (lambda _on: "")
        _indicators[code] = Indicator(code, label, counts, list_code, version, question, told, written)
        return question

    return declare


def indicators() -> list[Indicator]:
    """Every declared indicator, in the order of declaration, which is the order of the report."""
    return list(_indicators.values())


def line_of(code: str, on: date) -> tuple[Indicator, Line]:
    """The line of a code as it was on a day, with its indicator.

    Raises KeyError when there is none.
    """
    for one in _indicators.values():
        if code == one.code or code.startswith(f"{one.code}."):
            for line in one.lines(on):
                if line.code == code:
                    return one, line
    raise KeyError(code)
