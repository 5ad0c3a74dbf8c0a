"""Replay: what the trail tells, held against the records. Every part declares how each of its models is told again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from baro.kernel.registry import Registry
from baro.kernel.verbs import all_verbs
from baro.trail.findings import LARGE, Finding, rows
from baro.trail.heirs import Heirs
from baro.trail.kept import Kept, all_kept

# What deeds told of each record, in one pass over them: the last value of each column, the last deed of some verbs.
TOLD = """SELECT split_part(e.subjects[1], ':', 1) COLLATE "C", split_part(e.subjects[1], ':', 2)::bigint,
    jsonb_object_agg(k.key, jsonb_build_array(e.id, k.value) ORDER BY e.id) FILTER (WHERE k.key IS NOT NULL)::text,
    jsonb_object_agg(e.verb_code, e.id ORDER BY e.id) FILTER (WHERE e.verb_code = ANY(%(deeds)s))::text,
    bool_or(e.facts IS NULL)
    FROM trail_event e LEFT JOIN LATERAL jsonb_each(e.facts->'kept') k ON true
    WHERE e.verb_code = ANY(%(verbs)s) GROUP BY 1, 2 ORDER BY 1, 2"""


@dataclass(frozen=True, slots=True)
class Told:
    """What deeds told of a record: each column with the event that told it last, and the last event of some verbs."""

    label: str
    pk: int
    columns: dict[str, tuple[int, Any]]
    deeds: dict[str, int]
    is_erased: bool

    @classmethod
    def of(cls, label: str, pk: int, columns: str | None, deeds: str | None, is_erased: bool) -> Told:
        """From a row of the query."""
        last = {name: (event, value) for name, (event, value) in json.loads(columns or "{}").items()}
        return cls(label, pk, last, json.loads(deeds or "{}"), is_erased)


@dataclass(frozen=True, slots=True)
class Replay:
    """Something of the records that can be told again; ``strange`` gives a sentence for each record unlike it.

    ``models`` are those whose rows it holds against the trail.
    """

    code: str
    strange: Callable[[], Iterator[str]]
    models: tuple[type[models.Model], ...] = ()


_replays: Registry[Replay] = Registry("a replay")
_without: dict[type[models.Model], str] = {}
replay = _replays.add


def not_replayed(reason: str, *without: type[models.Model]) -> None:
    """Leave models out of the replay, for a reason.

    Raises ValueError when one has a reason already.
    """
    for model in without:
        if model in _without:
            raise ValueError(f"{model._meta.label} is left out of the replay twice")
        _without[model] = reason


def undeclared(among: Iterable[type[models.Model]]) -> list[str]:
    """The labels of those of the models of which nobody says how they are told again, or why not."""
    said = {one.model for one in all_kept()} | {model for one in _replays for model in one.models} | set(_without)
    return sorted(model._meta.label for model in among if model not in said)


def strange_records() -> Iterator[Finding]:
    """Every record that is not what the trail tells."""
    for sentence in _unlike_what_was_kept():
        yield Finding("replay", sentence)
    for one in _replays:
        for sentence in one.strange():
            yield Finding("replay", sentence)


def _unlike_what_was_kept() -> Iterator[str]:
    """One pass over the events beside one pass over each model, both in order of keys."""
    by_label = {one.code: one for one in all_kept()}
    asked = {
        "verbs": [verb.code for verb in all_verbs() if verb.record in by_label],
        "deeds": [code for one in by_label.values() for code in one.verbs],
    }
    told, heirs = (Told.of(*row) for row in rows(TOLD, asked)), Heirs()
    for label, of_model in groupby(told, key=attrgetter("label")):
        yield from _unlike(by_label.pop(label), of_model, heirs)
    for never_told in by_label.values():
        yield from _unlike(never_told, iter(()), heirs)


def _unlike(kept: Kept, told: Iterator[Told], heirs: Heirs) -> Iterator[str]:
    named = {"label": kept.model._meta.verbose_name}
    untold = set(kept.model._base_manager.filter(kept.untold).order_by().values_list("pk", flat=True))
    last = next(told, None)
    found = kept.model._base_manager.order_by("pk").values_list("pk", *kept.names, *map(kept.name, kept.deeds))
    for pk, *values in found.iterator(chunk_size=LARGE):
        while last and last.pk < pk:
            yield from _gone(kept, last)
            last = next(told, None)
        if last is None or last.pk > pk:
            if pk not in untold:
                yield _("%(label)s %(pk)s: no deed tells how it came about.") % {**named, "pk": pk}
            continue
        split = len(kept.names)
        yield from _other_values(kept, last, values[:split], heirs)
        yield from _other_deeds(kept, last, values[split:])
        last = next(told, None)
    while last:
        yield from _gone(kept, last)
        last = next(told, None)


def _gone(kept: Kept, told: Told) -> Iterator[str]:
    """A record of which deeds tell and that is not there, unless it may have gone."""
    values = {name: value for name, (_event, value) in told.columns.items()}
    if (kept.removes and kept.removes.code in told.deeds) or (kept.may_go and kept.may_go.items() <= values.items()):
        return
    sentence = _("%(label)s %(pk)s is gone, and no deed tells why.")
    yield sentence % {"label": kept.model._meta.verbose_name, "pk": told.pk}


def _other_values(kept: Kept, told: Told, values: list[Any], heirs: Heirs) -> Iterator[str]:
    for column, name, value in zip(kept.columns, kept.names, values, strict=True):
        stands = kept.told(name, value)
        event, says_so = told.columns.get(name, (None, None))
        target: Any = kept.model._meta.get_field(column).related_model
        if told.is_erased or (event and (says_so == stands or heirs.follow(target, says_so, stands))):
            continue
        if event is None and column in kept.empty and stands == "":
            continue
        yield _unlike_sentence(kept, told.pk, (column, stands), (event, says_so))


def _other_deeds(kept: Kept, told: Told, values: list[Any]) -> Iterator[str]:
    """Columns that name a deed: the last that was told, or none."""
    for (column, verbs), stands in zip(kept.deeds.items(), values, strict=True):
        last = max((told.deeds[verb.code] for verb in verbs if verb.code in told.deeds), default=None)
        if last != stands:
            yield _unlike_sentence(kept, told.pk, (column, stands), (last, last))


def _unlike_sentence(kept: Kept, pk: int, standing: tuple[str, Any], telling: tuple[int | None, Any]) -> str:
    (column, stands), (event, told) = standing, telling
    field: Any = kept.model._meta.get_field(column)
    named = {"label": kept.model._meta.verbose_name, "pk": pk, "column": field.verbose_name, "stands": stands}
    if event is None:
        return _("%(label)s %(pk)s: “%(column)s” is “%(stands)s”, and no deed tells it.") % named
    sentence = _("%(label)s %(pk)s: “%(column)s” is “%(stands)s”, and event %(event)s says “%(told)s”.")
    return sentence % {**named, "event": event, "told": told}
