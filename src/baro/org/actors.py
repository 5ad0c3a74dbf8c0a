"""Who acts: a person in a post, with the mandates that the post carries that day."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from baro.kernel.duties import SIGHT

ANYTHING = "*"
CLOSED = "~"  # before the key of a closed unit in a path, which leads to it through its main successor


@dataclass(frozen=True, slots=True)
class Ceiling:
    """To which records a mandate or a grant reaches: of which types and kinds, up to which urgency; blank: to all.

    What a record does not have (a task has no type) does not limit it.
    """

    types: tuple[str, ...] = ()
    urgency: int | None = None
    kinds: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.types or self.kinds) or self.urgency is not None

    def covers(self, record: Any) -> bool:
        """Whether the record lies within; where no record is named, only a ceiling without limits covers it."""
        if record is None:
            return not self
        return (
            (not self.types or getattr(record, "type", None) in (None, *self.types))
            and (self.urgency is None or getattr(record, "urgency", 0) <= self.urgency)
            and (not self.kinds or record._meta.label_lower in self.kinds)
        )

    def within(self, other: Ceiling) -> bool:
        """Whether everything that it covers is covered by the other as well."""
        return (
            (not other.types or (bool(self.types) and set(self.types) <= set(other.types)))
            and (other.urgency is None or (self.urgency is not None and self.urgency <= other.urgency))
            and (not other.kinds or (bool(self.kinds) and set(self.kinds) <= set(other.kinds)))
        )

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Ceiling:
        """The ceiling as a row keeps it."""
        return cls(tuple(kept.get("types", ())), kept.get("urgency"), tuple(kept.get("kinds", ())))

    def as_kept(self) -> dict[str, Any]:
        """What a row keeps: the limits that there are."""
        limits = {"types": list(self.types), "urgency": self.urgency, "kinds": list(self.kinds)}
        return {name: limit for name, limit in limits.items() if limit not in ([], None)}


UNLIMITED = Ceiling()


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant in force, as far as its receiver needs it while acting."""

    pk: int
    giver: str
    last: date | None = None
    mark: str = ""
    ceiling: Ceiling = UNLIMITED
    may_pass_on: bool = False
    once_passed_on: bool = False

    @property
    def reference(self) -> str:
        """Its name in the trail."""
        return f"org.grant:{self.pk}"


@dataclass(frozen=True, slots=True)
class Reach:
    """One duty over one unit, or over it and everything below (``root`` is the unit's path).

    The post's own mandates give it, or a grant (``granted``); a ``ceiling`` limits deeds but not sight. ``units`` are
    the keys of all these units, told while they are few.
    """

    duty: str
    root: str
    below: bool = True
    units: tuple[int, ...] = ()
    granted: Granted | None = None
    ceiling: Ceiling = UNLIMITED

    def covers(self, duty: str, path: str) -> bool:
        """Whether the duty may be used in the unit of that path: what a closed unit left is its main successor's."""
        if self.duty not in (duty, ANYTHING):
            return False
        return path.startswith(self.root if self.below else self.root + CLOSED) or path == self.root

    def contains(self, duty: str, path: str, *, below: bool) -> bool:
        """Whether it is as wide as that duty over the unit of that path, or over it and everything below."""
        return self.covers(duty, path) and (self.below or not below)

    def reaches_to(self, ceiling: Ceiling) -> bool:
        """Whether it reaches to all records of a ceiling."""
        return self.duty.endswith(SIGHT) or ceiling.within(self.ceiling)

    def opens(self, record: Any) -> bool:
        """Whether the record lies below the ceiling, where there is one."""
        return self.duty.endswith(SIGHT) or self.ceiling.covers(record)


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

    def holds(self, duty: Any, unit: Any, record: Any = None) -> bool:
        """Whether a mandate of the post, or a grant, carries the duty (a verb or a code) in that unit.

        ``record`` is what the deed is done to: what has a ceiling opens nothing without it.
        """
        return self.holds_at(duty, unit.path, record)

    def holds_at(self, duty: Any, path: str, record: Any = None) -> bool:
        """The same for the unit of a path."""
        return any(reach.covers(str(duty), path) and reach.opens(record) for reach in self.reaches)

    def carries(self, duty: Any, unit: Any, *, below: bool, ceiling: Ceiling = UNLIMITED) -> bool:
        """Whether a mandate of the post itself carries the duty that far; what was granted does not count."""
        own = (reach for reach in self.reaches if reach.granted is None and reach.reaches_to(ceiling))
        return any(reach.contains(str(duty), unit.path, below=below) for reach in own)

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

    @property
    def grants(self) -> tuple[Granted, ...]:
        """The grants in force to the post, each once."""
        return tuple(dict.fromkeys(reach.granted for reach in self.reaches if reach.granted))

    def under(self, *grants: Granted) -> Actor:
        """The same actor with the post's own mandates and these grants alone."""
        return replace(self, reaches=tuple(r for r in self.reaches if r.granted is None or r.granted in grants))

    @classmethod
    def system(cls, code: str) -> Actor:
        """The system itself, for what happens by rule and not by hand; ``code`` names the rule."""
        return cls(None, None, None, "", code, "", (Reach(ANYTHING, ""),))

    @classmethod
    def nobody(cls) -> Actor:
        """Somebody without any mandate: sees nothing, may nothing."""
        return cls(None, None, None, "", "", "")
