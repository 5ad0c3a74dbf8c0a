"""Replay: what the trail tells, held against the records. Every part declares what of its records can be told again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from baro.kernel.registry import Registry
from baro.kernel.verbs import Verb
from baro.trail.findings import Finding, rows

# The last deed of some verbs to each record of a kind, whose name stands first among the subjects.
LAST = """SELECT DISTINCT ON (subjects[1]) subjects[1] AS subject, id, verb_code, person_id, facts
    FROM trail_event WHERE verb_code = ANY(%s) ORDER BY subjects[1], id DESC"""


@dataclass(frozen=True, slots=True)
class Last:
    """The last deed that says something about a record: by which verb, by whom, with the facts if they still stand."""

    pk: int
    verb: str
    person_id: int | None
    facts: dict[str, Any] | None


Says = Callable[[Last], Any]
UNSAID: Any = object()  # what a deed does not say: the fact was erased, or the verb leaves it open


def fact(name: str) -> Says:
    """What a deed says in a fact."""
    return lambda last: UNSAID if last.facts is None or name not in last.facts else last.facts[name]


def always(value: Any) -> Says:
    """What a deed always brings about."""
    return lambda last: value


def doer(last: Last) -> Any:
    """Who did it."""
    return last.person_id


def anything(last: Last) -> Any:
    """What a deed leaves open: that it happened is told, not what stands there."""
    return UNSAID


@dataclass(frozen=True, slots=True)
class Replay:
    """Something of the records that can be told again; ``strange`` gives a sentence for each record unlike it."""

    code: str
    strange: Callable[[], Iterator[str]]


_replays: Registry[Replay] = Registry("a replay")
replay = _replays.add


def column(model: type[models.Model], name: str, says: Mapping[Verb, Says], *, only: str = "true") -> Replay:
    """A column of a record, which is what the last of some verbs says.

    A record of ``only`` (a condition in SQL on ``kept``) of which none of them was told is strange as well.
    """
    return Replay(f"{model._meta.label_lower}.{name}", lambda: _unlike(model, name, says, only))


def strange_records() -> Iterator[Finding]:
    """Every record that is not what the trail tells."""
    for one in _replays:
        for sentence in one.strange():
            yield Finding("replay", sentence)


def _unlike(model: type[models.Model], name: str, says: Mapping[Verb, Says], only: str) -> Iterator[str]:
    told_as, label = {verb.code: say for verb, say in says.items()}, model._meta.label_lower
    field: Any = model._meta.get_field(name)
    query = f"""WITH last AS MATERIALIZED ({LAST})
        SELECT kept.id, kept.{field.column}, last.id, last.verb_code, last.person_id, last.facts::text
        FROM {model._meta.db_table} kept LEFT JOIN last ON last.subject = '{label}:' || kept.id
        WHERE {only} ORDER BY kept.id"""  # noqa: S608 - names of our models
    named = {"label": model._meta.verbose_name, "column": field.verbose_name}
    for pk, stands, event, verb, person, facts in rows(query, [list(told_as)]):
        if event is None:
            yield _("%(label)s %(pk)s: no deed tells how it came about (%(column)s).") % {**named, "pk": pk}
            continue
        last = Last(event, verb, person, json.loads(facts) if facts else None)
        says_so = told_as[last.verb](last)
        if says_so is not UNSAID and says_so != stands:
            sentence = _("%(label)s %(pk)s: “%(column)s” is “%(stands)s”, and event %(event)s says “%(told)s”.")
            yield sentence % {**named, "pk": pk, "stands": stands, "event": event, "told": says_so}
