"""The places of the navigation; each part names its own, and the heading under which they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.urls import reverse

from baro.kernel.registry import Registry
from baro.org.actors import Actor

AT_THE_FOOT = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading above the places of the part ``code``; folded for who holds none of the permissions ``kept_by``."""

    code: str
    label: Any
    order: int
    kept_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """An entry of the navigation, shown to who can use it: who holds the ``permission`` anywhere, or one of several.

    Without a permission everybody finds it. ``chord`` are the one or two letters that lead there by keyboard after
    ``g``. ``count`` costs a query on every page, so it is for the few. Who holds ``at_foot_for`` finds the place at the
    foot of a phone before others.
    """

    code: str
    label: Any
    icon: str
    url_name: str
    order: int
    permission: str | tuple[str, ...] = ""
    count: Callable[[Actor], int] | None = None
    chord: str = field(default="", kw_only=True)
    at_foot_for: str = field(default="", kw_only=True)

    @property
    def part(self) -> str:
        """The part that names it."""
        return self.code.partition(".")[0]

    def is_open_to(self, actor: Actor) -> bool:
        """Whether the actor finds the place in the navigation."""
        permissions = (self.permission,) if isinstance(self.permission, str) else self.permission
        return actor.account_id is not None and (not self.permission or _holds_any(actor, permissions))


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as one reader sees it on one page."""

    label: str
    icon: str
    url: str
    current: bool
    count: int | None
    chord: str
    is_close: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Entries that stand together, under a heading when there are several."""

    label: str
    entries: tuple[Entry, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """The navigation as one reader sees it on one page."""

    sections: tuple[Section, ...]

    @property
    def main(self) -> tuple[Entry, ...]:
        """The places at the foot of a phone: those close to the reader, then the first that have a key of their own."""
        keyed = sorted((entry for entry in self.entries if entry.chord), key=lambda entry: not entry.is_close)
        chosen = keyed[:AT_THE_FOOT]
        return tuple(entry for entry in self.entries if entry in chosen)

    @property
    def entries(self) -> list[Entry]:
        """Every entry, in order."""
        return [entry for section in self.sections for entry in section.entries]


_headings: Registry[Heading] = Registry("the heading")
_places: Registry[Place] = Registry("the place")
heading, place = _headings.add, _places.add


def all_headings() -> list[Heading]:
    """Every declared heading."""
    return list(_headings)


def all_places() -> list[Place]:
    """Every declared place, in order: what stands in no group comes first."""
    return sorted(_places, key=lambda one: (*_rank(one.part), one.order, one.code))


def places_of(actor: Actor) -> list[Place]:
    """The places open to an actor, in order."""
    return [one for one in all_places() if one.is_open_to(actor)]


def menu(actor: Actor, path: str) -> Menu:
    """The navigation of a page; the place with the longest address above the page is the current one."""
    found = [(one, reverse(one.url_name)) for one in places_of(actor)]
    above = [url for _one, url in found if path == url or (url != "/" and path.startswith(url))]
    current = max(above, key=len, default=None)
    shown = ((one.part, _entry(one, url, actor, current=url == current)) for one, url in found)
    return Menu(tuple(_section(part, rows, actor) for part, rows in groupby(shown, key=lambda row: row[0])))


def _entry(one: Place, url: str, actor: Actor, *, current: bool) -> Entry:
    is_close = bool(one.at_foot_for) and actor.holds_anywhere(one.at_foot_for)
    return Entry(str(one.label), one.icon, url, current, one.count(actor) if one.count else None, one.chord, is_close)


def _section(part: str, rows: Iterable[tuple[str, Entry]], actor: Actor) -> Section:
    entries = tuple(entry for _part, entry in rows)
    if part not in _headings or len(entries) == 1:
        return Section("", entries, folded=False)
    kept_by = _headings[part].kept_by
    folded = bool(kept_by) and not _holds_any(actor, kept_by) and not any(entry.current for entry in entries)
    return Section(str(_headings[part].label), entries, folded)


def _rank(part: str) -> tuple[int, str]:
    return (_headings[part].order, part) if part in _headings else (0, "")


def _holds_any(actor: Actor, permissions: Iterable[str]) -> bool:
    return any(actor.holds_anywhere(permission) for permission in permissions)


def colliding(places: Iterable[Place]) -> list[str]:
    """What is wrong with the letters of places: two lead to one, or one begins as another ends; a sentence each."""
    known = sorted((one for one in places if one.chord), key=lambda one: (one.chord, one.code))
    return [
        f"g {later.chord} of {later.code} cannot be told from g {earlier.chord} of {earlier.code}"
        for at, earlier in enumerate(known)
        for later in known[at + 1 :]
        if later.chord.startswith(earlier.chord)
    ]
