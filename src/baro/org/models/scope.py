"""Rows that belong to units, and who may see them."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from baro.org.actors import CLOSED, Actor


class UnitScoped(models.QuerySet[Any]):
    """Rows that belong to a unit, narrowed to what an actor may see.

    ``opened_by`` names the duties that open them, where it is not the one to see them alone.
    """

    unit_lookup = "unit"
    see_duty: str
    opened_by: tuple[str, ...] = ()

    def visible_to(self, actor: Actor) -> Self:
        """The rows in units where a mandate carries a duty that opens them, and those that concern the actor."""
        seen = self.concerning(actor)
        for duty in self.opened_by or (self.see_duty,):
            reach = self.reach_of(actor, duty)
            seen = seen | reach if seen else reach
        return self.filter(seen)

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """The condition for rows that the actor sees wherever they lie; None when there are no such rows.

        A guard asks it about every visible row that lies out of the actor's reach.
        """
        return None

    @classmethod
    def reach_of(cls, actor: Actor, duty: str = "") -> Q:
        """The condition for rows in units where a mandate carries a duty (to see them, unless another is named).

        It says the same as `Reach.covers`.
        """
        duty = duty or cls.see_duty
        few = actor.units_of(duty)
        if few is not None:
            return Q(**{f"{cls.unit_lookup or 'pk'}__in": few})  # no mandate, no rows
        path = f"{cls.unit_lookup}__path" if cls.unit_lookup else "path"
        reach = Q()
        for root in actor.roots_of(duty):
            if root.below:
                reach |= Q(**{f"{path}__startswith": root.root})
            else:
                reach |= Q(**{path: root.root}) | Q(**{f"{path}__startswith": root.root + CLOSED})
        return reach
