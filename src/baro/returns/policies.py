"""Who may do which verb to a round or a return, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.org.actors import Actor
from baro.returns import verbs as v
from baro.returns.flow import RoundState
from baro.returns.models import Return, Round


@allows(v.OPEN, v.REMIND, v.CLOSE, v.REOPEN)
def may_open(actor: Actor, of: Round) -> Decision:
    """Whoever opens rounds in the unit that asks."""
    if not actor.holds(v.OPEN, of.unit, of):
        return forbidden(_("You cannot ask for returns in this unit. Its head can give your post this power."))
    return YES


@allows(v.ASK, v.ENTER)
def may_ask(actor: Actor, one: Return) -> Decision:
    """Whoever opens rounds in the unit that asks."""
    if not actor.holds(v.OPEN, one.round.unit, one):
        return forbidden(_("You cannot ask for returns in this unit. Its head can give your post this power."))
    return YES


@allows(v.FILL, v.UPLOAD, v.CORRECT)
def may_fill(actor: Actor, one: Return) -> Decision:
    """Whoever fills in returns of the unit."""
    if not actor.holds(v.FILL, one.unit, one):
        return forbidden(_("You cannot fill in returns of this unit. Its head can give your post this power."))
    return _while_open(one)


@allows(v.HAND_UP)
def may_hand_up(actor: Actor, one: Return) -> Decision:
    """Whoever answers for the returns of the unit."""
    if not actor.holds(v.HAND_UP, one.unit, one):
        return forbidden(_("Only a person who hands up returns of this unit can do this."))
    return _while_open(one)


def _while_open(one: Return) -> Decision:
    if one.round.state == RoundState.CLOSED:
        return not_now(_("The round is closed. Ask the unit that opened it to open it again."))
    return YES


@allows(v.ACCEPT, v.SEND_BACK)
def may_check(actor: Actor, one: Return) -> Decision:
    """Whoever checks returns in the unit above, never the person who handed it up."""
    if not actor.holds(v.ACCEPT, one.checker, one):
        return forbidden(_("Only a person who checks returns in the unit above can decide about this one."))
    if actor.person_id is not None and actor.person_id == one.handed_by_id:
        return forbidden(_("You handed this return up yourself. Somebody else checks it."))
    return YES
