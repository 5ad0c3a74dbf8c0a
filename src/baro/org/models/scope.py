"""Rows that belong to units, and who may see them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self

from django.db import models
from django.db.models import Q

from baro.org.actors import CLOSED, Actor, Limits


class UnitScoped(models.QuerySet[Any]):
    """Rows that belong to a unit, narrowed to what an actor may see.

    ``opened_by`` names the permissions that open them, where it is not the one to see them alone.
    """

    unit_lookup = "unit"
    see_permission: str
    opened_by: tuple[str, ...] = ()

    def visible_to(self, actor: Actor) -> Self:
        """The rows in units where a mandate carries a permission that opens them, and those that concern the actor."""
        seen = self.concerning(actor)
        for permission in self.opened_by or (self.see_permission,):
            scope = self.scope_of(actor, permission)
            seen = seen | scope if seen else scope
        return self.filter(seen)

    @classmethod
    def concerning(cls, actor: Actor) -> Q | None:
        """The condition for rows that the actor sees wherever they lie; None when there are no such rows.

        A guard asks it about every visible row that lies out of the actor's reach.
        """
        return None

    @classmethod
    def scope_of(cls, actor: Actor, permission: str = "") -> Q:
        """The condition for rows in units where a mandate carries a permission (to see them, unless another is named).

        It says the same as `Scope.covers`.
        """
        permission = permission or cls.see_permission
        few = actor.units_of(permission)
        if few is not None:
            return Q(**{f"{cls.unit_lookup or 'pk'}__in": few})  # no mandate, no rows
        path = f"{cls.unit_lookup}__path" if cls.unit_lookup else "path"
        scope = Q()
        for root in actor.roots_of(permission):
            if root.below:
                scope |= Q(**{f"{path}__startswith": root.root})
            else:
                scope |= Q(**{path: root.root}) | Q(**{f"{path}__startswith": root.root + CLOSED})
        return scope

    def open_to(self, actor: Actor, permission: Any) -> Q:
        """The condition for rows to which a deed is open to the actor: in reach, and below the limit if there is one.

        It says the same as `Actor.holds` with the row as record.
        """
        roots = actor.roots_of(permission)
        unlimited = tuple(scope for scope in roots if not scope.limits)
        found = self.scope_of(replace(actor, scopes=unlimited), str(permission))
        for scope in roots:
            if scope.limits:
                limited = self.scope_of(replace(actor, scopes=(scope,)), str(permission))
                found |= limited & covered_by(scope.limits, self.model)
        return found


def covered_by(limits: Limits, model: type[models.Model]) -> Q:
    """The condition for the records of a model that lie below a limit; it says the same as `Limits.covers`."""
    known = {field.name for field in model._meta.concrete_fields}
    found = Q()
    if limits.types and "type" in known:
        found &= Q(type__in=limits.types)
    if limits.urgency is not None and "urgency" in known:
        found &= Q(urgency__lte=limits.urgency)
    if limits.kinds and model._meta.label_lower not in limits.kinds:
        found &= Q(pk__in=[])
    return found
