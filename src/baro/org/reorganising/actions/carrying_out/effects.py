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

    @property
    def digest(self) -> str:
        """What stands for exactly these effects."""
        return digest_of(self.as_facts())


def digest_of(facts: dict[str, Any] | None) -> str:
    """A short name of effects as a record keeps them, so that what is signed is what was seen."""
    return hashlib.sha256(canonical(facts)).hexdigest()[:16]
