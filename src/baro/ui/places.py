"""The places of the navigation; each part names its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from baro.org.actors import Actor


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """An entry of the navigation, shown to actors who hold ``duty`` anywhere (to everybody when there is none).

    ``chord`` is the letter that leads there by keyboard after ``g``. ``count`` costs a query on every page, so it is
    for the few.
    """

    code: str
    label: Any
    icon: str
    url_name: str
    order: int
    duty: str = ""
    count: Callable[[Actor], int] | None = None
    chord: str = field(kw_only=True)

    def is_open_to(self, actor: Actor) -> bool:
        """Whether the actor finds the place in the navigation."""
        return actor.account_id is not None and (not self.duty or actor.holds_anywhere(self.duty))


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as one reader sees it on one page."""

    label: str
    icon: str
    url: str
    current: bool
    count: int | None
    chord: str


_places: dict[str, Place] = {}


def place(*places: Place) -> None:
    """Declare entries of the navigation.

    Raises ValueError when a code is declared twice, or a letter leads to two places.
    """
    for one in places:
        if one.code in _places:
            raise ValueError(f"the place {one.code} is declared twice")
        if taken := [other.code for other in _places.values() if other.chord == one.chord]:
            raise ValueError(f"the letter {one.chord} of {one.code} leads to {taken[0]} already; choose another one")
        _places[one.code] = one


def all_places() -> list[Place]:
    """Every declared place, in order."""
    return sorted(_places.values(), key=lambda p: (p.order, p.code))


def places_of(actor: Actor) -> list[Place]:
    """The places open to an actor, in order."""
    return [one for one in all_places() if one.is_open_to(actor)]


def entries(actor: Actor, path: str) -> tuple[Entry, ...]:
    """The navigation of a page; the place with the longest address above the page is the current one."""
    found = [(one, reverse(one.url_name)) for one in places_of(actor)]
    above = [url for _one, url in found if path == url or (url != "/" and path.startswith(url))]
    current = max(above, key=len, default=None)
    return tuple(
        Entry(str(one.label), one.icon, url, url == current, one.count(actor) if one.count else None, one.chord)
        for one, url in found
    )
