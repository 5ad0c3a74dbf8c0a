"""Saving sets of units that receive work together again and again."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from baro.cascades.models import SetMember, UnitSet
from baro.cascades.verbs import CHANGE, KEEP, RETIRE
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.trail.changes import change, create


def keep(*, unit: Unit, name: str, units: Sequence[Unit], by: Actor) -> UnitSet:
    """Save units under a name.

    Raises Refused, beside the field, for no units and for a name that the unit uses already.
    """
    _refuse_unfit(UnitSet(unit=unit), name, units)
    kept, _event = create(UnitSet(unit=unit, name=name.strip()), KEEP, by=by, name=name.strip(), count=len(units))
    _hold(kept, units)
    return kept


def change_set(set_id: int, *, name: str, units: Sequence[Unit], by: Actor) -> UnitSet:
    """Let the set be called otherwise, or hold other units; what was sent before stays.

    Raises Refused as saving does.
    """
    with change(UnitSet, set_id, CHANGE, by=by) as (kept, tell):
        _refuse_unfit(kept, name, units)
        kept.name = name.strip()
        kept.save(update_fields=["name"])
        SetMember.objects.filter(of=kept).delete()
        _hold(kept, units)
        tell(name=kept.name, count=len(units))
    return kept


def retire(set_id: int, *, by: Actor) -> UnitSet:
    """Offer the set no more; cascades that were sent to it still name it."""
    with change(UnitSet, set_id, RETIRE, by=by) as (kept, tell):
        kept.retired = True
        kept.save(update_fields=["retired"])
        tell(name=kept.name)
    return kept


def _hold(kept: UnitSet, units: Sequence[Unit]) -> None:
    SetMember.objects.bulk_create(SetMember(of=kept, unit=unit) for unit in units)


def _refuse_unfit(kept: UnitSet, name: str, units: Sequence[Unit]) -> None:
    found = {}
    if not units:
        found["units"] = _("Choose at least one unit.")
    others = UnitSet.objects.in_use().filter(unit=kept.unit, name__iexact=name.strip()).exclude(pk=kept.pk)
    if others.exists():
        found["name"] = _("Your unit has a set “%(name)s” already. Choose another name.") % {"name": name.strip()}
    if found:
        raise Refused(next(iter(found.values())), fields=found)
