"""The names by which proposing knows units: those of the organisation, and what the rulebook says of others."""

from __future__ import annotations

from collections.abc import Iterable

from baro.kernel import rulebook
from baro.org.models import Unit, UnitKind
from baro.tasks.proposing.names import KnownUnit, Names
from baro.tasks.rulebook import Proposing


def names_of(units: Iterable[KnownUnit]) -> Names:
    """The names of units, with the short forms and the other bodies of today's rule."""
    rule = rulebook.today(Proposing)
    return Names.of(units, bodies=rule.bodies, short={row.short: row.long for row in rule.short_forms})


def units_known(*, cells: bool = False) -> list[KnownUnit]:
    """The units that exist today; cells, of which there are most, only where a paper speaks of them: one query."""
    found = Unit.objects.open() if cells else Unit.objects.open().exclude(kind=UnitKind.CELL)
    rows = found.order_by("path").values_list("name", "kind", "suffix")  # sees: names of units are no secret inside
    return [KnownUnit(*row) for row in rows]
