"""Records by their names in the trail, as far as somebody may see them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import IntegerField, QuerySet, Value
from django.urls import NoReverseMatch, reverse

from baro.org.actors import Actor
from baro.trail.models import reference
from baro.ui.http import number_in


@cache
def has_page(model: type[models.Model]) -> bool:
    """Whether the records of a model have a page of their own, whose address is called by the model's label."""
    try:
        return bool(reverse(model._meta.label_lower, args=[1])) and hasattr(model, "get_absolute_url")
    except NoReverseMatch:
        return False


def model_named(label: str) -> type[models.Model] | None:
    """The model of a label, if not everybody sees its records."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    return model if hasattr(model._default_manager, "visible_to") else None


def record_seen(actor: Actor, name: str) -> Any:
    """The record of a name in the trail; None where the actor does not see it, or there is none with a page."""
    label, _colon, key = name.partition(":")
    model, pk = model_named(label), number_in(key)
    if model is None or pk is None or not has_page(model):
        return None
    return _seen(actor, model).filter(pk=pk).first()


def who_sees(record: models.Model, actors: Iterable[Actor]) -> list[Actor]:
    """Those of the actors who see the record: one statement for all of them."""
    asked = list(actors)
    answers = [
        _seen(actor, type(record)).filter(pk=record.pk).order_by().values_list(Value(at, IntegerField()))
        for at, actor in enumerate(asked)
    ]
    if not answers:
        return []
    first, *others = answers
    return [asked[at] for (at,) in first.union(*others, all=True)]


def seen_among(actors: Iterable[Actor], names: Iterable[str]) -> set[tuple[int, str]]:
    """Which of some records, by name, each of the actors sees (by place): one statement for each kind of record."""
    asked, keys = list(actors), _by_model(names)
    found: set[tuple[int, str]] = set()
    for model, pks in keys.items():
        first, *others = (
            _seen(actor, model).filter(pk__in=pks).order_by().values_list(Value(at, IntegerField()), "pk")
            for at, actor in enumerate(asked)
        )
        found |= {(at, reference(model(pk=pk))) for at, pk in first.union(*others, all=True)}
    return found


def _by_model(names: Iterable[str]) -> dict[type[models.Model], list[int]]:
    found: dict[type[models.Model], list[int]] = {}
    for name in names:
        label, _colon, key = name.partition(":")
        if (model := model_named(label)) and (pk := number_in(key)) is not None:
            found.setdefault(model, []).append(pk)
    return found


def _seen(actor: Actor, model: type[models.Model]) -> QuerySet[Any]:
    rows: Any = model._default_manager
    found: QuerySet[Any] = rows.visible_to(actor)
    return found
