"""Who acts: a person in a post, with the mandates that the post carries that day."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

ANYTHING = "*"
CLOSED = "~"  # before the key of a closed unit in a path, which leads to it through its main successor


@dataclass(frozen=True, slots=True)
class Reach:
    """One duty over one unit, or over it and everything below (``root`` is the unit's path).

    ``units`` are the keys of all these units, told while they are few.
    """

    duty: str
    root: str
    below: bool = True
    units: tuple[int, ...] = ()

    def covers(self, duty: str, path: str) -> bool:
        """Whether the duty may be used in the unit of that path: what a closed unit left is its main successor's."""
        if self.duty not in (duty, ANYTHING):
            return False
        return path.startswith(self.root if self.below else self.root + CLOSED) or path == self.root


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in a post on a day; every action takes one and nothing else says who acts."""

    person_id: int | None
    post_id: int | None
    unit_id: int | None
    unit_path: str
    name: str
    title: str
    reaches: tuple[Reach, ...] = ()
    account_id: int | None = None
    request_id: uuid.UUID | None = field(default=None, compare=False)

    def holds(self, duty: Any, unit: Any) -> bool:
        """Whether a mandate of the post carries the duty (a verb or a code) in that unit."""
        return self.holds_at(duty, unit.path)

    def holds_at(self, duty: Any, path: str) -> bool:
        """The same for the unit of a path."""
        return any(reach.covers(str(duty), path) for reach in self.reaches)

    def holds_anywhere(self, duty: Any) -> bool:
        """Whether any mandate of the post carries the duty."""
        return any(reach.duty in (str(duty), ANYTHING) for reach in self.reaches)

    def roots_of(self, duty: Any) -> list[Reach]:
        """Where the duty may be used."""
        return [reach for reach in self.reaches if reach.duty in (str(duty), ANYTHING)]

    def units_of(self, duty: Any) -> list[int] | None:
        """The keys of the units in which the duty may be used; None when there are too many to name."""
        roots = self.roots_of(duty)
        return sorted({key for reach in roots for key in reach.units}) if all(reach.units for reach in roots) else None

    @classmethod
    def system(cls, code: str) -> Actor:
        """The system itself, for what happens by rule and not by hand; ``code`` names the rule."""
        return cls(None, None, None, "", code, "", (Reach(ANYTHING, ""),))

    @classmethod
    def nobody(cls) -> Actor:
        """Somebody without any mandate: sees nothing, may nothing."""
        return cls(None, None, None, "", "", "")
