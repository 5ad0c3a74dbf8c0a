"""Who and what the deeds of the demo speak of: actors by their place, documents and tasks by their key."""

from __future__ import annotations

from baro.demo.units import cell_codes, commune_codes, commune_codes_of, district_codes
from baro.documents.models import Document
from baro.org.actors import Actor
from baro.org.models import Post, Tenure, Unit
from baro.org.queries import actor_in


def place(unit: str, post: str) -> str:
    """A place as the plan writes it."""
    return f"{unit}/{post}"


class Desk:
    """Looks up each unit, post and actor once; remembers what was made under which key."""

    def __init__(self) -> None:
        self.documents: dict[str, int] = {}
        self.tasks: dict[tuple[int, str], int] = {}
        self._units: dict[str, Unit] = {}
        self._posts: dict[str, Post] = {}
        self._actors: dict[str, Actor] = {}

    def unit(self, code: str) -> Unit:
        """The unit of a code."""
        if code not in self._units:
            self._units[code] = Unit.objects.select_related("parent").get(code=code)
        return self._units[code]

    def units(self, codes: str | list[str]) -> list[Unit]:
        """The units that the plan names one by one, or as “districts”, “communes”, “communes:CODE”, “cells:CODE”."""
        wanted = codes_of(codes)
        if missing := [code for code in wanted if code not in self._units]:
            found = Unit.objects.select_related("parent").filter(code__in=missing)
            self._units |= {unit.code: unit for unit in found}
        return [self._units[code] for code in wanted]

    def post(self, name: str) -> Post:
        """The post of a place (“QN/Bí thư”)."""
        if name not in self._posts:
            unit, _slash, post = name.partition("/")
            self._posts[name] = Post.objects.select_related("unit").get(unit__code=unit, name=post)
        return self._posts[name]

    def actor(self, name: str) -> Actor:
        """Who holds the post of a place."""
        if name not in self._actors:
            tenure = Tenure.objects.select_related("person", "post__unit").get(post=self.post(name))
            self._actors[name] = actor_in(tenure)
        return self._actors[name]

    def clerk(self, register: str) -> Actor:
        """Who keeps a register: the provincial office for the committee and its standing committee."""
        return self.actor(place("QN-VPTU" if register in ("QN", "QN-BTV") else register, "Văn thư"))

    def document(self, key: str) -> Document:
        """The document of a key, as it is now."""
        found: Document = Document.objects.select_related("unit").get(pk=self.documents[key])
        return found

    def copy(self, origin: str, unit: str) -> Document:
        """What arrived in a unit when the document of a key was issued."""
        found: Document = Document.objects.get(origin=self.documents[origin], unit__code=unit)
        return found


def codes_of(named: str | list[str]) -> list[str]:
    """The codes that the plan means."""
    if isinstance(named, list):
        return named
    kind, _colon, above = named.partition(":")
    if kind == "districts":
        return district_codes()
    if kind == "cells":
        return [code for code in cell_codes() if code.startswith(f"{above}-")]
    return commune_codes_of(above) if above else commune_codes()
