"""Who may do which verb to a delivery, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.documents.verbs import REGISTER
from baro.intake import verbs as v
from baro.intake.models import Delivery
from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.org.actors import ANYTHING, Actor
from baro.org.policies import is_part_of_a_reorganisation


@allows(v.ARRIVE)
def may_arrive(actor: Actor, delivery: Delivery) -> Decision:
    """Nobody by hand: it comes by mail or from a scanner."""
    if not actor.holds(ANYTHING, delivery.unit):
        return forbidden(_("Deliveries come from mailboxes and scanners, not by hand."))
    return YES


@allows(v.SET_ASIDE, v.TAKE_UP)
def may_handle(actor: Actor, delivery: Delivery) -> Decision:
    """The clerk of the register."""
    if actor.post_id is None or not actor.holds(REGISTER, delivery.unit, delivery):
        return forbidden(_("Only the clerk of this register handles what arrives for it."))
    return YES


@allows(v.TAKE)
def may_take(actor: Actor, delivery: Delivery) -> Decision:
    """The same, once for each delivery with papers."""
    if not (decision := may_handle(actor, delivery)):
        return decision
    papers = delivery.papers.all()
    if not papers:
        return not_now(_("None of its files was taken in. Register it from paper, or set it aside."))
    if any(one.taken and one.taken.document_id for one in papers.select_related("taken")):
        return not_now(_("It is in the register already."))
    return YES


allows(v.PASS_ON)(is_part_of_a_reorganisation)
