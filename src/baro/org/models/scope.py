"""Rows that belong to units, and who may see them."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from baro.org.actors import CLOSED, Actor


class UnitScoped(models.QuerySet[Any]):
    """Rows that belong to a unit, narrowed to what an actor may see."""

    unit_lookup = "unit"
    see_duty: str

    def visible_to(self, actor: Actor) -> Self:
        """The rows in units where a mandate of the actor's post carries the duty to see them."""
        return self.filter(self.reach_of(actor))

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
