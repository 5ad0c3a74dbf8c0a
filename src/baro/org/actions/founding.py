"""Founding units, opening posts in them, appointing people: set-based, because a province has thousands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from psycopg.types.range import DateRange

from baro.kernel.decisions import require
from baro.kernel.periods import ONE_DAY
from baro.org.actors import UNLIMITED, Actor, Limits
from baro.org.keys import new_keys
from baro.org.models import Mandate, Person, Post, PostFacts, PostRank, Tenure, Term, Unit, UnitFacts, UnitKind
from baro.org.reorganising.actions.carrying_out.units import first_facts
from baro.org.retelling.mandates import as_fact
from baro.org.retelling.saying import said_of
from baro.org.verbs import APPOINT, FOUND, OPEN
from baro.trail.changes import tell_many
from baro.trail.copying import copy_in
from baro.trail.models import Event


@dataclass(frozen=True, slots=True)
class Founding:
    """A unit to be founded below the unit of code ``parent`` (empty for a root); ``since`` where each has its day."""

    code: str
    name: str
    kind: UnitKind
    parent: str = ""
    suffix: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """Permissions that a post carries in the unit of a code, or in it and everything below, up to a limit."""

    unit: str
    permissions: tuple[str, ...]
    below: bool = False
    limits: Limits = UNLIMITED


@dataclass(frozen=True, slots=True)
class Opening:
    """A post in the unit of a code, with what it is counted as and carries, and who holds it (empty: vacant).

    ``since`` as for units.
    """

    unit: str
    post: str
    holder: str = ""
    rank: PostRank = PostRank.STAFF
    carries: tuple[Carried, ...] = field(default=())
    quota: str = ""
    since: date | None = None


def found(plans: Sequence[Founding], *, since: date, by: Actor) -> dict[str, Unit]:
    """Found units, parents before children, from a day on unless a plan names its own; returns them by code.

    Raises KeyError for an unknown parent, and the refusal of the policy.
    """
    with transaction.atomic():
        parents = {plan.parent for plan in plans} - {plan.code for plan in plans}
        known = {unit.code: unit for unit in Unit.objects.open().filter(code__in=parents)}
        units: dict[str, Unit] = {}
        for key, plan in zip(new_keys(Unit, len(plans)), plans, strict=True):
            parent = (known.get(plan.parent) or units[plan.parent]) if plan.parent else None
            unit = Unit(pk=key, code=plan.code, name=plan.name, kind=plan.kind, suffix=plan.suffix, parent=parent)
            unit.path = f"{parent.path if parent else ''}{key}/"
            require(by, FOUND, unit)
            units[plan.code] = unit
        copy_in(Unit, units.values(), keyed=True)
        days = [plan.since or since for plan in plans]
        told = [(unit, {"since": day, "said": said_of(unit)}) for unit, day in zip(units.values(), days, strict=True)]
        events = tell_many(FOUND, told, by=by, facts={})
        copy_in(UnitFacts, map(first_facts, units.values(), days, events), keyed=False)
    return units


def begin_terms(units: Iterable[Unit], name: str, *, first: date, last: date | None = None) -> list[Term]:
    """Let a term of each committee run from its first day to its last (both within)."""
    period = DateRange(first, last + ONE_DAY if last else None)
    return Term.objects.bulk_create(Term(unit=unit, name=name, period=period) for unit in units)


def open_posts(openings: Iterable[Opening], *, since: date, by: Actor) -> list[Post]:
    """Open posts with their mandates and appoint their holders; one person of a name holds all posts of that name here.

    Raises KeyError for an unknown unit, and the refusal of the policy.
    """
    wanted = list(openings)
    with transaction.atomic():
        codes = {opening.unit for opening in wanted} | {c.unit for o in wanted for c in o.carries}
        units = {unit.code: unit for unit in Unit.objects.open().filter(code__in=codes)}
        posts = [Post(unit=units[o.unit], name=o.post, rank=o.rank, quota=o.quota) for o in wanted]
        for post in posts:
            require(by, APPOINT, post)
        Post.objects.bulk_create(posts, batch_size=2000)
        mandates = [
            Mandate(
                post=post,
                unit=units[c.unit],
                includes_below=c.below,
                permissions=list(c.permissions),
                limited_to=c.limits.as_kept(),
            )
            for post, opening in zip(posts, wanted, strict=True)
            for c in opening.carries
        ]
        Mandate.objects.bulk_create(mandates)
        carried: dict[int, list[Mandate]] = {}
        for mandate in mandates:
            carried.setdefault(mandate.post_id, []).append(mandate)
        days = [opening.since or since for opening in wanted]
        told = [
            (post, {"since": day, "said": said_of(post), "carries": as_fact(carried.get(post.pk, ()))})
            for post, day in zip(posts, days, strict=True)
        ]
        opened = tell_many(OPEN, told, by=by, facts={})
        PostFacts.objects.bulk_create(map(first_facts_of, posts, days, opened), batch_size=2000)
        _appoint(zip(posts, wanted, strict=True), since=since, by=by)
    return posts


def first_facts_of(post: Post, since: date, event: Event) -> PostFacts:
    """What is true of a post from its first day on."""
    facts = {name: getattr(post, name) for name in ("unit", "name", "rank", "quota")}
    return PostFacts(post=post, period=(since, None), recorded=event, **facts)


def _appoint(places: Iterable[tuple[Post, Opening]], *, since: date, by: Actor) -> None:
    """Give each post its holder, and tell it."""
    filled = [(post, opening.holder) for post, opening in places if opening.holder]
    people = {name: Person(name=name) for _post, name in filled}
    Person.objects.bulk_create(people.values(), batch_size=2000)
    events = tell_many(APPOINT, [(post, {"name": name}) for post, name in filled], by=by, facts={"since": since})
    Tenure.objects.bulk_create(
        (
            Tenure(person=people[name], post=post, period=(since, None), recorded=event)
            for (post, name), event in zip(filled, events, strict=True)
        ),
        batch_size=2000,
    )
