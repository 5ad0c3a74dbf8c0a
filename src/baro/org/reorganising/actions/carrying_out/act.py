"""One reorganisation while it is carried out: which units close, who follows them, what was counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection, models

from baro.org.actors import Actor
from baro.org.models import Ending, Placement, Reorganisation, Succession
from baro.org.models.reorganisations import Target
from baro.org.reorganising.actions.carrying_out.effects import Effects
from baro.trail.models import Event


@dataclass
class Act:
    """The reorganisation, the deed that is told of it, and who does it."""

    reorganisation: Reorganisation
    event: Event
    by: Actor
    effects: Effects = field(default_factory=Effects)

    @property
    def day(self) -> date:
        """The first day on which everything is as planned."""
        return self.reorganisation.effective_on

    @cached_property
    def closing(self) -> list[int]:
        """The units that close, in the order of the plan: of two that go into one, the first leads."""
        return list(self.reorganisation.endings.values_list("unit_id", flat=True))

    @cached_property
    def founded(self) -> dict[int, int]:
        """Planned unit to the unit that was founded for it."""
        return dict(self.reorganisation.planned_units.values_list("pk", "unit_id"))

    @cached_property
    def main_successor(self) -> dict[int, int]:
        """Unit that closes to its main successor."""
        followed = Succession.objects.filter(reorganisation=self.reorganisation, is_main=True)
        return dict(followed.values_list("predecessor_id", "successor_id"))

    def target_of(self, row: Target) -> int | None:
        """The unit that a row of the plan points at."""
        return row.to_unit_id or self.founded.get(row.to_planned_id or 0)

    def placed(self, kind: str) -> dict[int, int]:
        """Record of a kind to the unit where the list puts it."""
        rows = Placement.objects.filter(reorganisation=self.reorganisation, kind=kind)
        return {row.record: unit for row in rows if (unit := self.target_of(row))}

    def endings(self) -> list[Ending]:
        """The endings with their units, in the order of the plan."""
        return list(self.reorganisation.endings.select_related("unit"))


def set_each(model: type[models.Model], name: str, values: Mapping[int, object]) -> None:
    """Give a field of each record its own value, in one statement."""
    if not values:
        return
    found: models.Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    kind = found.rel_db_type(connection) if found.is_relation else found.db_type(connection)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {model._meta.db_table} t SET {found.column} = v.value"  # noqa: S608 - names from the model
            f" FROM unnest(%s::bigint[], %s::{kind}[]) AS v (id, value) WHERE t.id = v.id",
            [list(values), list(values.values())],
        )
