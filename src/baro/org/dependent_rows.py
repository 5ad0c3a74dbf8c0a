"""Rows that depend on units, posts and people, and what becomes of them: every part declares its own.

When a unit or a post closes, rows move, end, or stay as history; when a post changes hands, its next holder is told of
them; when a duplicate is merged, they go to the person who stays. A guard walks the schema: a relation to a unit, a
post or a person that nobody declared fails, so that no reorganisation and no merging forgets a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.db import models
from django.db.models import Q, QuerySet

from baro.kernel.registry import Registry
from baro.kernel.verbs import Verb
from baro.kernel.wordings import wording
from baro.org.actors import Actor
from baro.org.models import Disposition, Person, Post, Reorganisation, Unit

EVERYTHING = Q()
Relation: TypeAlias = tuple[type[models.Model], str]


@dataclass(frozen=True, slots=True)
class UnitDependent:
    """Rows of a model whose ``unit`` is closed: the open ones (``only``) go as planned, all others stay as history.

    ``follows`` names a relation to a post: the rows go where that post goes. Rows get an event each of the verb
    ``told``, so that their own page says how they came there. ``part_of`` names a relation to the record with whose
    page and rights a row is read that has none of its own.
    """

    code: str
    label: Any
    model: type[models.Model]
    unit: str
    disposition: Disposition = Disposition.MOVE
    dispositions: tuple[Disposition, ...] = (Disposition.MOVE, Disposition.KEEP)
    only: Q = field(default=EVERYTHING)
    follows: str = ""
    told: Verb | None = None
    then: Callable[[list[int]], None] | None = None
    part_of: str = ""

    def disposition_in(self, reorganisation: Reorganisation) -> Disposition:
        """What the plan says becomes of the rows, or what usually does."""
        return Disposition(reorganisation.dispositions.get(self.code, self.disposition))

    def hanging_on(self, units: Any) -> models.QuerySet[Any]:
        """The rows that meet the disposition when the units close, whoever may see them."""
        return self.model._base_manager.filter(self.only, **{f"{self.unit}__in": units})

    def seen_by(self, actor: Actor, units: Any) -> models.QuerySet[Any]:
        """Those of these rows that the actor may see."""
        rows: Any = self.model._default_manager
        if self.part_of:
            whole: Any = self.model._meta.get_field(self.part_of).related_model
            seen = whole._default_manager.visible_to(actor).order_by().values("pk")
            rows = rows.filter(**{f"{self.part_of}__in": seen})
        else:
            rows = rows.visible_to(actor)
        return rows.filter(self.only, **{f"{self.unit}__in": units})


@dataclass(frozen=True, slots=True)
class PostDependent:
    """Rows of a model whose ``post`` is closed: the open ones (``only``) go to the post that answers since."""

    model: type[models.Model]
    post: str
    only: Q = field(default=EVERYTHING)


@dataclass(frozen=True, slots=True)
class HandoverItem:
    """Rows that hang on the post in any of the columns ``posts``, for its next holder to know of; each has a page.

    ``rows`` are those of every post, with all that their words need: there is no query for a row.
    """

    code: str
    label: Any
    rows: Callable[[], QuerySet[Any]]
    posts: tuple[str, ...]

    def on(self, posts: Iterable[int]) -> QuerySet[Any]:
        """The rows that hang on any of the posts."""
        keys = list(posts)
        return self.rows().filter(Q(*((f"{name}__in", keys) for name in self.posts), _connector=Q.OR))


@dataclass(frozen=True, slots=True)
class PersonReference:
    """Rows of a model whose ``person`` is the duplicate: they go to the one who stays. The label counts them."""

    label: Any
    model: type[models.Model]
    person: str

    def rows(self, person: Person) -> QuerySet[Any]:
        """Those of a person."""
        return self.model._base_manager.filter(**{self.person: person})


_of_units: Registry[UnitDependent] = Registry("what depends on a unit as")
_handed_over: Registry[HandoverItem] = Registry("what is handed over as")
_of_posts: list[PostDependent] = []
_of_people: list[PersonReference] = []
_staying: dict[Relation, str] = {}


def dependents(*declared: UnitDependent | PostDependent | HandoverItem | PersonReference) -> None:
    """Declare rows that depend on a unit, a post or a person.

    Raises ValueError when a code is declared twice.
    """
    for one in declared:
        if isinstance(one, UnitDependent):
            _of_units.add(one)
        elif isinstance(one, HandoverItem):
            _handed_over.add(one)
        elif isinstance(one, PostDependent):
            _of_posts.append(one)
        else:
            _of_people.append(one)


def stays(reason: str, model: type[models.Model], *names: str) -> None:
    """Declare relations to units, posts or people that stay as they were, and why."""
    for name in names:
        _staying[model, name] = reason


def unit_dependents() -> list[UnitDependent]:
    """Everything that depends on units, in order of declaration."""
    return list(_of_units)


def unit_dependent(code: str) -> UnitDependent:
    """The declaration of a code.

    Raises KeyError when there is none.
    """
    return _of_units[code]


wording("org.dependents", lambda code: unit_dependent(code).label)


def post_dependents() -> list[PostDependent]:
    """Everything that depends on posts and goes over to their successors."""
    return list(_of_posts)


def handover_items() -> list[HandoverItem]:
    """Everything that a handover lists, in order of declaration."""
    return list(_handed_over)


def person_references() -> list[PersonReference]:
    """Everything that goes over to who stays when people are merged, in order of declaration."""
    return list(_of_people)


def undeclared(models_known: Iterable[type[models.Model]]) -> list[str]:
    """The relations to units, posts and people that nobody declared, as ``part.Model.field``."""
    known: set[Relation] = {
        *((one.model, one.unit) for one in _of_units),
        *((one.model, one.post) for one in _of_posts),
        *((one.model, one.person) for one in _of_people),
        *_staying,
    }
    return sorted(
        f"{model._meta.label}.{found.name}"
        for model in models_known
        for found in model._meta.concrete_fields
        if (found.related_model in (Unit, Post, Person) or found.name in ("post_id", "person_id"))
        and (model, found.name) not in known
    )
