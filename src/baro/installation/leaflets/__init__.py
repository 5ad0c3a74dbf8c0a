"""Leaflets: what somebody new does on the first day, every day, and when something is wrong; data beside this file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.kernel import verbs
from baro.kernel.rulebook.body import Entry, Names, Text
from baro.org.actors import Actor
from baro.ui.frame.navigation import all_places

HERE = Path(__file__).parent
ELSEWHERE = {  # pages that stand in no menu of places
    "ui.profile": _("My profile"),
    "ui.calendar_page": _("Calendar"),
    "installation.without_account": _("People without an account"),
}


class Step(Entry):
    """One thing to do; ``page`` is where, for who holds the ``permission``, ``button`` the verb that does it."""

    words: Names
    page: str = ""
    permission: str = ""
    button: str = ""

    @property
    def pressed(self) -> str:
        """What stands on the button."""
        return str(verbs.verb(self.button).label) if self.button else ""


class Part(Entry):
    """Steps that belong together."""

    title: Names
    steps: tuple[Step, ...]


class Leaflet(Entry):
    """What whoever holds the ``permission`` has to know; without one, everybody."""

    code: Text
    order: int
    permission: str
    names: Names
    about: Names
    parts: tuple[Part, ...]

    def is_for(self, actor: Actor) -> bool:
        """Whether it tells of the actor's own work."""
        return not self.permission or actor.holds_anywhere(self.permission)


@dataclass(frozen=True, slots=True)
class Shown:
    """A step as a reader sees it, with the page that is open to them."""

    words: str
    pressed: str
    url: str
    label: str


@cache
def leaflets() -> dict[str, Leaflet]:
    """The leaflets by their codes, in order."""
    found = (Leaflet.model_validate(tomllib.loads(file.read_text("utf-8"))) for file in HERE.glob("*.toml"))
    return {one.code: one for one in sorted(found, key=lambda one: one.order)}


def shown(leaflet: Leaflet, actor: Actor) -> list[tuple[str, list[Shown]]]:
    """The parts of a leaflet with their steps; a link stands only where the reader may go."""
    mine = leaflet.is_for(actor)
    return [(str(part.title), [_shown(step, actor, mine=mine) for step in part.steps]) for part in leaflet.parts]


def _shown(step: Step, actor: Actor, *, mine: bool) -> Shown:
    opens = step.page and mine and (not step.permission or actor.holds_anywhere(step.permission))
    return Shown(
        str(step.words), step.pressed, reverse(step.page) if opens else "", label_of(step.page) if opens else ""
    )


def label_of(url_name: str) -> str:
    """What a page is called where people find it: in the menu, or on the button that leads there."""
    names = {one.url_name: one.label for one in all_places()} | ELSEWHERE
    return str(names[url_name] if url_name in names else verbs.verb(url_name).label)
