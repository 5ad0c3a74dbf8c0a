"""Of which unit is a count? Every record belongs to exactly one unit in each way of asking, so the totals are equal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import BigIntegerField, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from baro.org.models import Removal, Succession, UnitFacts


@dataclass(frozen=True, slots=True)
class Follows:
    """A unit went over into its main successor on a day; ``leads`` when it was the first of those that did."""

    successor: int
    on: date
    leads: bool


@dataclass(frozen=True, slots=True)
class Lineage:
    """Who mainly followed whom, and since when each unit that followed others has stood."""

    follows: dict[int, Follows] = field(default_factory=dict)
    leading: dict[int, int] = field(default_factory=dict)
    founded: dict[int, date] = field(default_factory=dict)

    def on(self, unit: int, day: date | None) -> int:
        """The unit that stands for a unit on a day, or today when no day is given.

        Forward, a closed unit is its main successor. Backward, a unit that did not exist yet is the predecessor that
        led when it was founded (the first in the plan): nothing else says which of them a later record concerns.
        """
        while (step := self.follows.get(unit)) and (day is None or step.on <= day):
            unit = step.successor
        while day is not None and unit in self.leading and self.founded[unit] > day:
            unit = self.leading[unit]
        return unit

    def changed(self, units: Iterable[int], day: date | None) -> dict[int, int]:
        """Those of the units that another stands for on the day, with that other."""
        found = {unit: self.on(unit, day) for unit in units}
        return {unit: other for unit, other in found.items() if unit != other}


def lineage() -> Lineage:
    """The lineage of every unit that ever followed another: two queries, as long as reorganisations are."""
    found = Lineage()
    rows = Succession.objects.filter(is_main=True).order_by("on", "pk")
    for predecessor, successor, day in rows.values_list("predecessor_id", "successor_id", "on"):
        leads = successor not in found.leading
        found.follows[predecessor] = Follows(successor, day, leads)
        if leads:
            found.leading[successor] = predecessor
    begun = UnitFacts.objects.current().filter(unit__in=found.leading).order_by("period")
    for unit, period in begun.values_list("unit_id", "period"):
        found.founded.setdefault(unit, period.lower or date.min)
    return found


def unit_then(kind: str, unit: str, moment: str) -> Coalesce:
    """The unit that a record belonged to at a moment of its own, before reorganisations moved it.

    ``kind`` is the code under which the records are declared as dependents, ``unit`` the relation, ``moment`` the
    column or transform that gives the day.
    """
    later = Removal.objects.filter(kind=kind, record=OuterRef("pk"), on__gt=OuterRef(moment)).order_by("on", "pk")
    first = Subquery(later.values("from_unit")[:1])
    return Coalesce(first, F(f"{unit}_id"), output_field=BigIntegerField())
