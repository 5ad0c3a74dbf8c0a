"""The organisation as far as a file speaks of it: read with a few questions, whatever the number of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Upper

from baro.org.actors import Actor
from baro.org.models import Person, Post, Tenure, Unit
from baro.sheets.reading import Lists
from baro.sheets.shapes import plainly

OWN_KEY = "~"  # before the key of a person without a number in a file that Baro gave out
KEEPS, SEES = "org.organise", "org.see"
# Since when a unit stands where it stands today: the first day of the last stretch of facts with one path.
FIRST_DAYS = """
    SELECT unit_id, min(first), max(first) FILTER (WHERE begins) FROM (
        SELECT unit_id, lower(period) AS first,
               lag(path) OVER facts IS DISTINCT FROM path
               OR lag(upper(period)) OVER facts IS DISTINCT FROM lower(period) AS begins
        FROM org_unitfacts WHERE superseded_id IS NULL AND unit_id = ANY(%s)
        WINDOW facts AS (PARTITION BY unit_id ORDER BY lower(period))
    ) AS stretches GROUP BY unit_id
"""
POST_DAYS = """
    SELECT post_id, min(lower(period)) FROM org_postfacts
    WHERE superseded_id IS NULL AND post_id = ANY(%s) GROUP BY post_id
"""


@dataclass(slots=True)
class KnownUnit:
    """An open unit: what is recorded, since when it exists and stands there, whether the actor sees and keeps it."""

    pk: int
    code: str
    name: str
    kind: str
    suffix: str
    path: str
    parent: str
    parent_id: int | None
    seen: bool
    kept: bool
    kept_below: bool
    first: date | None = None
    stands: date | None = None


@dataclass(slots=True)
class KnownPost:
    """An open post."""

    pk: int
    unit: KnownUnit
    name: str
    rank: str
    quota: str
    first: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody's recorded days in a post, both within; an open end is None."""

    person: int
    name: str
    kind: str
    first: date
    last: date | None


@dataclass(slots=True)
class Known:
    """What is recorded of the units, posts and people that the lists name."""

    units: dict[str, KnownUnit] = field(default_factory=dict)
    names: dict[tuple[int, str, str], str] = field(default_factory=dict)  # parent, kind, name: the code
    posts: dict[tuple[str, str], list[KnownPost]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, Person] = field(default_factory=dict)
    people: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, Person] = field(default_factory=dict)
    held: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))

    def person(self, written: str) -> list[Person]:
        """Whom a number, a key of ours, or a name means."""
        if one := self.numbers.get(written) or self.keys.get(written):
            return [one]
        return self.people.get(plainly(written), [])


def known_of(lists: Lists, by: Actor) -> Known:
    """What is recorded of everything that the lists name."""
    known = Known()
    _units(known, lists, by)
    _names(known, lists)
    _posts(known)
    _people(known, lists)
    return known


def _codes(lists: Lists) -> set[str]:
    """Every code of a unit that stands somewhere."""
    codes = {row[column] for row in lists.rows["units"] for column in ("code", "parent")}
    codes |= {row["unit"] for shape in ("posts", "tenures") for row in lists.rows[shape]}
    return (codes | {code for row in lists.rows["posts"] for code, _name in likes(row["like"])}) - {""}


def likes(written: str) -> list[tuple[str, str]]:
    """The ways in which CODE/post may be meant: either may hold a stroke itself."""
    parts = written.split("/")
    return [("/".join(parts[:at]).strip(), "/".join(parts[at:]).strip()) for at in range(1, len(parts))]


def _units(known: Known, lists: Lists, by: Actor) -> None:
    columns = ("pk", "code", "name", "kind", "suffix", "path", "parent__code", "parent_id")
    rows = Unit.objects.open().filter(code__in=_among(_codes(lists), "text")).order_by().values_list(*columns)
    for pk, code, name, kind, suffix, path, parent, parent_id in rows:
        known.units[code] = KnownUnit(
            pk,
            code,
            name,
            kind,
            suffix,
            path,
            parent or "",
            parent_id,
            seen=by.holds_at(SEES, path),
            kept=by.holds_at(KEEPS, path),
            kept_below=by.holds_at(KEEPS, f"{path}0/"),
        )
    days = _asked(FIRST_DAYS, [unit.pk for unit in known.units.values()])
    for unit in known.units.values():
        unit.first, unit.stands = days.get(unit.pk, (None, None))


def _names(known: Known, lists: Lists) -> None:
    """The names below the units under which the list founds others."""
    new = [row for row in lists.rows["units"] if row["code"] not in known.units]
    above = {known.units[row["parent"]].pk for row in new if row["parent"] in known.units}
    rows = Unit.objects.open().filter(parent_id__in=_among(above, "bigint")).order_by()
    for parent, kind, name, code in rows.values_list("parent_id", "kind", "name", "code"):
        known.names[parent, kind, plainly(name)] = code


def _posts(known: Known) -> None:
    units = {unit.pk: unit for unit in known.units.values()}
    rows = Post.objects.open().filter(unit_id__in=_among(units, "bigint")).order_by("pk")
    posts = {
        pk: KnownPost(pk, units[unit], *facts)
        for pk, unit, *facts in rows.values_list("pk", "unit_id", "name", "rank", "quota")
    }
    days = _asked(POST_DAYS, list(posts))
    for post in posts.values():
        (post.first,) = days.get(post.pk, (None,))
        known.posts[post.unit.code, plainly(post.name)].append(post)
    tenures = Tenure.objects.current().filter(post_id__in=_among(posts, "bigint")).order_by("period")
    columns = ("post_id", "person_id", "person__name", "kind", "period")
    for pk, person, name, kind, period in tenures.values_list(*columns):
        last = period.upper and period.upper - timedelta(days=1)
        known.held[pk].append(Held(person, name, kind, period.lower or date.min, last))


def _among(values: Iterable[Any], kind: str) -> RawSQL:
    """Many values as one list: the database would read each of a hundred thousand by itself."""
    return RawSQL(f"SELECT unnest(%s::{kind}[])", [list(values)])  # noqa: S611 - the kind is ours


def _asked(statement: str, keys: list[int]) -> dict[int, tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [keys])
        return {pk: tuple(days) for pk, *days in cursor.fetchall()}


def _people(known: Known, lists: Lists) -> None:
    written = {row["person"] for row in lists.rows["tenures"]} | {row["number"] for row in lists.rows["people"]}
    names = {row["name"] for row in lists.rows["people"]} | {row["person"] for row in lists.rows["tenures"]}
    keys = [int(key[1:]) for key in written if key.startswith(OWN_KEY) and key[1:].isdecimal() and len(key) < 18]
    # The database itself turns both into capitals: not every one does it for the letters with marks.
    capitals = RawSQL("SELECT upper(unnest(%s::text[]))", [sorted(names - {""})])
    people = Person.objects.annotate(capitals=Upper("name"))
    meant = Q(number__in=_among(written - {""}, "text")) | Q(pk__in=keys) | Q(capitals__in=capitals)
    for person in people.filter(meant).order_by("pk"):
        known.people[plainly(person.name)].append(person)
        known.keys[f"{OWN_KEY}{person.pk}"] = person
        if person.number:
            known.numbers[person.number] = person


def above(path: str) -> str:
    """The path of the unit above the one of a path."""
    return path.rstrip("/").rpartition("/")[0] + "/"


def codes_kept(by: Actor, most: int) -> Iterable[str]:
    """Some of the codes of the units that the actor sees, among which a wrong one may have a neighbour."""
    return Unit.objects.visible_to(by).open().order_by().values_list("code", flat=True)[:most]
