"""Who and what the deeds of the demo speak of: actors by their place, documents and tasks by their key."""

from __future__ import annotations

from datetime import date

from baro.demo.routine.book import Book
from baro.demo.units import cell_codes, commune_codes, old_commune_codes_of
from baro.documents.actions.handling import heads_of
from baro.documents.actions.numbering import series_for
from baro.documents.models import Document
from baro.documents.verbs import PRESENT, REGISTER, SIGN
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.org.models import Post, Term, Unit
from baro.org.queries import actor_at, posts_with


def place(unit: str, post: str) -> str:
    """A place as the plan writes it."""
    return f"{unit}/{post}"


class Desk:
    """Looks up each unit, post and actor once, as they stand then; remembers what was made under which key."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.documents: dict[str, int] = {}
        self.tasks: dict[tuple[int, str], int] = {}
        self.reform = 0
        self.look_again()

    def look_again(self) -> None:
        """After a reorganisation a code may be another unit's, and a post may carry other mandates."""
        self._units: dict[str, Unit] = {}
        self._posts: dict[str, Post] = {}
        self._actors: dict[int, Actor] = {}
        self._carrying: dict[tuple[int, Verb], list[int]] = {}
        self._heads: dict[int, set[int]] = {}
        self._series: dict[tuple[int, str], tuple[int, str, Term]] = {}

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

    def presenters(self, unit: Unit) -> list[int]:
        """The posts that present what is entered into a register."""
        return self._with(PRESENT, unit)

    def keepers(self, unit: Unit) -> list[int]:
        """The posts that keep a register."""
        return self._with(REGISTER, unit)

    def signatories(self, unit: Unit) -> list[int]:
        """The posts that sign for a unit."""
        return self._with(SIGN, unit)

    def _with(self, verb: Verb, unit: Unit) -> list[int]:
        if (unit.pk, verb) not in self._carrying:
            self._carrying[unit.pk, verb] = posts_with(verb.code, unit)
        return self._carrying[unit.pk, verb]

    def heads_of(self, unit: Unit) -> set[int]:
        """The posts at the head of a unit."""
        if unit.pk not in self._heads:
            self._heads[unit.pk] = heads_of([unit])
        return self._heads[unit.pk]

    def series(self, unit: Unit, kind: str, day: date) -> tuple[int, str, Term]:
        """Who keeps the counter for a type of document on a day, its series and the term."""
        known = self._series.get((unit.pk, kind))
        if known is None or day not in known[2].period:
            holder, series, term = series_for(unit, kind, on=day)
            assert term is not None  # noqa: S101 - every unit of the demo numbers by terms
            known = self._series[unit.pk, kind] = (holder.pk, series, term)
        return known

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
