"""What stands in a person's own menu and on their profile; each part names its own."""

from __future__ import annotations

from collections.abc import Callable
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


Section = Callable[[Any], str]  # of a request
_sections: list[Section] = []


def profile_section(section: Section) -> Section:
    """Declare a function that draws a piece of what the profile says is kept; a higher part knows more about people."""
    _sections.append(section)
    return section


def profile_sections() -> list[Section]:
    """Every declared piece."""
    return list(_sections)
