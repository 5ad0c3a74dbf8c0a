"""Who and what the deeds of the demo speak of: actors by their place, documents and tasks by their key."""

from __future__ import annotations

from baro.demo.units import cell_codes, commune_codes, old_commune_codes_of
from baro.documents.models import Document
from baro.org.actors import Actor
from baro.org.models import Post, Unit
from baro.org.queries import actor_at


def place(unit: str, post: str) -> str:
    """A place as the plan writes it."""
    return f"{unit}/{post}"


class Desk:
    """Looks up each unit, post and actor once, as they stand then; remembers what was made under which key."""

    def __init__(self) -> None:
        self.documents: dict[str, int] = {}
        self.tasks: dict[tuple[int, str], int] = {}
        self.reform = 0
        self.look_again()

    def look_again(self) -> None:
        """After a reorganisation a code may be another unit's, and a post may carry other mandates."""
        self._units: dict[str, Unit] = {}
        self._posts: dict[str, Post] = {}
        self._actors: dict[int, Actor] = {}

    def unit(self, code: str) -> Unit:
        """The unit that has a code now."""
        return self.units([code])[0]

    def units(self, codes: str | list[str]) -> list[Unit]:
        """The units that the plan names one by one, or as `codes_of` says."""
        wanted = codes_of(codes)
        if missing := [code for code in wanted if code not in self._units]:
            found = Unit.objects.open().select_related("parent").filter(code__in=missing)
            self._units |= {unit.code: unit for unit in found}
        return [self._units[code] for code in wanted]

    def post(self, name: str) -> Post:
        """The post of a place (“QN/Bí thư”)."""
        if name not in self._posts:
            unit, _slash, post = name.partition("/")
            open_posts = Post.objects.open().select_related("unit")
            self._posts[name] = open_posts.get(unit=self.unit(unit), name=post)
        return self._posts[name]

    def actor(self, name: str) -> Actor:
        """Who holds the post of a place."""
        return self.holder(self.post(name).pk)

    def holder(self, post_id: int) -> Actor:
        """Who holds a post now."""
        if post_id not in self._actors:
            self._actors[post_id] = actor_at(post_id)
        return self._actors[post_id]

    def clerk(self, register: str) -> Actor:
        """Who keeps a register: the provincial office for the committee and its standing committee."""
        return self.actor(place("QN-VPTU" if register in ("QN", "QN-BTV") else register, "Văn thư"))

    def document(self, key: str) -> Document:
        """The document of a key, as it is now."""
        found: Document = Document.objects.select_related("unit").get(pk=self.documents[key])
        return found

    def copy(self, origin: str, unit: str) -> Document:
        """What arrived in a unit when the document of a key was issued."""
        found: Document = Document.objects.get(origin=self.documents[origin], unit=self.unit(unit))
        return found


def codes_of(named: str | list[str]) -> list[str]:
    """The codes that the plan means.

    A list of them; “communes” since 1 July 2025; “communes:CODE”, which stood below that district before; “cells:CODE”.
    """
    if isinstance(named, list):
        return named
    kind, _colon, above = named.partition(":")
    if kind == "cells":
        return [code for code in cell_codes() if code.startswith(f"{above}-")]
    return old_commune_codes_of(above) if above else commune_codes()
