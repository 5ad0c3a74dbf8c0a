"""Accounts are given, closed, opened and reset by whoever runs the installation."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from baro.kernel.errors import Refused
from baro.org.accounts import verbs as v
from baro.org.accounts.actions.signing_in import end, held
from baro.org.accounts.visits import Visit, note
from baro.org.actors import Actor
from baro.org.models import Account, EndOfSignIn, Person, SignIn
from baro.trail.changes import change, create

LOCAL = Visit()  # a terminal is no address


def add(name: str, person: Person, password: str, *, by: Actor) -> Account:
    """Give a person an account.

    Raises Refused for a name that is taken, a person who has one already, and a password that is easily guessed.
    """
    if Account.objects.filter(username=name).exists():
        raise Refused(f"There is an account {name} already: choose another name.")
    if held := Account.objects.filter(person=person).first():
        raise Refused(f"{person} has the account {held} already: open or reset that one.")
    account = Account(username=name, person=person)
    _set_password(account, password)
    account, _event = create(account, v.ADD, person, by=by, name=name, person=person.name)
    note("account_added", LOCAL, account=name, person=person.pk)
    return account


def close(name: str, *, by: Actor) -> int:
    """Let nobody sign in with an account any more, and end its sign-ins; returns how many there were.

    Raises Refused when there is no such account, or it is closed.
    """
    sign_ins = _sign_ins(name)
    with held(sign_ins), change(Account, known(name).pk, v.CLOSE, by=by) as (account, tell):
        if not account.is_active:
            raise Refused(f"The account {name} is closed already.")
        account.is_active = False
        account.save(update_fields=["is_active"])
        ended = end(sign_ins, EndOfSignIn.CLOSED, LOCAL, by=by)
        tell()
    note("account_closed", LOCAL, account=name)
    return ended


def open_again(name: str, *, by: Actor) -> None:
    """Let an account that was closed be used again, with the password that it had.

    Raises Refused when there is no such account, or it is open.
    """
    with change(Account, known(name).pk, v.OPEN, by=by) as (account, tell):
        if account.is_active:
            raise Refused(f"The account {name} is open.")
        account.is_active = True
        account.save(update_fields=["is_active"])
        tell()
    note("account_opened", LOCAL, account=name)


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
        raise Refused(f"There is no account {name}.")
    return account


def _sign_ins(name: str) -> list[SignIn]:
    return list(SignIn.objects.filter(account__username=name).order_by("pk"))


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise Refused(" ".join(weak.messages)) from weak
    account.set_password(password)
