"""Accounts are given, closed, opened and reset by whoever keeps them, or runs the installation."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.org.accounts import verbs as v
from baro.org.accounts.actions.signing_in import end, held
from baro.org.accounts.actions.slowing import forgive_everywhere
from baro.org.accounts.visits import Visit, note
from baro.org.actors import Actor
from baro.org.models import Account, EndOfSignIn, Person, SignIn
from baro.org.powers.last_keeper import somebody_keeps
from baro.trail.changes import Batch, change, create

LOCAL = Visit()  # a terminal is no address


def add(name: str, person: Person, password: str | None, *, by: Actor, email: str = "") -> Account:
    """Give a person an account; without a password nobody signs in with it until the owner chose one.

    Raises Refused for a name that is taken, a person who has one already, and a password that is easily guessed.
    """
    if Account.objects.filter(username=name).exists():
        raise Refused(_("There is an account %(name)s already: choose another name.") % {"name": name})
    if other := Account.objects.filter(person=person).first():
        sentence = _("%(person)s has the account %(name)s already: open or reset that one.")
        raise Refused(sentence % {"person": person, "name": other})
    account = Account(username=name, person=person, email=email)
    if password is None:
        account.set_unusable_password()
    else:
        _set_password(account, password)
    account, _event = create(account, v.ADD, person, by=by, name=name, person=person.name)
    note("account_added", LOCAL, account=name, person=person.pk)
    return account


def close(name: str, *, by: Actor) -> int:
    """Let nobody sign in with the account of a name any more; returns how many sign-ins ended.

    Raises Refused when there is no such account, or it is closed, or nobody else keeps the accounts.
    """
    return close_one(known(name).pk, by=by)


def close_one(account_id: int, *, by: Actor, visit: Visit = LOCAL) -> int:
    """Let nobody sign in with an account any more, and end its sign-ins; returns how many there were.

    Raises Refused when it is closed, and when nobody else could keep the organisation or its accounts.
    """
    sign_ins = list(SignIn.objects.filter(account=account_id).order_by("pk"))
    with held(sign_ins), change(Account, account_id, v.CLOSE, by=by) as (account, tell), somebody_keeps():
        if not account.is_active:
            raise Refused(_("The account %(name)s is closed already.") % {"name": account})
        account.is_active = False
        account.save(update_fields=["is_active"])
        ended = end(sign_ins, EndOfSignIn.CLOSED, visit, by=by)
        tell()
    note("account_closed", visit, account=account.username)
    return ended


def close_many(account_ids: Iterable[int], *, by: Actor) -> Batch[Account]:
    """Close accounts one after the other, because each ends sign-ins of its own; those that may not be are refused."""
    batch = Batch[Account](list(Account.objects.visible_to(by).filter(pk__in=list(account_ids)).order_by("pk")))
    for account in list(batch.records):
        try:
            close_one(account.pk, by=by)
        except Refused as refusal:
            batch.refuse(account, refusal)
    return batch


def open_again(name: str, *, by: Actor) -> None:
    """Let the account of a name that was closed be used again, with the password that it had.

    Raises Refused when there is no such account, or it is open.
    """
    open_one(known(name).pk, by=by)


def open_one(account_id: int, *, by: Actor, visit: Visit = LOCAL) -> Account:
    """Let an account that was closed be used again, with the password that it had.

    Raises NotNow for one that is open.
    """
    with change(Account, account_id, v.OPEN, by=by) as (account, tell):
        account.is_active = True
        account.save(update_fields=["is_active"])
        tell()
    note("account_opened", visit, account=account.username)
    return account


def unlock(account_id: int, *, by: Actor) -> Account:
    """Let the owner try again at once, from every network."""
    with change(Account, account_id, v.UNLOCK, by=by) as (account, tell):
        forgive_everywhere(account.username)
        tell()
    return account


def reset(name: str, password: str, *, by: Actor) -> int:
    """Set another password and end the sign-ins; returns how many there were.

    Raises Refused when there is no such account, and for a password that is easily guessed.
    """
    sign_ins = _sign_ins(name)
    with held(sign_ins), change(Account, known(name).pk, v.RESET, by=by) as (account, tell):
        _set_password(account, password)
        account.save(update_fields=["password"])
        ended = end(sign_ins, EndOfSignIn.PASSWORD, LOCAL, by=by)
        tell()
    note("account_reset", LOCAL, account=name)
    return ended


def known(name: str) -> Account:
    """The account of a name.

    Raises Refused when there is none.
    """
    account = Account.objects.filter(username=name).first()
    if account is None:
        raise Refused(_("There is no account %(name)s.") % {"name": name})
    return account


def _sign_ins(name: str) -> list[SignIn]:
    return list(SignIn.objects.filter(account__username=name).order_by("pk"))


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise Refused(" ".join(weak.messages)) from weak
    account.set_password(password)
