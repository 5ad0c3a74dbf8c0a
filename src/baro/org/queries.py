"""Questions about the organisation."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from baro.org.actors import ActiveDelegation, Actor, Limits, Proof, Scope
from baro.org.flow import State
from baro.org.models import (
    Account,
    Mandate,
    Person,
    Post,
    PostFacts,
    Reorganisation,
    Tenure,
    Term,
    Unit,
    UnitFacts,
    keys_of,
)
from baro.org.timeline import Stretch, united


def tenures_of(account: Account, on: date) -> list[Tenure]:
    """The posts in which the account's person may act that day, the preferred one first."""
    if account.person_id is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(TENURES, [account.person_id, on])
        tenures = [_tenure(*row) for row in cursor.fetchall()]
    return sorted(tenures, key=lambda tenure: tenure.post_id != account.acting_post_id)


# Asked by every request: making these statements anew each time would take longer than the database needs for them.
TENURES = """
    SELECT tenure.id, tenure.person_id, person.name, tenure.post_id, post.name, post.rank,
           unit.id, unit.path, unit.code, unit.name, unit.kind
    FROM org_tenure tenure JOIN org_person person ON person.id = tenure.person_id
    JOIN org_post post ON post.id = tenure.post_id JOIN org_unit unit ON unit.id = post.unit_id
    WHERE tenure.person_id = %s AND tenure.superseded_id IS NULL AND tenure.period @> %s::date ORDER BY tenure.id
"""
# What lies below a path is found between it and "…/9/" turned into "…/90": the sign "0" follows the sign "/". Who has
# a permission in exactly one unit has it for the closed units that it follows, whose steps begin with a tilde.
SCOPES = """
    SELECT carried.*, CASE WHEN carried.includes_below THEN ARRAY(
        SELECT below.id FROM org_unit below
        WHERE below.path ~>=~ carried.path AND below.path ~<~ (rtrim(carried.path, '/') || '0') LIMIT %(most)s
    ) ELSE carried.id || ARRAY(
        SELECT closed.id FROM org_unit closed
        WHERE closed.path ~>=~ (carried.path || '~') AND closed.path ~<~ (carried.path || chr(127)) LIMIT %(most)s
    ) END
    FROM (
        SELECT unit.id, unit.path, mandate.includes_below, mandate.permissions,
               NULL, NULL, NULL, NULL, mandate.limited_to, NULL, NULL
        FROM org_mandate mandate JOIN org_unit unit ON unit.id = mandate.unit_id WHERE mandate.post_id = %(post)s
        UNION ALL
        SELECT unit.id, unit.path, given.includes_below, baro_delegated(given.id, %(day)s),
               given.id, delegator.name || ', ' || seat.name, upper(given.period) - 1, given.mark, given.limited_to,
               given.may_redelegate, given.redelegated_from_id IS NOT NULL
        FROM org_delegation given JOIN org_unit unit ON unit.id = given.unit_id
        JOIN org_post delegator ON delegator.id = given.delegator_id JOIN org_unit seat ON seat.id = delegator.unit_id
        WHERE given.delegate_id = %(post)s AND given.revoked_id IS NULL AND given.period @> %(day)s::date
    ) AS carried
"""
FEW = 12  # units named one by one: the database then knows how little it has to look at


def _tenure(pk: int, *row: Any) -> Tenure:
    """The tenure of a row with its person, post and unit; columns that were not read are read when asked for."""
    person_id, person_name, post_id, post_name, rank, *unit_row = row
    unit = Unit.from_db(None, ("id", "path", "code", "name", "kind"), unit_row)
    post = Post.from_db(None, ("id", "unit_id", "name", "rank"), (post_id, unit.pk, post_name, rank))
    tenure = Tenure.from_db(None, ("id", "person_id", "post_id"), (pk, person_id, post_id))
    post.unit, tenure.post = unit, post
    tenure.person = Person.from_db(None, ("id", "name"), (person_id, person_name))
    return tenure


def _scopes(post_id: int, day: date) -> Iterator[Scope]:
    """What the post carries by its mandates and by the delegations in force that day."""
    with connection.cursor() as cursor:
        cursor.execute(SCOPES, {"post": post_id, "day": day, "most": FEW + 1})
        return scopes_in(cursor.fetchall())


