"""What stands in a person's own menu; each part names its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Own:
    """An entry of the person's menu."""

    label: Any
    icon: str
    url_name: str


_entries: list[Own] = []


def own(*entries: Own) -> None:
    """Declare entries of the person's menu, in order."""
    _entries.extend(entries)


def own_entries() -> list[Own]:
    """Every declared entry."""
    return list(_entries)
