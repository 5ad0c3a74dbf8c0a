"""Giving the organisation out as the same four lists, as it was on a day: what is given out can be imported again.

A list says what is true on the day and since when. So that it fits together in an empty organisation too, nothing is
said to begin before the unit above it, or before the unit or post that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Upper

from baro.org.actors import Actor
from baro.org.importing.known import OWN_KEY
from baro.org.models import Person, Post, PostFacts, Tenure, Unit, UnitFacts

Values = dict[str, Any]
CHUNK = 2000
FIRST_OF_UNITS = """
    SELECT unit_id, min(lower(period)) FROM org_unitfacts WHERE superseded_id IS NULL GROUP BY unit_id
"""
# Since when a post is in the unit in which it is on the day.
FIRST_OF_POSTS = """
    SELECT post_id, max(first) FROM (
        SELECT post_id, lower(period) AS first, lag(unit_id) OVER facts IS DISTINCT FROM unit_id AS begins
        FROM org_postfacts WHERE superseded_id IS NULL AND lower(period) <= %s
        WINDOW facts AS (PARTITION BY post_id ORDER BY lower(period))
    ) AS stretches WHERE begins GROUP BY post_id
"""


@dataclass(slots=True)
class Snapshot:
    """What the actor sees of the organisation on a day."""

    by: Actor
    day: date
    codes: dict[int, str] = field(default_factory=dict)
    since: dict[int, date] = field(default_factory=dict)
    posts: dict[int, tuple[int, str, date]] = field(default_factory=dict)  # unit, name, since

    @property
    def size(self) -> int:
        """How many rows its longest list may have."""
        return max(self._facts().count(), self._post_facts().count())

    def rows(self, shape: str) -> Iterator[Values]:
        """The rows of a list by the names of its columns."""
        self._look_at_units()
        if shape != "units":
            self._look_at_posts()
        return {"units": self._units, "posts": self._posts, "people": self._people, "tenures": self._tenures}[shape]()

    def _facts(self) -> QuerySet[UnitFacts]:
        seen = Unit.objects.visible_to(self.by).order_by().values("pk")
        return UnitFacts.objects.on(self.day).filter(unit__in=seen).order_by("path")

    def _look_at_units(self) -> None:
        """Codes of that day, and since when; those above come first, for nothing begins before what is above it."""
        if self.codes:
            return
        firsts = _days(FIRST_OF_UNITS, [])
        for unit, parent, code in self._facts().values_list("unit_id", "parent_id", "code").iterator(CHUNK):
            self.codes[unit] = code
            self.since[unit] = max(firsts[unit] or date.min, self.since.get(parent, date.min))

    def _post_facts(self) -> QuerySet[PostFacts]:
        seen = Post.objects.visible_to(self.by).order_by().values("pk")
        return PostFacts.objects.on(self.day).filter(post__in=seen).order_by("unit__path", "post_id")

    def _look_at_posts(self) -> None:
        if self.posts:
            return
        firsts = _days(FIRST_OF_POSTS, [self.day])
        for post, unit, name in self._post_facts().values_list("post_id", "unit_id", "name").iterator(CHUNK):
            if unit in self.since:
                self.posts[post] = (unit, name, max(firsts[post], self.since[unit]))

    def _units(self) -> Iterator[Values]:
        columns = ("unit_id", "parent_id", "code", "name", "kind", "suffix")
        for unit, parent, *facts in self._facts().values_list(*columns).iterator(CHUNK):
            told = dict(zip(columns[2:], facts, strict=True))
            yield told | {"parent": self.codes.get(parent, ""), "since": self.since[unit]}

    def _posts(self) -> Iterator[Values]:
        for post, *facts in self._post_facts().values_list("post_id", "name", "rank", "quota").iterator(CHUNK):
            if post in self.posts:
                unit, _name, since = self.posts[post]
                told = dict(zip(("name", "rank", "quota"), facts, strict=True))
                yield told | {"unit": self.codes[unit], "since": since}

    def _held(self) -> QuerySet[Tenure]:
        return Tenure.objects.on(self.day).filter(post__in=self._post_facts().order_by().values("post"))

    def _keys(self) -> dict[int, str]:
        """How people are named who have no number and share their name: by a key of ours."""
        shared = Person.objects.values(capitals=Upper("name")).annotate(count=Count("pk")).filter(count__gt=1)
        alike = Person.objects.annotate(capitals=Upper("name")).filter(capitals__in=shared.values("capitals"))
        return {pk: f"{OWN_KEY}{pk}" for pk in alike.filter(number=None).values_list("pk", flat=True)}

    def _people(self) -> Iterator[Values]:
        """Who holds one of the posts that day, and who was never in any."""
        keys = self._keys()
        nowhere = ~Exists(Tenure.objects.filter(person=OuterRef("pk")))
        people = Person.objects.filter(Q(pk__in=self._held().order_by().values("person")) | Q(nowhere)).order_by("pk")
        for pk, number, name in people.values_list("pk", "number", "name").iterator(CHUNK):
            yield {"number": number or keys.get(pk, ""), "name": name}

    def _tenures(self) -> Iterator[Values]:
        keys = self._keys()
        columns = ("post_id", "person_id", "person__number", "person__name", "kind", "period")
        rows = self._held().order_by("post__unit__path", "post_id", "kind", "pk").values_list(*columns)
        for post, person, number, name, kind, period in rows.iterator(CHUNK):
            if post not in self.posts:
                continue
            unit, post_name, since = self.posts[post]
            yield {
                "person": number or keys.get(person, name),
                "unit": self.codes[unit],
                "post": post_name,
                "kind": kind,
                "from": max(period.lower or date.min, since),
                "to": period.upper - timedelta(days=1) if period.upper else "",
            }


def _days(statement: str, values: list[Any]) -> dict[int, Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return dict(cursor.fetchall())
