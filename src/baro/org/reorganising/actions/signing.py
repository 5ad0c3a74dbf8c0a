"""Signing a reorganisation with the effects that were seen, and carrying it out on its day."""

from __future__ import annotations

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.models import Reorganisation
from baro.org.powers.last_keeper import somebody_keeps
from baro.org.queries import deciders_of, keepers_of
from baro.org.reorganising.actions.carrying_out.act import Act
from baro.org.reorganising.actions.carrying_out.belongings import reorganise_belongings
from baro.org.reorganising.actions.carrying_out.effects import Effects
from baro.org.reorganising.actions.carrying_out.lacking import note_lacking
from baro.org.reorganising.actions.carrying_out.posts import reorganise_posts
from baro.org.reorganising.actions.carrying_out.units import reorganise_units
from baro.org.retelling.plans import digest_of
from baro.org.verbs import CARRY_OUT, HINDER, REOPEN, SIGN, SUBMIT, WITHDRAW
from baro.trail.changes import change, record_event
from baro.trail.models import Event, Reason, notify


def preview(reorganisation_id: int, *, by: Actor) -> Effects:
    """What the reorganisation would do if it were carried out now: it is carried out, and everything is undone.

    Raises the refusal that carrying it out would raise, and Http404 when the actor cannot see it.
    """
    with transaction.atomic():
        record = get_object_or_404(Reorganisation.objects.visible_to(by), pk=reorganisation_id)
        event = record_event(CARRY_OUT, record, by=by, facts=_size(record))
        effects = _done(record, event, by)
        transaction.set_rollback(True)
    return effects


def submit_plan(reorganisation_id: int, *, by: Actor) -> Reorganisation:
    """Bring the plan to whoever decides about the organisation of the unit, for signature."""
    with change(Reorganisation, reorganisation_id, SUBMIT, by=by) as (record, tell):
        Reorganisation.FLOW.move(record, SUBMIT)
        record.save(update_fields=["state"])
        notify(tell(), record, Reason.DECIDE, deciders_of(record.unit))
    return record


def sign(reorganisation_id: int, *, digest: str, by: Actor) -> Reorganisation:
    """Agree to the effects that the actor saw (``digest``); from now on the plan cannot be changed.

    Raises Refused, and signs nothing, when the effects are others by now.
    """
    with change(Reorganisation, reorganisation_id, SIGN, by=by) as (record, tell):
        effects = preview(reorganisation_id, by=by)
        if effects.digest != digest:
            raise Refused(_("The effects are others than those you saw; look at them again, then sign."))
        Reorganisation.FLOW.move(record, SIGN)
        record.agreed = effects.as_facts()
        record.save(update_fields=["state", "agreed"])
        event = tell(effects=effects.as_facts()["counts"], plan=digest_of(record))
        notify(event, record, Reason.INFORMED, keepers_of(record.unit))
    return record


def take_back(reorganisation_id: int, reason: str, *, by: Actor) -> Reorganisation:
    """Open a submitted or signed plan again; what was agreed to is void."""
    with change(Reorganisation, reorganisation_id, REOPEN, by=by) as (record, tell):
        Reorganisation.FLOW.move(record, REOPEN)
        record.agreed = None
        record.save(update_fields=["state", "agreed"])
        notify(tell(reason=reason), record, Reason.RETURNED, keepers_of(record.unit))
    return record


def withdraw(reorganisation_id: int, reason: str, *, by: Actor) -> Reorganisation:
    """Give a reorganisation up; its plan stays as history and binds nobody."""
    with change(Reorganisation, reorganisation_id, WITHDRAW, by=by) as (record, tell):
        Reorganisation.FLOW.move(record, WITHDRAW)
        record.save(update_fields=["state"])
        tell(reason=reason)
    return record


def carry_out(reorganisation_id: int, *, by: Actor) -> Reorganisation:
    """Do everything that was signed, in one transaction; what differs from the agreed effects is kept with it.

    Raises Refused, and changes nothing, when the plan no longer fits the organisation.
    """
    with change(Reorganisation, reorganisation_id, CARRY_OUT, by=by) as (record, tell):
        Reorganisation.FLOW.move(record, CARRY_OUT)
        effects = _done(record, tell(**_size(record)), by)
        record.effects = effects.as_facts()
        record.save(update_fields=["state", "effects"])
    return record


def hinder(reorganisation_id: int, reason: str, *, by: Actor) -> None:
    """Tell why a reorganisation could not be carried out, and bring it to who keeps the organisation.

    The same reason is told once, not every morning anew.
    """
    last = Event.objects.about(Reorganisation(pk=reorganisation_id)).first()
    if last and last.verb_code == HINDER.code and (last.facts or {}).get("reason") == reason:
        return
    with change(Reorganisation, reorganisation_id, HINDER, by=by) as (record, tell):
        notify(tell(reason=reason), record, Reason.DECIDE, keepers_of(record.unit))


def _size(record: Reorganisation) -> dict[str, int]:
    return {"founded": record.planned_units.count(), "closed": record.endings.count()}


def _done(record: Reorganisation, event: Event, by: Actor) -> Effects:
    act = Act(record, event, by)
    with somebody_keeps():
        reorganise_units(act)
        reorganise_posts(act)
        reorganise_belongings(act)
        note_lacking(act)
    return act.effects
