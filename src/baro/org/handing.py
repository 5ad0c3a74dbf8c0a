"""What a post has on its hands when its holder changes: every part declares its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from baro.org.models import Post
from baro.trail.models import reference


@dataclass(frozen=True, slots=True)
class Handed:
    """Rows that hang on a post and that its next holder has to know of; each row has a page."""

    code: str
    label: Any
    rows: Callable[[Post], QuerySet[Any]]


_handed: dict[str, Handed] = {}


def handed(*things: Handed) -> None:
    """Declare what a handover lists.

    Raises ValueError when a code is declared twice.
    """
    for thing in things:
        if thing.code in _handed:
            raise ValueError(f"{thing.code} is declared twice as something handed over")
        _handed[thing.code] = thing


def handed_things() -> list[Handed]:
    """Everything that a handover lists, in order of declaration."""
    return list(_handed.values())


def on_the_hands_of(post: Post) -> list[dict[str, str]]:
    """What hangs on the post now, as a handover keeps it: kind, record and title of each thing."""
    return [
        {"kind": thing.code, "record": reference(row), "title": str(row)[:300]}
        for thing in handed_things()
        for row in thing.rows(post).order_by("pk")
    ]
