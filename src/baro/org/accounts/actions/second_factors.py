"""Second factors of an account are added, removed and forgotten; the library keeps them, the trail tells it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from baro.kernel.wordings import coded
from baro.org.accounts.actions.signing_in import owner_of
from baro.org.accounts.verbs import ADD_KEY, FORGET_KEYS, REMOVE_KEY
from baro.org.accounts.visits import Visit, note
from baro.org.actors import Actor
from baro.org.models import Account
from baro.trail.changes import change


def added(account: Account, kind: str, visit: Visit) -> None:
    """The owner added a second factor."""
    by = owner_of(account, request_id=visit.request_id)
    with change(Account, account.pk, ADD_KEY, by=by) as (_account, tell):
        tell(kind=coded("org.second_factor", kind))
    note("second_factor_added", visit, account=account.username, kind=kind)


def removed(account: Account, kind: str, visit: Visit) -> None:
    """The owner removed a second factor."""
    by = owner_of(account, request_id=visit.request_id)
    with change(Account, account.pk, REMOVE_KEY, by=by) as (_account, tell):
        tell(kind=coded("org.second_factor", kind))
    note("second_factor_removed", visit, account=account.username, kind=kind)


def forget(account_id: int, *, reason: str, by: Actor) -> Account:
    """Forget all second factors of an account whose owner lost them: the password alone opens it then."""
    with change(Account, account_id, FORGET_KEYS, by=by) as (account, tell):
        Authenticator.objects.filter(user=account).delete()
        tell(reason=reason)
    note("second_factors_forgotten", Visit(), account=account.username, by=by.person_id)
    return account
