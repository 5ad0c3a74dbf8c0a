"""The ways in which the rows of a dashboard are told apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

NONE = "none"
DIGITS = 19  # a key of the database has fewer

Group = dict[str, Any]


def no_filters(_key: str) -> None:
    """What the filters of the list say where they know no such group."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """``columns`` tell the groups apart; ``key`` and ``name`` read a group's address and name from them.

    ``where`` is the condition of belonging to the group of a key; it raises ValueError for what is no key. ``filters``
    says what the filters of the list of the rows call that group, None when they cannot. Groups for which
    ``stands_for`` gives the same unit are counted together; ``asked`` is what an address says of the grouping itself.
    ``wide`` when names are long words.
    """

    code: str
    title: Any
    head: Any
    columns: tuple[str, ...]
    key: Callable[[Group], str]
    name: Callable[[Group], str]
    where: Callable[[str], Q]
    order: tuple[str, ...]
    made: dict[str, Any] = field(default_factory=dict)
    filters: Callable[[str], Mapping[str, Any] | None] = no_filters
    stands_for: Callable[[Group], int] | None = None
    asked: dict[str, str] = field(default_factory=dict)
    shown: int = 10
    wide: bool = False


ALL = Grouping(
    "all", "", "", (), lambda _group: "all", lambda _group: "", lambda _key: Q(), (), filters=lambda _key: {}
)


def number_in_key(key: str) -> int:
    """The number that a key is.

    Raises ValueError when it is none.
    """
    if not (key.isascii() and key.isdecimal() and len(key) < DIGITS):
        raise ValueError(f"{key!r} is no number")
    return int(key)