def scopes_in(rows: Iterable[Sequence[Any]]) -> Iterator[Scope]:
    """The scopes that the rows of the statement tell."""
    for _unit, path, below, permissions, delegation, delegator, last, mark, limited_to, *passing, units in rows:
        limits = Limits.of(json.loads(limited_to))
        delegated = delegation and ActiveDelegation(delegation, delegator, last, mark, limits, *passing)
        few = tuple(units) if len(units) <= FEW else ()
        yield from (Scope(permission, path, below, few, delegated, limits) for permission in permissions or ())


def actor_in(
    tenure: Tenure,
    *,
    on: date | None = None,
    account_id: int | None = None,
    request_id: uuid.UUID | None = None,
    proof: Proof | None = None,
    among: Iterable[Tenure],
) -> Actor:
    """The actor that a tenure makes: one query for the mandates of the post and the delegations to it.

    ``proof`` is asked again whenever the actor writes; ``among`` are all tenures of the person that day: what is not
    one's own is asked of all of them.
    """
    scopes = tuple(_scopes(tenure.post_id, on or timezone.localdate()))
    held = tuple(one.post_id for one in among)
    return actor_of_tenure(tenure, scopes, posts=held, account_id=account_id, request_id=request_id, proof=proof)


def actor_of_tenure(tenure: Tenure, scopes: tuple[Scope, ...], *, posts: tuple[int, ...], **signed_in: Any) -> Actor:
    """The actor that a tenure makes, with what its post carries; ``posts`` are all of the person's."""
    post = tenure.post
    return Actor(
        person_id=tenure.person_id,
        post_id=tenure.post_id,
        unit_id=post.unit_id,
        unit_path=post.unit.path,
        name=tenure.person.name,
        title=f"{tenure.person.name}, {post.name}, {post.unit.name}",
        scopes=scopes,
        posts=posts,
        **signed_in,
    )


def actors_of(person_id: int, *, on: date | None = None) -> Iterator[Actor]:
    """The actors that a person is that day, one for each post that they hold, in order of appointment."""
    day = on or timezone.localdate()
    tenures = Tenure.objects.on(day).filter(person_id=person_id).select_related("person", "post__unit").order_by("pk")
    held = list(tenures)
    return (actor_in(tenure, on=day, among=held) for tenure in held)


def actor_of(person_id: int, *, on: date | None = None) -> Actor:
    """The actor of a person in the first post they hold; nobody when they hold none."""
    return next(actors_of(person_id, on=on), Actor.nobody())


def actor_at(post_id: int, *, on: date | None = None) -> Actor:
    """The actor who holds a post or acts in it that day; nobody when it is vacant."""
    held = Tenure.objects.on(on or timezone.localdate()).filter(post=post_id).order_by("pk").first()
    found = (actor for actor in actors_of(held.person_id, on=on) if actor.post_id == post_id) if held else iter(())
    return next(found, Actor.nobody())


def holder_of(post: Post, on: date) -> str:
    """The name of who holds the post that day; empty when nobody does."""
    tenure = Tenure.objects.on(on).filter(post=post).select_related("person").first()
    return tenure.person.name if tenure else ""


def holders_of(posts: Iterable[Any]) -> dict[int, str]:
    """Post id to the name of who holds the post today, for posts that somebody holds: one query."""
    held = Tenure.objects.on(timezone.localdate()).filter(post__in=posts)
    return dict(held.order_by("pk").values_list("post_id", "person__name"))


def term_of(unit: Unit, on: date) -> Term | None:
    """The term that runs that day for the unit, or for the nearest unit above it that has terms."""
    ancestors = keys_of(unit.path)
    terms = {t.unit_id: t for t in Term.objects.filter(unit_id__in=ancestors, period__contains=on)}
    return next((terms[pk] for pk in reversed(ancestors) if pk in terms), None)


def units_on(day: date, *, below: Unit | None = None, kinds: Iterable[str] = ()) -> QuerySet[UnitFacts]:
    """What was, is or will be true of every unit on a day: of those below a unit as it stood then, of some kinds.

    A unit that did not exist that day has nobody below it.
    """
    facts = UnitFacts.objects.on(day).select_related("parent")
    if below is not None:
        root = UnitFacts.objects.on(day).filter(unit=below).first()
        facts = facts.below(root.path) if root else facts.none()
    return (facts.of_kinds(kinds) if kinds else facts).order_by("path")


def posts_with(permission: str, unit: Unit) -> list[int]:
    """The posts whose mandate carries a permission exactly in the unit: those who decide there, not everybody above."""
    return list(
        Mandate.objects.filter(unit=unit, permissions__contains=[permission])
        .order_by("post_id")
        .values_list("post_id", flat=True)
    )


