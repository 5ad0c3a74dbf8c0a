"""Rows told apart by unit: by the unit that has them, or by the units just below a branch, in each organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q

from baro.org.figures.indicators import Owned
from baro.org.lineage import lineage, unit_then
from baro.org.models import Unit, UnitFacts, keys_of
from baro.statistics.groupings import NONE, number_in_key
from baro.statistics.organisation import DAY, THEN, TODAY, Organisation


class ByUnit:
    """Whose rows they are. Every row belongs to exactly one unit in each organisation, so that the sums are equal.

    With ``below`` the units are those just below the branch: today's, those of the day, or, as it was, those of the end
    of the period in which the rows are counted. What the branch has itself is its own.
    """

    def __init__(self, owned: Owned, branch: Unit, organisation: Organisation, *, below: bool) -> None:
        self.owned, self.branch, self.organisation, self.below = owned, branch, organisation, below
        self.history = lineage()
        self.paths: dict[int, str] = {}
        self.facts: dict[int, list[tuple[Any, str]]] = defaultdict(list)

    @property
    def expression(self) -> Any:
        """The unit of a row for the database."""
        if self.organisation.way == TODAY or not self.owned.kind:
            return F(f"{self.owned.unit}_id")
        return unit_then(self.owned.kind, self.owned.unit, self.owned.moment)

    def prepare(self, units: Iterable[int | None]) -> None:
        """Look up where the units stand in the tree: one query, and none unless the branches below are asked for."""
        if not self.below:
            return
        wanted = {self._standing(unit) for unit in units if unit is not None}
        if self.organisation.way == TODAY:
            self.paths |= dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "path"))
            return
        found = UnitFacts.objects.current().filter(unit__in=wanted).order_by("period")
        for unit, period, path in found.values_list("unit_id", "period", "path"):
            self.facts[unit].append((period, path))

    def key_of(self, unit: int | None, last: date) -> str:
        """The unit for which a row's unit stands in a period that ends on a day; after `prepare`."""
        if unit is None:
            return NONE
        standing = self._standing(unit)
        return str(self._child(standing, last) if self.below else standing)

    def where(self, key: str, last: date) -> Q:
        """The condition for the rows of a key in a period that ends on a day: at most three queries.

        Raises ValueError for a key that is none.
        """
        if key == NONE:
            return Q(of=None)
        wanted = number_in_key(key)
        known = {wanted, *self.history.follows, *self.history.leading}
        if self.below:
            known |= set(Unit.objects.filter(path__startswith=self.branch.path).values_list("pk", flat=True))
        self.prepare(known)
        return Q(of__in=[unit for unit in known if self.key_of(unit, last) == key])

    def is_restated(self, units: Iterable[int | None]) -> bool:
        """Whether some of the units are counted for another that stands for them."""
        return any(unit is not None and self._standing(unit) != unit for unit in units)

    def _standing(self, unit: int) -> int:
        return unit if self.organisation.way == THEN else self.history.on(unit, self.organisation.day)

    def _child(self, unit: int, last: date) -> int:
        """The unit below the branch through which a unit is reached; itself when the branch did not lead to it."""
        keys = keys_of(self._path(unit, last))
        if self.branch.pk not in keys:
            return unit
        below = keys[keys.index(self.branch.pk) + 1 :]
        return below[0] if below else unit

    def _path(self, unit: int, last: date) -> str:
        if self.organisation.way == TODAY:
            return self.paths.get(unit, "")
        day = self.organisation.day if self.organisation.way == DAY else last
        held = self.facts.get(unit, [])
        return next((path for period, path in held if day in period), held[-1][1] if held else "")


def lives_within(units: Iterable[int], first: date, last: date) -> dict[int, tuple[date | None, date | None]]:
    """Of the units that existed for a part of a period only, since when or until when they stood in it: two queries."""
    keys = list(units)
    closed = Unit.objects.filter(pk__in=keys, closed_on__range=(first, last)).values_list("pk", "closed_on")
    found: dict[int, tuple[date | None, date | None]] = {pk: (None, day) for pk, day in closed}
    begun: dict[int, date] = {}
    for pk, period in (
        UnitFacts.objects.current().filter(unit__in=keys).order_by("period").values_list("unit_id", "period")
    ):
        begun.setdefault(pk, period.lower or date.min)
    for pk, day in begun.items():
        if first < day <= last:
            found[pk] = (day, found.get(pk, (None, None))[1])
    return found
