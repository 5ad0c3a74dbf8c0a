"""The rows of units and posts hold what is true today: they follow at once, or on the day for which it was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction

from baro.org.actors import Actor
from baro.org.dependent_rows import unit_dependents
from baro.org.models import Post, PostFacts, Unit, UnitFacts
from baro.org.queries import CHANGEABLE
from baro.org.reorganising.actions.carrying_out import tree
from baro.org.timeline import Stretch
from baro.org.verbs import POST_TAKES_EFFECT, UNIT_TAKES_EFFECT
from baro.trail.changes import tell_many

# A code may pass from one unit to another on one day; while both rows change, no two may bear it.
FREE_CODES = """
    UPDATE {identities} u SET code = '~' || u.id FROM {facts} f
    WHERE f.{key} = u.id AND f.superseded_id IS NULL AND f.period @> %(day)s::date AND u.closed_on IS NULL
      AND u.code <> f.code
"""
FOLLOW = """
    UPDATE {identities} u SET ({columns}) = ROW({facts_columns}) FROM {facts} f
    WHERE f.{key} = u.id AND f.superseded_id IS NULL AND f.period @> %(day)s::date AND u.closed_on IS NULL
      AND ({own_columns}) IS DISTINCT FROM ({facts_columns})
    RETURNING u.id, lower(f.period), f.name
"""


def follow(record: Unit | Post, stretch: Stretch | None) -> None:
    """Let the row of a unit or post say what is believed of its day."""
    if stretch is None:
        return
    fields = [name for name in CHANGEABLE[type(record)] if getattr(record, name) != stretch.values[name]]
    for name in fields:
        setattr(record, name, stretch.values[name])
    if fields:
        record.save(update_fields=fields)
    if isinstance(record, Unit) and "name" in fields:
        name_anew([record.pk])


def name_anew(units: Sequence[int]) -> None:
    """Whatever keeps the name of its unit beside it, such as a draft, takes the new one."""
    for thing in unit_dependents():
        if thing.then:
            rows = thing.model._base_manager.filter(thing.only, **{f"{thing.unit}__in": units})
            thing.then(list(rows.values_list("pk", flat=True)))


def take_effect(today: date, *, by: Actor) -> int:
    """Let every row follow for which a change begins today, or began while nobody looked; returns how many did."""
    with transaction.atomic():
        tree.lock()
        units = _followed(UnitFacts, today)
        name_anew([pk for pk, _since, _name in units])
        posts = _followed(PostFacts, today)
        for verb, model, rows in ((UNIT_TAKES_EFFECT, Unit, units), (POST_TAKES_EFFECT, Post, posts)):
            told = [(model(pk=pk, name=name), {"since": since, "now": name}) for pk, since, name in rows]
            tell_many(verb, told, by=by, facts={})
    return len(units) + len(posts)


def _followed(facts: tree.Facts, today: date) -> list[tuple[int, date, str]]:
    """The rows that say something else than the facts of the day now say the same; key, since when, and name."""
    tables = tree.tables(facts)
    names = CHANGEABLE[Unit if facts is UnitFacts else Post]
    columns = {
        "columns": ", ".join(names),
        "facts_columns": ", ".join(f"f.{name}" for name in names),
        "own_columns": ", ".join(f"u.{name}" for name in names),
    }
    with connection.cursor() as cursor:
        if "code" in names:
            cursor.execute(FREE_CODES.format(**tables), {"day": today})
        cursor.execute(FOLLOW.format(**tables, **columns), {"day": today})
        return cursor.fetchall()
