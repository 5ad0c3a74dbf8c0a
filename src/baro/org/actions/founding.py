"""Founding units, opening posts in them, appointing people: set-based, because a province has thousands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db import connection, models, transaction
from psycopg.types.range import DateRange

from baro.kernel.decisions import require
from baro.org.actors import Actor
from baro.org.models import Mandate, Person, Post, PostRank, Tenure, Term, Unit, UnitFacts, UnitKind
from baro.org.verbs import APPOINT, FOUND
from baro.trail.changes import tell_many

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Founding:
    """A unit to be founded below the unit of code ``parent`` (empty for a root)."""

    code: str
    name: str
    kind: UnitKind
    parent: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """Duties that a post carries in the unit of a code, or in it and everything below."""

    unit: str
    duties: tuple[str, ...]
    below: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """A post in the unit of a code, with what it carries and who holds it (empty: vacant)."""

    unit: str
    post: str
    holder: str = ""
    rank: PostRank = PostRank.STAFF
    carries: tuple[Carried, ...] = field(default=())


def _new_keys(model: type[models.Model], count: int) -> list[int]:
    """Primary keys reserved from the table's sequence, because a unit's path holds its own key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def found(plans: Sequence[Founding], *, since: date, by: Actor) -> dict[str, Unit]:
    """Found units, parents before children; returns them by code.

    Raises KeyError for an unknown parent, and the refusal of the policy.
    """
    with transaction.atomic():
        parents = {plan.parent for plan in plans} - {plan.code for plan in plans}
        known = {unit.code: unit for unit in Unit.objects.open().filter(code__in=parents)}
        units: dict[str, Unit] = {}
        for key, plan in zip(_new_keys(Unit, len(plans)), plans, strict=True):
            parent = (units | known)[plan.parent] if plan.parent else None
            unit = Unit(pk=key, code=plan.code, name=plan.name, kind=plan.kind, suffix=plan.suffix, parent=parent)
            unit.path = f"{parent.path if parent else ''}{key}/"
            require(by, FOUND, unit)
            units[plan.code] = unit
        Unit.objects.bulk_create(units.values(), batch_size=2000)
        UnitFacts.objects.bulk_create((_first_facts(unit, since) for unit in units.values()), batch_size=2000)
        tell_many(FOUND, [(unit, {}) for unit in units.values()], by=by, facts={"since": since})
    return units


def _first_facts(unit: Unit, since: date) -> UnitFacts:
    """What is true of a unit from its first day on."""
    return UnitFacts(
        unit=unit,
        period=(since, None),
        parent=unit.parent,
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        suffix=unit.suffix,
    )


def begin_term(unit: Unit, name: str, *, first: date, last: date | None = None) -> Term:
    """Let a term of a committee run from its first day to its last (both within)."""
    return Term.objects.create(unit=unit, name=name, period=DateRange(first, last, "[]"))


def open_posts(openings: Iterable[Opening], *, since: date, by: Actor) -> list[Post]:
    """Open posts with their mandates and appoint their holders; one person of a name holds all posts of that name here.

    Raises KeyError for an unknown unit, and the refusal of the policy.
    """
    wanted = list(openings)
    with transaction.atomic():
        codes = {opening.unit for opening in wanted} | {c.unit for o in wanted for c in o.carries}
        units = {unit.code: unit for unit in Unit.objects.open().filter(code__in=codes)}
        posts = [Post(unit=units[o.unit], name=o.post, rank=o.rank) for o in wanted]
        for post in posts:
            require(by, APPOINT, post)
        Post.objects.bulk_create(posts, batch_size=2000)
        Mandate.objects.bulk_create(
            Mandate(post=post, unit=units[c.unit], reaches_below=c.below, duties=list(c.duties))
            for post, opening in zip(posts, wanted, strict=True)
            for c in opening.carries
        )
        _appoint(zip(posts, wanted, strict=True), since=since, by=by)
    return posts


def _appoint(places: Iterable[tuple[Post, Opening]], *, since: date, by: Actor) -> None:
    """Give each post its holder, and tell it."""
    filled = [(post, opening.holder) for post, opening in places if opening.holder]
    people = {name: Person(name=name) for _post, name in filled}
    Person.objects.bulk_create(people.values(), batch_size=2000)
    tenures = [Tenure(person=people[name], post=post, period=(since, None)) for post, name in filled]
    Tenure.objects.bulk_create(tenures, batch_size=2000)
    tell_many(APPOINT, [(post, {"name": name}) for post, name in filled], by=by, facts={"since": since})
