"""The organisation as it stood, stands or will stand on a day: one level of its tree at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, Func, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce

from baro.org.actors import Actor
from baro.org.models import PostRank, Tenure, TenureKind, Unit, UnitFacts, UnitKind, by_level, keys_of
from baro.org.queries import units_on
from baro.trail.alphabet import Alphabetical
from baro.trail.words import with_words

SHOWN = 300  # units of one level; a longer level is searched
TOLD = ("name", "kind", "code", "suffix")
KINDS = {kind: place for place, kind in enumerate(UnitKind.values)}


@dataclass(frozen=True, slots=True)
class Head:
    """Who leads a unit on a day."""

    person_id: int
    name: str
    is_acting: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit of the tree: its facts of the day, its head, how many units stand below it.

    ``other`` are its facts on the day beside, None when it did not exist then; ``where`` names the unit above;
    ``planned`` says what a signed plan does to it until that day.
    """

    facts: UnitFacts
    head: Head | None = None
    below: int = 0
    other: UnitFacts | None = None
    where: str = ""
    planned: Any = ""

    @property
    def is_renamed(self) -> bool:
        """Whether it is called otherwise on the day beside."""
        return self.other is not None and self.other.name != self.facts.name

    @property
    def is_moved(self) -> bool:
        """Whether it stands below another unit on the day beside."""
        return self.other is not None and self.other.parent_id != self.facts.parent_id

    @property
    def is_changed(self) -> bool:
        """Whether anything else is said of it on the day beside."""
        return self.other is not None and any(getattr(self.other, n) != getattr(self.facts, n) for n in TOLD)


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many units of a kind stand below, on the day and on the day beside."""

    kind: str
    label: str
    count: int
    other: int = 0

    @property
    def is_changed(self) -> bool:
        """Whether there are more or fewer on the day beside."""
        return self.count != self.other


class Picture:
    """What an actor sees of the organisation on a day; every question is one query, however many units there are."""

    def __init__(self, day: date, actor: Actor, *, beside: date | None = None) -> None:
        self.day = day
        self.actor = actor
        self.beside = beside

    @cached_property
    def visible(self) -> QuerySet[Any]:
        """The keys of the units that the actor sees."""
        return Unit.objects.visible_to(self.actor).order_by().values("pk")

    @cached_property
    def facts(self) -> Any:
        """What is true that day of the units that the actor sees."""
        return units_on(self.day).filter(unit__in=self.visible)

    def named(self, code: str) -> UnitFacts | None:
        """The unit that bore the code that day."""
        return self.facts.filter(code=code).first()

    def of(self, unit: int) -> UnitFacts | None:
        """What was true of a unit that day."""
        return self.facts.filter(unit=unit).first()

    def tops(self) -> list[UnitFacts]:
        """The units above which the actor sees nothing."""
        return list(self.facts.exclude(parent__in=self.visible)[:SHOWN])

    def above(self, facts: UnitFacts) -> list[UnitFacts]:
        """The units above that day, from the top, as far as the actor sees them."""
        return list(self.facts.filter(unit__in=keys_of(facts.path)[:-1]))

    def level(self, parent: UnitFacts) -> list[Branch]:
        """The units directly below one."""
        found = list(ordered(self.facts.filter(parent=parent.unit_id))[: SHOWN + 1])
        key = Func(
            Func(F("path"), Value(len(parent.path) + 1), function="substr"),
            Value("/"),
            Value(1),
            function="split_part",
            output_field=CharField(),
        )
        return self._branches(found, self.facts.below(parent.path).exclude(pk=parent.pk), key)

    def top_level(self, tops: Sequence[UnitFacts]) -> list[Branch]:
        """The units above which nothing is seen, as a level."""
        whens = [When(path__startswith=top.path, then=Value(str(top.unit_id))) for top in tops]
        return self._branches(list(tops), self.facts, Case(*whens, output_field=CharField()) if whens else Value(""))

    def hits(self, rows: QuerySet[UnitFacts]) -> list[Branch]:
        """Units found by words or kind, with the unit above each."""
        found = list(ordered(rows)[: SHOWN + 1])
        above = {facts.parent_id for facts in found}
        names = dict(units_on(self.day).filter(unit__in=above).values_list("unit_id", "name"))
        heads, others = self._heads(found), self._others(found)
        return [
            Branch(f, heads.get(f.unit_id), other=others.get(f.unit_id), where=names.get(f.parent_id or 0, ""))
            for f in found
        ]

    def narrowed(self, below: UnitFacts | None, words: str, kind: str, *, changed: bool = False) -> QuerySet[Any]:
        """The units below one that fit the words and the kind; on demand only those that differ on the day beside."""
        rows: Any = self.facts.below(below.path) if below else self.facts
        rows = rows.of_kinds([kind]) if kind else rows
        rows = rows.exclude(Exists(self._same)) if changed else rows
        return with_words(rows, words) if words else rows

    @property
    def _same(self) -> QuerySet[Any]:
        """The facts that say the same of a unit on the day beside, whatever became of the units above it."""
        told = {name: OuterRef(name) for name in ("unit", *TOLD)} | {"above": Coalesce(OuterRef("parent"), 0)}
        return UnitFacts.objects.on(self.beside or self.day).alias(above=Coalesce("parent", 0)).filter(**told)

    def kinds(self, below: UnitFacts | None) -> dict[str, int]:
        """How many units of each kind stand below one, or are seen at all."""
        rows = self.facts.below(below.path).exclude(unit=below.unit_id) if below else self.facts
        return dict(rows.order_by().values_list("kind").annotate(count=Count("pk")))

    def _branches(self, found: list[UnitFacts], below: QuerySet[UnitFacts], key: Any) -> list[Branch]:
        counted = below.order_by().annotate(key=key).values_list("key").annotate(count=Count("pk"))
        counts = {int(pk): count for pk, count in counted if pk}
        heads, others = self._heads(found), self._others(found)
        return [Branch(f, heads.get(f.unit_id), counts.get(f.unit_id, 1) - 1, others.get(f.unit_id)) for f in found]

    def _heads(self, found: Iterable[UnitFacts]) -> dict[int, Head]:
        """Unit to its head that day: who holds the post, else who acts in it."""
        held = (
            Tenure.objects.on(self.day)
            .filter(
                post__facts__superseded=None,
                post__facts__period__contains=self.day,
                post__facts__unit__in=[facts.unit_id for facts in found],
                post__facts__rank=PostRank.HEAD,
            )
            .order_by("-pk")
            .values_list("post__facts__unit_id", "person_id", "person__name", "kind")
        )
        heads: dict[int, Head] = {}
        for unit, person, name, kind in held:
            if unit not in heads or kind == TenureKind.HOLDER:
                heads[unit] = Head(person, name, kind == TenureKind.ACTING)
        return heads

    def _others(self, found: Iterable[UnitFacts]) -> dict[int, UnitFacts]:
        """What is true of the units on the day beside."""
        if self.beside is None:
            return {}
        return {f.unit_id: f for f in UnitFacts.objects.on(self.beside).filter(unit__in=[x.unit_id for x in found])}


def ordered(rows: QuerySet[UnitFacts]) -> QuerySet[UnitFacts]:
    """Level by level, by kind as the kinds are declared, then by name."""
    return rows.order_by(*by_level(name=Alphabetical("name")), "pk")


def kind_counts(here: dict[str, int], beside: dict[str, int] | None = None) -> list[KindCount]:
    """The counts by kind of one day, or of two."""
    other = beside or {}
    return [
        KindCount(kind, str(UnitKind(kind).label), here.get(kind, 0), other.get(kind, 0))
        for kind in KINDS
        if kind in here or kind in other
    ]
