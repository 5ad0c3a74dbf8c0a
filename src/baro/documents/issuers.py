"""Issuers by the names under which they are known: from the organisation, and from what the registers hold."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from baro.documents.likeness import key_of_issuer
from baro.documents.models import Direction, Document
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.trail.words import with_words

# So many of the newest entries are looked through: who writes often is among them, and a large register costs no more.
NEWEST = 3000
# A sign or two may be misread in a long name.
NEARLY = 0.94
MOST_UNITS = 50


def of_registers(actor: Actor) -> dict[str, str]:
    """The issuers of the newest entries that the actor sees in their registers: by their keys, the newest spelling."""
    rows = Document.objects.in_registers_of(actor).filter(direction=Direction.INCOMING).order_by("-entered_on", "-pk")
    names: dict[str, str] = {}
    for name in rows.values_list("issuer", flat=True)[:NEWEST]:
        names.setdefault(key_of_issuer(name), name)
    return names


def _of_units(words: str) -> dict[str, str]:
    found = with_words(Unit.objects.open(), words).order_by("path")  # sees: names of units are no secret inside
    return {key_of_issuer(name): name for name in found.values_list("name", flat=True)[:MOST_UNITS]}


def known_name(issuer: str, actor: Actor) -> str:
    """The name under which an issuer is known that was read on a paper; empty for one that nobody knows."""
    key = key_of_issuer(issuer)
    names = {**of_registers(actor), **_of_units(issuer)} if key else {}
    near = get_close_matches(key, names, n=1, cutoff=NEARLY)
    return names[near[0]] if near else ""


def with_words_of(words: str, actor: Actor, limit: int) -> list[str]:
    """Known issuers whose names have the words, those of the organisation first."""
    asked = key_of_issuer(words).split()
    ours: Iterable[Any] = _of_units(words).items() if asked else ()
    theirs = ((key, name) for key, name in of_registers(actor).items() if all(word in key for word in asked))
    return list(dict([*ours, *theirs]).values())[:limit]
