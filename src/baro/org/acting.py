"""The actors of many posts at once, for what is asked about all of them: two queries for however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from baro.org.actors import Actor, Scope
from baro.org.models import Tenure
from baro.org.queries import FEW, SCOPES, actor_of_tenure, scopes_in

SCOPES_OF_MANY = f"""
    SELECT asked.post, one.* FROM unnest(%(posts)s::bigint[]) AS asked(post)
    CROSS JOIN LATERAL ({SCOPES.replace("%(post)s", "asked.post")}) AS one
"""  # noqa: S608 - our own statement


def actors_at(posts: Iterable[int], *, on: date | None = None) -> dict[int, Actor]:
    """Post to the actor who holds it or acts in it that day, for posts that somebody holds."""
    day, asked = on or timezone.localdate(), set(posts)
    holders = Tenure.objects.on(day).filter(post__in=asked).order_by().values("person")
    return _made([t for t in _held_by(holders, day) if t.post_id in asked], day)


def actors_of_people(people: Iterable[int], *, on: date | None = None) -> dict[int, list[Actor]]:
    """Person to the actors that they are that day, one for each of their posts in order of appointment."""
    day = on or timezone.localdate()
    found: dict[int, list[Actor]] = defaultdict(list)
    for actor in _made(_held_by(list(people), day), day).values():
        found[actor.person_id or 0].append(actor)
    return found


def _held_by(people: Any, day: date) -> list[Tenure]:
    """All tenures of some people that day, whichever of their posts was asked for: what is one's own counts them."""
    held = Tenure.objects.on(day).filter(person__in=people).select_related("person", "post__unit")
    return list(held.order_by("pk"))


def _made(tenures: list[Tenure], day: date) -> dict[int, Actor]:
    """The actors of tenures by post; of two who share a post, the one who was appointed first."""
    first: dict[int, Tenure] = {}
    own: dict[int, set[int]] = defaultdict(set)
    for tenure in tenures:
        first.setdefault(tenure.post_id, tenure)
        own[tenure.person_id].add(tenure.post_id)
    scopes = _scopes_at(list(first), day)
    return {
        post: actor_of_tenure(tenure, tuple(scopes[post]), posts=tuple(sorted(own[tenure.person_id])))
        for post, tenure in first.items()
    }


def _scopes_at(posts: list[int], day: date) -> dict[int, list[Scope]]:
    found: dict[int, list[Scope]] = defaultdict(list)
    if posts:
        with connection.cursor() as cursor:
            cursor.execute(SCOPES_OF_MANY, {"posts": posts, "day": day, "most": FEW + 1})
            for post, *row in cursor.fetchall():
                found[post] += scopes_in([row])
    return found
