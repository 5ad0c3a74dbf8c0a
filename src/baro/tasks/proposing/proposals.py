"""What an engine proposes, and what stands behind the one interface of all engines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from baro.documents.reading.blocks import Block
from baro.tasks.proposing.names import Names
from baro.tasks.proposing.recurring import Recurrence


@dataclass(frozen=True, slots=True)
class Proposal:
    """A task as a clause words it; empty or None is what the clause does not say.

    ``lead`` and ``coordinates`` are the names that units have in the organisation, or what is written where none has
    it; ``clause`` is the number of the clause ("III.2", "Điều 3"), ``words`` the passage without that number.
    """

    work: str
    lead: str = ""
    coordinates: tuple[str, ...] = ()
    due_on: date | None = None
    recurs: Recurrence | None = None
    product: str = ""
    clause: str = ""
    words: str = ""

    def as_json(self) -> dict[str, Any]:
        """The fields as ``baro propose`` prints them: days in ISO form, null for what is not said."""
        return {
            "work": self.work,
            "lead": self.lead or None,
            "coordinates": list(self.coordinates),
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "recurs": str(self.recurs) if self.recurs else None,
            "product": self.product or None,
            "clause": self.clause or None,
            "words": self.words,
        }


class Engine(Protocol):
    """Proposes tasks from what a paper says."""

    def propose(self, blocks: Sequence[Block], names: Names, on: date | None) -> list[Proposal]:
        """The tasks in the order of the paper; ``on`` is its own day, from which days without a year are counted."""
        ...
