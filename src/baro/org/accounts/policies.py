"""Who may do what with accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.kernel.decisions import YES, Decision, allows, forbidden
from baro.org.accounts import verbs as v
from baro.org.actors import ANYTHING, Actor
from baro.org.models import Account


@allows(v.SIGN_IN, v.SIGN_OUT, v.END_SIGN_IN, v.CHANGE_PASSWORD)
def may_use(actor: Actor, account: Account) -> Decision:
    """Everybody their own; the system, which ends what lasted too long."""
    if actor.account_id != account.pk and not _is_system(actor):
        return forbidden(_("Everybody signs in and out for themselves."))
    return YES


@allows(v.FAIL_SIGN_IN, v.ADD, v.CLOSE, v.OPEN, v.RESET)
def may_keep(actor: Actor, account: Account) -> Decision:
    """The system alone: whoever runs the installation, at its terminal."""
    if not _is_system(actor):
        return forbidden(_("Accounts are kept at the terminal of the installation: baro account."))
    return YES


def _is_system(actor: Actor) -> bool:
    return actor.person_id is None and actor.holds_anywhere(ANYTHING)
