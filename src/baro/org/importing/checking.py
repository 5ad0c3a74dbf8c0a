"""Checking a file: what importing it would add, what is recorded already, what is wrong."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from baro.kernel import rulebook
from baro.org.actors import Actor
from baro.org.importing.checks import NEW, NUMBERED, WRONG, Case, check_posts, check_units
from baro.org.importing.checks_of_people import Crowd, check_people, check_tenures
from baro.org.importing.known import known_of
from baro.org.importing.shapes import SHAPES
from baro.sheets.reading import Row, Step, read
from baro.sheets.remedies import Mistake
from baro.sheets.rulebook import SheetLimits
from baro.trail.models import canonical

ADDS = (NEW, NUMBERED)


def limits_on(day: date) -> SheetLimits:
    """What a file may hold."""
    return rulebook.in_force(SheetLimits, on=day).body


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was checked: its rows know what becomes of them."""

    case: Case
    crowd: Crowd

    def new(self, shape: str) -> list[Row]:
        """The rows of a list that are to be added."""
        return [row for row in self.case.lists.rows[shape] if row.result == NEW]

    @property
    def mistakes(self) -> list[Mistake]:
        """Everything that is wrong, in the order of the lists, their rows and columns."""
        lists = [shape.code for shape in SHAPES]
        columns = {shape.code: [column.name for column in shape.columns] for shape in SHAPES}
        return sorted(
            self.case.lists.mistakes, key=lambda m: (lists.index(m.shape), m.row, columns[m.shape].index(m.column))
        )

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many rows of each list have which result."""
        lists = self.case.lists
        return {code: dict(Counter(row.result for row in lists.rows[code])) for code in lists.heads}

    @property
    def digest(self) -> str:
        """What stands for exactly this outcome: what is imported is what was shown."""
        said = hashlib.sha256()
        for shape in SHAPES:
            for row in self.case.lists.rows[shape.code]:
                said.update(f"{shape.code}{row.number}{row.result}".encode())
        known = sorted((row, person.pk) for row, person in self.crowd.recorded.items())
        said.update(canonical([known, sorted((row, post.pk) for row, post in self.case.likes.items())]))
        return said.hexdigest()[:16]

    def outcome(self, limits: SheetLimits) -> dict[str, Any]:
        """What is kept of it, and shown."""
        counts = self.counts
        return {
            "counts": counts,
            "adds": sum(count.get(result, 0) for count in counts.values() for result in ADDS),
            "wrong": sum(count.get(WRONG, 0) for count in counts.values()),
            "mistakes": [mistake.as_kept() for mistake in self.mistakes[: limits.mistakes_shown]],
            "mistakes_count": self.case.lists.mistakes_count,
            "hidden": self.case.lists.hidden,
            "shown": {code: self._shown(code, limits.rows_shown) for code in counts},
            "digest": self.digest,
        }

    def _shown(self, code: str, most: int) -> dict[str, Any]:
        """The head, and the first rows that are added: number, result, cells."""
        rows = [row for row in self.case.lists.rows[code] if row.result in ADDS][:most]
        heads = self.case.lists.heads[code]
        return {"heads": heads, "rows": [[row.number, row.result, [_plain(row[h]) for h in heads]] for row in rows]}


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def check_content(content: bytes, name: str, *, by: Actor, step: Step = lambda _count: None) -> Checked:
    """Check the content of a file against the organisation as it is now.

    Raises Refused when the file is none of lists.
    """
    today = timezone.localdate()
    lists = read(content, name, SHAPES, limits_on(today), step)
    case, crowd = Case(lists, known_of(lists, by), by, today), Crowd()
    check_units(case)
    check_posts(case)
    check_people(case, crowd)
    check_tenures(case, crowd)
    return Checked(case, crowd)
