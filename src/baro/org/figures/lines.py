"""What is counted of some rows: each line is a condition, and all lines of a question are counted in one query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Aggregate, Count, Q, Sum


@dataclass(frozen=True, slots=True)
class Line:
    """One number of several: its code, what it is called, and which of the rows it counts.

    ``where`` speaks of columns of the row itself or of single related rows, so that no row counts twice. ``adds`` names
    lines whose counts it is the sum of, so that it need not be counted. ``asked`` is what the filters of the list say
    of it, None when they cannot. ``tone`` and ``light`` are how bars show it; without a tone they do not.

    With a ``measure``, a column or an annotation of the rows, the number is the sum of it and not how many rows there
    are. ``of`` is the code of the line of which this one is a part, so that its share can be told. ``noun`` is what it
    counts (rule `figures.nouns`) where that is not what its indicator counts.
    """

    code: str
    label: Any
    where: Q = field(default_factory=Q)
    adds: tuple[str, ...] = ()
    asked: Mapping[str, str] | None = None
    tone: str = ""
    light: bool = False
    measure: str = ""
    of: str = ""
    noun: str = ""

    @property
    def count(self) -> Aggregate:
        """How many of the rows it counts, or what they sum to."""
        return Sum(self.measure, filter=self.where, default=0) if self.measure else Count("pk", filter=self.where)
