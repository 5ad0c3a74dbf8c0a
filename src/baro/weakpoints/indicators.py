"""Figures about weak points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Literal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.kernel import rulebook
from baro.org.figures.indicators import Dimension, Owned, indicator
from baro.org.models import Unit
from baro.weakpoints.models import Point
from baro.weakpoints.rulebook import Register


def _found(unit: Unit, first: date, last: date) -> QuerySet[Any]:
    within = Point.objects.counting().filter(unit__path__startswith=unit.path)
    return within.filter(found_on__range=(first, last))


def _called(rows: Literal["kinds", "natures", "origins"]) -> Callable[[Sequence[Any]], dict[Any, Any]]:
    """How the codes of some rows of the register's rule are called."""
    return lambda values: {one: rulebook.today(Register).name_of(rows, one) for one in values}


DIMENSIONS = (
    Dimension("kind", _("Kind"), "kind", _called("kinds")),
    Dimension("nature", _("Nature"), "nature", _called("natures")),
    Dimension("origin", _("Origin"), "origin", _called("origins")),
)
OF_UNITS: dict[str, Any] = {"noun": "weak_point", "dimensions": DIMENSIONS}
FOUND = Owned("unit", "weakpoints.open", "found_on")
SOLVED = Owned("unit", "weakpoints.open", "accepted_on")


@indicator(
    "weakpoints.found",
    _("Weak points found"),
    counts=_("Weak points of %(unit)s and everything below it, found in %(period)s."),
    list_code="weakpoints.points",
    version=1,
    owned=FOUND,
    **OF_UNITS,
)
def points_found(unit: Unit, first: date, last: date) -> QuerySet[Any]:
    """Found in the period, without those that were recorded by mistake."""
    return _found(unit, first, last)


@indicator(
    "weakpoints.solved",
    _("Weak points solved"),
    counts=_("Weak points of %(unit)s and everything below it, accepted as solved in %(period)s."),
    list_code="weakpoints.points",
    version=1,
    owned=SOLVED,
    **OF_UNITS,
)
def points_solved(unit: Unit, first: date, last: date) -> QuerySet[Any]:
    """Accepted as solved in the period, whenever they were found."""
    below = Point.objects.filter(unit__path__startswith=unit.path)
    return below.filter(accepted_on__range=(first, last))


@indicator(
    "weakpoints.recurrent",
    _("Recurrent weak points"),
    counts=_("Weak points of %(unit)s and everything below it, found in %(period)s, that came back."),
    list_code="weakpoints.points",
    version=1,
    owned=FOUND,
    **OF_UNITS,
)
def points_recurrent(unit: Unit, first: date, last: date) -> QuerySet[Any]:
    """Found in the period, of a kind that the same unit or a predecessor had within the window."""
    return _found(unit, first, last).filter(earlier__isnull=False)