def keepers_of(unit: Unit) -> list[int]:
    """The posts that keep the organisation of a unit."""
    return carriers_of(unit, "org.organise")


def deciders_of(unit: Unit) -> list[int]:
    """The posts that decide about the organisation of a unit."""
    return carriers_of(unit, "org.decide")


def carriers_of(unit: Unit, permission: str) -> list[int]:
    """The posts with a permission in a unit, or above it and reaching below."""
    here, above = Q(unit=unit), Q(unit__in=unit.above, includes_below=True)
    carried = Mandate.objects.filter(here | above, permissions__contains=[permission])
    return list(carried.order_by("post_id").values_list("post_id", flat=True).distinct())


def due_reorganisations(today: date) -> QuerySet[Reorganisation]:
    """Signed reorganisations whose day has come, the earliest first: a later one may build on it."""
    return Reorganisation.objects.filter(state=State.SIGNED, effective_on__lte=today).order_by("effective_on", "pk")


def holders(on: date) -> dict[int, str]:
    """Post id to the name of its holder that day, for a page that shows many posts."""
    return dict(Tenure.objects.on(on).values_list("post_id", "person__name"))


def keeping_posts() -> list[int]:
    """The open posts that keep the organisation of something."""
    kept = Mandate.objects.filter(permissions__contains=["org.organise"], post__closed_on=None)
    return list(kept.order_by("post_id").values_list("post_id", flat=True).distinct())


CHANGEABLE: dict[type[Unit | Post], tuple[str, ...]] = {
    Unit: ("name", "kind", "code", "suffix"),
    Post: ("name", "rank", "quota"),
}


def day_of(record: Unit | Post) -> date:
    """The day of which the row of a unit or post speaks: today or, when it is closed, its last one."""
    return record.closed_on - timedelta(days=1) if record.closed_on else timezone.localdate()


def line_of(record: Unit | Post) -> list[Stretch]:
    """What is believed of a unit or post over time, in order of days."""
    facts: Any = record.facts
    around = {"id", "period", "recorded_id", "superseded_id", f"{record._meta.model_name}_id"}
    names = [found.attname for found in facts.model._meta.concrete_fields if found.attname not in around]
    return [
        Stretch(row.period.lower, row.period.upper, {name: getattr(row, name) for name in names}, row.pk)
        for row in facts.filter(superseded=None).order_by("period")
    ]


def called_over_time(tenures: Iterable[Tenure]) -> dict[int, list[Stretch]]:
    """By tenure what its post and the unit of that were called (``post``, ``unit``), in order of days: two queries.

    A reorganisation may take a post with its holder into another unit (``unit_id``). The tenure is told whole: of days
    of which nothing is known, the nearest that is known is told.
    """
    held = list(tenures)
    posts = PostFacts.objects.current().filter(post__in={tenure.post_id for tenure in held}).order_by("period")
    placed = _grouped(posts, "post_id")
    units = UnitFacts.objects.current().filter(unit__in={row.unit_id for row in posts}).order_by("period")
    named = _grouped(units, "unit_id")
    return {
        tenure.pk: _whole(tenure, [(post, unit) for post in placed[tenure.post_id] for unit in named[post.unit_id]])
        for tenure in held
    }


def _whole(tenure: Tenure, told: list[tuple[PostFacts, UnitFacts]]) -> list[Stretch]:
    """What is told of the days of a tenure, from its first to its last."""
    first, after = tenure.period.lower, tenure.period.upper
    line = []
    for post, unit in told:
        firsts, afters = zip(*((row.period.lower, row.period.upper) for row in (tenure, post, unit)), strict=True)
        begun = max((day for day in firsts if day), default=None)
        ended = min((day for day in afters if day), default=None)
        if begun is None or ended is None or begun < ended:
            values = {"unit_id": post.unit_id, "post": post.name, "unit": unit.name}
            line.append(Stretch(begun, ended, values))
    if not line:
        today = tenure.post
        line = [Stretch(first, after, {"unit_id": today.unit_id, "post": today.name, "unit": today.unit.name})]
    line[0] = replace(line[0], first=first)
    line[-1] = replace(line[-1], after=after)
    return united(line)


def _grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def people_seen(actor: Actor, people: Iterable[Person | None]) -> set[int]:
    """The keys of those of the people whose page the actor may open."""
    keys = {person.pk for person in people if person}
    return set(Person.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
