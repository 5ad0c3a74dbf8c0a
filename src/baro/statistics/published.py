"""The numbers of published figures, each of which opens the rows that it counted when it was frozen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from baro.kernel.counted import Counted
from baro.org.actors import Actor
from baro.statistics.exploring import indicator_of
from baro.statistics.keeping import lines_of
from baro.statistics.models import PublishedFigure


def among(keys: Iterable[int]) -> Q:
    """The condition for rows of some keys, which are one parameter however many they are."""
    return Q(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [list(keys)]))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedNumber(Counted):
    """A published figure, whose rows are those that it counted when it was frozen, as they are today."""

    figure: PublishedFigure
    model: type[models.Model]

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The page of the rows."""
        return "statistics.published_rows", (self.figure.publication_id, self.figure.pk)

    def rows_for(self, actor: Actor, _day: date) -> QuerySet[Any]:
        """Those of the rows that the actor may see."""
        manager: Any = self.model._default_manager
        seen: QuerySet[Any] = manager.visible_to(actor).filter(among(self.figure.keys))
        return seen

    def count_for(self, actor: Actor, day: date) -> int:
        """What the rows that the actor may see came to when they were frozen."""
        seen = self.rows_for(actor, day).order_by()
        if not self.figure.is_measured:
            return seen.count()
        measured = self.figure.measured
        return sum(measured[key] for key in seen.values_list("pk", flat=True))


def number_of(figure: PublishedFigure) -> PublishedNumber | None:
    """The number of a published figure; None when its indicator is declared no more, so that nothing shows its rows."""
    indicator = indicator_of(figure.code)
    if indicator is None:
        return None
    days = figure.publication.days(before=figure.is_before)
    line = lines_of([figure], days[1]).get(figure.code)
    return PublishedNumber(
        code=f"statistics.published.{figure.code}",
        label=line.label if line else figure.code,
        list_code=indicator.list_code,
        figure=figure,
        model=indicator.question(figure.publication.unit, *days).model,
    )
