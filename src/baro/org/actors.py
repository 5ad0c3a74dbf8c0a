"""Who acts: a person in a post, with the mandates that the post carries that day."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from baro.kernel.permissions import SIGHT

ANYTHING = "*"
CLOSED = "~"  # before the key of a closed unit in a path, which leads to it through its main successor


@dataclass(frozen=True, slots=True)
class Limits:
    """To which records a mandate or a delegation reaches: of which types and kinds, up to which urgency; blank: to all.

    What a record does not have (a task has no type) does not limit it.
    """

    types: tuple[str, ...] = ()
    urgency: int | None = None
    kinds: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.types or self.kinds) or self.urgency is not None

    def covers(self, record: Any) -> bool:
        """Whether the record lies within; where no record is named, only a limit without limits covers it."""
        if record is None:
            return not self
        return (
            (not self.types or getattr(record, "type", None) in (None, *self.types))
            and (self.urgency is None or getattr(record, "urgency", 0) <= self.urgency)
            and (not self.kinds or record._meta.label_lower in self.kinds)
        )

    def within(self, other: Limits) -> bool:
        """Whether everything that it covers is covered by the other as well."""
        return (
            (not other.types or (bool(self.types) and set(self.types) <= set(other.types)))
            and (other.urgency is None or (self.urgency is not None and self.urgency <= other.urgency))
            and (not other.kinds or (bool(self.kinds) and set(self.kinds) <= set(other.kinds)))
        )

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Limits:
        """The limit as a row keeps it."""
        return cls(tuple(kept.get("types", ())), kept.get("urgency"), tuple(kept.get("kinds", ())))

    def as_kept(self) -> dict[str, Any]:
        """What a row keeps: the limits that there are."""
        limits = {"types": list(self.types), "urgency": self.urgency, "kinds": list(self.kinds)}
        return {name: limit for name, limit in limits.items() if limit not in ([], None)}


UNLIMITED = Limits()


@dataclass(frozen=True, slots=True)
class ActiveDelegation:
    """A delegation in force, as far as its delegate needs it while acting."""

    pk: int
    delegator: str
    last: date | None = None
    mark: str = ""
    limits: Limits = UNLIMITED
    may_redelegate: bool = False
    once_redelegated: bool = False

    @property
    def reference(self) -> str:
        """Its name in the trail."""
        return f"org.delegation:{self.pk}"


@dataclass(frozen=True, slots=True)
class Scope:
    """One permission over one unit, or over it and everything below (``root`` is the unit's path).

    The post's own mandates give it, or a delegation (``delegated``); a ``limits`` limits deeds but not sight. ``units``
    are the keys of all these units, told while they are few.
    """

    permission: str
    root: str
    below: bool = True
    units: tuple[int, ...] = ()
    delegated: ActiveDelegation | None = None
    limits: Limits = UNLIMITED

    def covers(self, permission: str, path: str) -> bool:
        """Whether the permission may be used in the unit of that path; a closed unit's is its main successor's."""
        if self.permission not in (permission, ANYTHING):
            return False
        return path.startswith(self.root if self.below else self.root + CLOSED) or path == self.root

    def contains(self, permission: str, path: str, *, below: bool) -> bool:
        """Whether it is as wide as that permission over the unit of that path, or over it and everything below."""
        return self.covers(permission, path) and (self.below or not below)

    def allows(self, limits: Limits) -> bool:
        """Whether it reaches to all records of a limit."""
        return self.permission.endswith(SIGHT) or limits.within(self.limits)

    def opens(self, record: Any) -> bool:
        """Whether the record lies below the limit, where there is one."""
        return self.permission.endswith(SIGHT) or self.limits.covers(record)


class Proof(Protocol):
    """What an actor's powers rest on; asked again in every transaction that writes."""

    def confirm(self, actor: Actor) -> None:
        """Hold what the powers rest on until the transaction ends; raises NotPermitted when it holds no more."""
        ...


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in a post on a day; every action takes one and nothing else says who acts.

    ``posts`` are the keys of all posts that the person holds that day: what nobody does for themselves, nobody does for
    another of their own posts.
    """

    person_id: int | None
    post_id: int | None
    unit_id: int | None
    unit_path: str
    name: str
    title: str
    scopes: tuple[Scope, ...] = ()
    account_id: int | None = None
    request_id: uuid.UUID | None = field(default=None, compare=False)
    proof: Proof | None = field(default=None, compare=False, repr=False)
    posts: tuple[int, ...] = field(default=(), compare=False)

    def holds(self, permission: Any, unit: Any, record: Any = None) -> bool:
        """Whether a mandate of the post, or a delegation, carries the permission (a verb or a code) in that unit.

        ``record`` is what the deed is done to: what has a limit opens nothing without it.
        """
        return self.holds_at(permission, unit.path, record)

    def holds_at(self, permission: Any, path: str, record: Any = None) -> bool:
        """The same for the unit of a path."""
        return any(scope.covers(str(permission), path) and scope.opens(record) for scope in self.scopes)

    def carries(self, permission: Any, unit: Any, *, below: bool, limits: Limits = UNLIMITED) -> bool:
        """Whether a mandate of the post itself carries the permission that far; what was granted does not count."""
        own = (scope for scope in self.scopes if scope.delegated is None and scope.allows(limits))
        return any(scope.contains(str(permission), unit.path, below=below) for scope in own)

    def is_own(self, post_id: int | None) -> bool:
        """Whether the post is one that the actor's person holds, whichever they act in."""
        return post_id in self.own_posts

    @property
    def own_posts(self) -> frozenset[int]:
        """The keys of all posts that the person holds that day."""
        return frozenset(post for post in (self.post_id, *self.posts) if post is not None)

    def holds_anywhere(self, permission: Any) -> bool:
        """Whether any mandate of the post carries the permission."""
        return any(scope.permission in (str(permission), ANYTHING) for scope in self.scopes)

    def roots_of(self, permission: Any) -> list[Scope]:
        """Where the permission may be used."""
        return [scope for scope in self.scopes if scope.permission in (str(permission), ANYTHING)]

    def units_of(self, permission: Any) -> list[int] | None:
        """The keys of the units in which the permission may be used; None when there are too many to name."""
        roots = self.roots_of(permission)
        return sorted({key for scope in roots for key in scope.units}) if all(scope.units for scope in roots) else None

    @property
    def delegations(self) -> tuple[ActiveDelegation, ...]:
        """The delegations in force to the post, each once."""
        return tuple(dict.fromkeys(scope.delegated for scope in self.scopes if scope.delegated))

    def under(self, *delegations: ActiveDelegation) -> Actor:
        """The same actor with the post's own mandates and these delegations alone."""
        return replace(self, scopes=tuple(r for r in self.scopes if r.delegated is None or r.delegated in delegations))

    @classmethod
    def system(cls, code: str) -> Actor:
        """The system itself, for what happens by rule and not by hand; ``code`` names the rule."""
        return cls(None, None, None, "", code, "", (Scope(ANYTHING, ""),))

    @classmethod
    def nobody(cls) -> Actor:
        """Somebody without any mandate: sees nothing, may nothing."""
        return cls(None, None, None, "", "", "")
