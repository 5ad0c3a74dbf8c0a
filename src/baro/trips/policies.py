"""Who may do which verb to a trip, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.kernel.decisions import YES, Decision, allows, forbidden
from baro.org.actors import Actor
from baro.org.policies import is_part_of_a_reorganisation
from baro.trips import verbs as v
from baro.trips.models import Trip


@allows(v.REQUEST)
def may_request(actor: Actor, trip: Trip) -> Decision:
    """Whoever may ask for the unit's car."""
    if not actor.holds(v.REQUEST, trip.unit, trip):
        return forbidden(_("You cannot request trips in this unit. Its head can give your post this power."))
    return YES


@allows(v.APPROVE, v.REFUSE)
def may_decide(actor: Actor, trip: Trip) -> Decision:
    """Whoever approves trips in the unit, never their own: of none of their posts, and none that they asked for."""
    asked_for_it = actor.person_id is not None and actor.person_id == trip.asked_by_id
    if asked_for_it or actor.is_own(trip.requester_id):
        return forbidden(_("You cannot decide about your own trip."))
    if not actor.holds(v.APPROVE, trip.unit, trip):
        return forbidden(_("Only a person who approves trips of the unit can decide about this one."))
    return YES


@allows(v.CANCEL)
def may_cancel(actor: Actor, trip: Trip) -> Decision:
    """The post that asked."""
    if actor.post_id is None or actor.post_id != trip.requester_id:
        return forbidden(_("Only the post that requested the trip can cancel it."))
    return YES


allows(v.PASS_ON)(is_part_of_a_reorganisation)
