"""What verifying finds: where the trail or the records are not what they must be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

LARGE = 5_000  # rows that are fetched together


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken place: the check that found it, and a sentence that names the record, the range or the object."""

    check: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(slots=True)
class Runs:
    """Events with the same fault, in the order in which they are read; neighbours are told together."""

    check: str
    one: Any
    several: Any
    _runs: list[list[int]] = field(default_factory=list)

    def add(self, place: int, event: int) -> None:
        """Note an event at its place in the order."""
        if self._runs and self._runs[-1][0] == place - 1:
            self._runs[-1][0], self._runs[-1][2] = place, event
        else:
            self._runs.append([place, event, event])

    def __iter__(self) -> Iterator[Finding]:
        """A finding for each event, or for each run of neighbours."""
        for _place, first, last in self._runs:
            told = self.one if first == last else self.several
            yield Finding(self.check, str(told) % {"pk": first, "last": last})


def rows(query: str, params: Any = None) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, fetched as they are read."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, params)
        while found := cursor.fetchmany(LARGE):
            yield from found
