"""Who may do what with accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.org.accounts import verbs as v
from baro.org.actors import ANYTHING, Actor
from baro.org.models import Account, Person
from baro.org.models.accounts import KEEP


@allows(v.SIGN_IN, v.SIGN_OUT, v.CHANGE_PASSWORD, v.ACCEPT, v.ADD_KEY, v.REMOVE_KEY)
def may_use(actor: Actor, account: Account) -> Decision:
    """Everybody their own; the system, which ends what lasted too long."""
    if actor.account_id != account.pk and not _is_system(actor):
        return forbidden(_("Everybody signs in and out for themselves."))
    return YES


@allows(v.END_SIGN_IN)
def may_end(actor: Actor, account: Account) -> Decision:
    """Whose account it is; whoever keeps it, for closing it ends its sign-ins."""
    return YES if actor.holds_anywhere(KEEP) else may_use(actor, account)


@allows(v.FAIL_SIGN_IN, v.RESET)
def may_tell(actor: Actor, account: Account) -> Decision:
    """The system alone: whoever runs the installation, at its terminal."""
    if not _is_system(actor):
        return forbidden(_("Accounts are kept at the terminal of the installation: baro account."))
    return YES


@allows(v.ADD, v.CLOSE, v.INVITE, v.UNLOCK, v.FORGET_KEYS)
def may_keep(actor: Actor, account: Account) -> Decision:
    """Whoever keeps accounts, those of others; which ones these are says who sees them."""
    if _is_system(actor):
        return YES
    if not actor.holds_anywhere(KEEP):
        return forbidden(_("Only who keeps the accounts of the organisation can do this."))
    if account.person_id is not None and account.person_id == actor.person_id:
        return forbidden(_("This is your own account. Another person who keeps accounts can do this."))
    if account.pk and not account.is_active:
        return not_now(_("The account is closed."))
    return YES


@allows(v.OPEN)
def may_open(actor: Actor, account: Account) -> Decision:
    """Whoever keeps accounts, one that was closed."""
    if not _is_system(actor) and not actor.holds_anywhere(KEEP):
        return forbidden(_("Only who keeps the accounts of the organisation can do this."))
    if account.is_active:
        return not_now(_("The account is open."))
    return YES


@allows(v.GIVE)
def may_give(actor: Actor, _person: Person) -> Decision:
    """Whoever keeps accounts; to whom, is asked of many people at once where accounts are given."""
    if not _is_system(actor) and not actor.holds_anywhere(KEEP):
        return forbidden(_("Only who keeps the accounts of the organisation can do this."))
    return YES


def _is_system(actor: Actor) -> bool:
    return actor.person_id is None and actor.holds_anywhere(ANYTHING)
