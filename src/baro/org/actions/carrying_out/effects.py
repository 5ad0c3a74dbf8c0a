"""What a reorganisation does, counted while it is done: the preview is the deed itself, undone."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from baro.trail.models import canonical


@dataclass(slots=True)
class Effects:
    """Counts by what happened (``units.founded``, ``tasks.owned.move``), and what is left open.

    ``displaced`` are people without a post, ``headless`` founded units that nobody heads.
    """

    counts: Counter[str] = field(default_factory=Counter)
    displaced: list[str] = field(default_factory=list)
    headless: list[str] = field(default_factory=list)

    def add(self, what: str, count: int) -> None:
        """Count something that happened; nothing is not worth a line."""
        if count:
            self.counts[what] += count

    def as_facts(self) -> dict[str, Any]:
        """As a record keeps it."""
        return {"counts": dict(sorted(self.counts.items())), "displaced": self.displaced, "headless": self.headless}

    def differences(self, agreed: dict[str, Any] | None) -> dict[str, tuple[int, int]]:
        """What differs from the effects that were agreed to: what to (agreed, now)."""
        before = Counter((agreed or {}).get("counts", {}))
        every = before.keys() | self.counts.keys()
        return {what: (before[what], self.counts[what]) for what in sorted(every) if before[what] != self.counts[what]}


def digest(facts: dict[str, Any] | None) -> str:
    """A short name of effects, so that what is signed is what was seen."""
    return hashlib.sha256(canonical(facts)).hexdigest()[:16]
