"""Rows that belong to units, and who may see them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self

from django.db import models
from django.db.models import Q

from baro.org.actors import CLOSED, Actor, Ceiling


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

    def open_to(self, actor: Actor, duty: Any) -> Q:
        """The condition for rows to which a deed is open to the actor: in reach, and below the ceiling if there is one.

        It says the same as `Actor.holds` with the row as record.
        """
        roots = actor.roots_of(duty)
        unlimited = tuple(reach for reach in roots if not reach.ceiling)
        found = self.reach_of(replace(actor, reaches=unlimited), str(duty))
        for reach in roots:
            if reach.ceiling:
                limited = self.reach_of(replace(actor, reaches=(reach,)), str(duty))
                found |= limited & covered_by(reach.ceiling, self.model)
        return found


def covered_by(ceiling: Ceiling, model: type[models.Model]) -> Q:
    """The condition for the records of a model that lie below a ceiling; it says the same as `Ceiling.covers`."""
    known = {field.name for field in model._meta.concrete_fields}
    found = Q()
    if ceiling.types and "type" in known:
        found &= Q(type__in=ceiling.types)
    if ceiling.urgency is not None and "urgency" in known:
        found &= Q(urgency__lte=ceiling.urgency)
    if ceiling.kinds and model._meta.label_lower not in ceiling.kinds:
        found &= Q(pk__in=[])
    return found
