"""Accounts are tied to users of the organisation's identity provider."""

from __future__ import annotations

from typing import Any

from baro.kernel.wordings import coded
from baro.org.accounts.actions.signing_in import owner_of
from baro.org.accounts.verbs import ADD_KEY
from baro.org.accounts.visits import Visit, note
from baro.org.models import Account
from baro.trail.changes import change


def tie(account: Account, sociallogin: Any, visit: Visit) -> None:
    """Let the user of the provider sign in as the account from now on."""
    with change(Account, account.pk, ADD_KEY, by=owner_of(account, request_id=visit.request_id)) as (found, tell):
        sociallogin.user = found
        sociallogin.account.user = found
        sociallogin.account.save()
        tell(kind=coded("org.second_factor", "provider"))
    note("provider_tied", visit, account=account.username)
