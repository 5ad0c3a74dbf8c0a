"""The ways in which the rows of a dashboard are told apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from baro.org.actors import Actor

NONE = "none"
DIGITS = 19  # a key of the database has fewer

Group = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """``columns`` tell the groups apart; ``key`` and ``name`` read a group's address and name from them.

    ``names`` gives those that not every reader may read, by key.

    ``where`` is the condition of belonging to the group of a key; it raises ValueError for what is no key. ``filters``
    says what the filters of the list of the rows call that group, None when they cannot. Groups for which
    ``stands_for`` gives the same unit are counted together and have its name; ``asked`` is what an address says of the
    grouping itself. Of its groups the first ``shown`` stand on the dashboard; ``wide`` when their names are long.
    """

    code: str
    title: Any = ""
    head: Any = ""
    columns: tuple[str, ...] = ()
    key: Callable[[Group], str] = lambda _group: ""
    name: Callable[[Group], str] = lambda _group: ""
    names: Callable[[Actor, Sequence[Group]], Mapping[str, str]] | None = None
    where: Callable[[str], Q] = lambda _key: Q()
    order: tuple[str, ...] = ()
    made: dict[str, Any] = field(default_factory=dict)
    filters: Callable[[str], Mapping[str, Any] | None] = lambda _key: None
    stands_for: Callable[[Group], int] | None = None
    asked: dict[str, str] = field(default_factory=dict)
    shown: int = 8
    wide: bool = False


ALL = Grouping(code="all", filters=lambda _key: {})


def named(grouping: Grouping, actor: Actor, groups: Sequence[Group]) -> list[str]:
    """What the actor reads of each group."""
    if grouping.names is None:
        return [grouping.name(group) for group in groups]
    names = grouping.names(actor, groups)
    return [names[grouping.key(group)] for group in groups]


def number_in_key(key: str) -> int:
    """The number that a key is.

    Raises ValueError when it is none.
    """
    if not (key.isascii() and key.isdecimal() and len(key) < DIGITS):
        raise ValueError(f"{key!r} is no number")
    return int(key)
