"""Finding anything by its words: each part says how its records are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.kernel.registry import Registry
from baro.org.actors import Actor
from baro.trail.words import fold
from baro.ui.frame.navigation import places_of

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, what tells it apart, where it is; what is no more stands last."""

    title: str
    detail: str
    url: str
    is_past: bool = False


Find = Callable[[Actor, str, int], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Source:
    """Something that can be searched."""

    code: str
    label: Any
    icon: str
    find: Find
    order: int = 50


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one source."""

    code: str
    label: Any
    icon: str
    hits: list[Hit]


_sources: Registry[Source] = Registry("the source")
source = _sources.add


def plain_words(typed: str) -> str:
    """What was typed into a search box, without signs that cannot be stored, cut to a reasonable length."""
    return " ".join(typed.replace("\x00", " ").split())[:LONGEST]


def search(actor: Actor, typed: str, *, limit: int) -> list[Group]:
    """The hits of every source that has some, at most ``limit`` each, what is called so first; nothing for no words."""
    words = plain_words(typed)
    if not words:
        return []
    ordered = sorted(_sources, key=lambda s: (s.order, s.code))
    folded = fold(words)
    groups = (Group(s.code, s.label, s.icon, _nearest(s.find(actor, words, limit), folded)) for s in ordered)
    return sorted((group for group in groups if group.hits), key=lambda group: _farness(group.hits[0], folded))


def _nearest(hits: Iterable[Hit], folded: str) -> list[Hit]:
    """The hits, those first whose name is nearest to the words; what is no more behind all others."""
    return sorted(hits, key=lambda hit: (hit.is_past, _farness(hit, folded)))


def _farness(hit: Hit, folded: str) -> int:
    """How far the name of a hit is from the words: the very words, all words within it, words of its text."""
    title = fold(hit.title)
    return 0 if title == folded else 1 if folded in title else 2


def places_named(actor: Actor, typed: str) -> Group:
    """The places of the navigation whose name holds the words; all of them for no words."""
    words = fold(plain_words(typed))
    named = [place for place in places_of(actor) if words in fold(str(place.label))]
    hits = [Hit(str(place.label), "", reverse(place.url_name)) for place in named]
    return Group("places", _("Places"), "compass", hits)
