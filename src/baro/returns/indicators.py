"""Figures that are added up from returns; which cells make which figure is the rule `returns.figures`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.rulebook import NoRuleInForce, Rule
from baro.org.figures.indicators import Days, Owned, indicator
from baro.org.figures.lines import Line
from baro.org.models import Unit
from baro.returns.models import Cell, CellQuerySet, Return
from baro.returns.periods import KINDS
from baro.returns.rulebook import ReturnFigures

INSPECTION, COMMITTEES, COMMISSIONS = (
    "returns.inspection",
    "returns.discipline_by_committees",
    "returns.discipline_by_commissions",
)
ADDED_UP = _("Added up from the returns for %(period)s of %(unit)s and every unit below it.")


def _rule(on: date) -> Rule[ReturnFigures]:
    try:
        return rulebook.in_force(ReturnFigures, on=on)
    except NoRuleInForce:
        sentence = _("The rulebook does not say which figures returns give in %(year)s; choose a later year.")
        raise Refused(sentence % {"year": on.year}) from None


def lines_of(code: str) -> Callable[[date], Sequence[Line]]:
    """The lines of an indicator by the rule in force on a day: each is the sum of some cells."""

    def lines(on: date) -> list[Line]:
        return [
            Line(
                one.code,
                one.names,
                Q(code__in=sorted(one.cells)),
                measure="value",
                noun=one.noun,
                of=f"{code}.{one.of}" if one.of else "",
            )
            for one in _rule(on).body.lines
            if one.indicator == code
        ]

    return lines


def source_of(on: date) -> str:
    """Where it is written which figures there are.

    Raises Refused for a day before the first rule.
    """
    return str(_rule(on).source)


def cells_between(first: date, last: date) -> CellQuerySet:
    """The cells that count for exactly this period, and the last ones of units that were closed within it.

    A unit that existed half the year handed up its figures for the months until then; nothing later replaces them.
    """
    found: CellQuerySet = Cell.objects.filter(counts=True, first=first, last__lte=last).exclude(value=0)
    later = Return.objects.filter(unit=OuterRef("unit"), form=OuterRef("form"), first=first, last__gt=OuterRef("last"))
    later = later.filter(last__lte=last).exclude(digest="").order_by()  # sees: a figure is the same for everybody
    ended = Q(last__lt=last, unit__closed_on__lte=last, unit__closed_on__gt=F("first")) & ~Exists(later)
    return found.filter(Q(last=last) | ended)


def were_handed_up(unit: Unit, periods: Sequence[Days]) -> set[Days]:
    """The periods for which any unit at or below a unit handed a return up, be it a nil return: one query.

    A unit that was closed within a period handed up its figures for the time until then.
    """
    starts = {first for first, _last in periods}
    found = Return.objects.filter(unit__path__startswith=unit.path, first__in=starts).exclude(
        digest=""
    )  # sees: figures
    told = set(found.order_by().values_list("first", "last", "unit__closed_on").distinct())
    return {
        (first, last)
        for first, last in periods
        if any(
            begun == first and (ended == last or (ended < last and closed is not None and first < closed <= last))
            for begun, ended, closed in told
        )
    }


def cells_of(unit: Unit, first: date, last: date) -> QuerySet[Any]:
    """The cells of a unit and everything below it for a period."""
    return cells_between(first, last).filter(unit__path__startswith=unit.path)


for _code, _label in (
    (INSPECTION, _("Inspection and supervision by committees")),
    (COMMITTEES, _("Discipline by committees")),
    (COMMISSIONS, _("Discipline by inspection commissions")),
):
    indicator(
        _code,
        _label,
        counts=ADDED_UP,
        list_code="returns.cells",
        version=1,
        lines=lines_of(_code),
        source=source_of,
        periods=KINDS,
        owned=Owned("unit"),
        gathered=were_handed_up,
    )(cells_of)
