"""Sign-ins: they begin, are used, and end; each is told in the trail and to whoever watches."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from baro.kernel import rulebook
from baro.kernel.decisions import require
from baro.kernel.wordings import coded
from baro.org.accounts import verbs as v
from baro.org.accounts.visits import UNKNOWN, Visit, note
from baro.org.actors import Actor
from baro.org.models import Account, EndOfSignIn, SignIn
from baro.org.rulebook import SigningIn
from baro.trail.changes import change, record_event
from baro.trail.kept import brought_about, standing


def owner_of(account: Account, *, request_id: uuid.UUID | None = None) -> Actor:
    """Whose account it is, as the one who acts on it: in no post, for signing in needs none."""
    name = account.person.name if account.person else account.username
    known = replace(Actor.nobody(), person_id=account.person_id, name=name, title=name)
    return replace(known, account_id=account.pk, request_id=request_id)


def begin(account: Account, session_key: str, visit: Visit) -> SignIn:
    """Somebody signed in: remember the session as theirs."""
    now, by = timezone.now(), owner_of(account, request_id=visit.request_id)
    with change(Account, account.pk, v.SIGN_IN, by=by) as (_account, tell):
        sign_in = _remembered(account, session_key, visit, since=now, now=now)
        tell(**visit.facts)
    note("sign_in", visit, account=account.username)
    return sign_in


def _remembered(account: Account, session_key: str, visit: Visit, *, since: datetime, now: datetime) -> SignIn:
    place = {"network": visit.network, "browser": visit.browser}
    return SignIn.objects.create(account=account, session_id=session_key, at=since, seen_at=now, **place)


def fail(name: str, visit: Visit) -> None:
    """A password was wrong, or the account closed. Only an account that there is has events to tell it.

    For one that there is not, the same event is written and taken back, and the disk is waited for in neither case:
    how long the answer takes does not say whether there is such an account.
    """
    account, by = Account.objects.filter(username=name).first(), _system(v.FAIL_SIGN_IN, visit)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")
        told = account or Account(pk=0)
        require(by, v.FAIL_SIGN_IN, told)
        record_event(v.FAIL_SIGN_IN, told, by=by, facts=visit.facts)
        transaction.set_rollback(account is None)
    note("sign_in_failed", visit, account=account and account.username)


def slow_down(name: str, visit: Visit, *, seconds: int) -> None:
    """An attempt was refused without looking at its password; that is watched, and no event."""
    known = Account.objects.filter(username=name).exists()
    note("sign_in_slowed", visit, account=name if known else None, seconds=seconds)


def leave(account: Account, visit: Visit) -> None:
    """Somebody signed out; whoever calls takes the session away."""
    by = owner_of(account, request_id=visit.request_id)
    with change(Account, account.pk, v.SIGN_OUT, by=by) as (_account, tell):
        tell(**visit.facts)
    note("sign_out", visit, account=account.username)


def use(session_key: str, now: datetime) -> None:
    """The sign-in is in use."""
    SignIn.objects.filter(session=session_key).update(seen_at=now)


def end(sign_ins: Iterable[SignIn], why: EndOfSignIn, visit: Visit, *, by: Actor) -> int:
    """End sign-ins at once, by taking their sessions away; returns how many there were.

    Those that ended by themselves meanwhile are left alone. Raises Http404 for those of an account that the actor
    cannot see.
    """
    return sum(_ended(one, why, visit, by) for one in list(sign_ins))


def _ended(one: SignIn, why: EndOfSignIn, visit: Visit, by: Actor) -> bool:
    with held([one]) as sessions:
        if not sessions:
            return False
        with change(Account, one.account_id, v.END_SIGN_IN, by=by) as (account, tell):
            Session.objects.filter(pk=one.session_id).delete()
            place = {"network": one.network or UNKNOWN, "browser": one.browser or UNKNOWN}
            tell(since=timezone.localdate(one.at), why=coded("org.end_of_sign_in", why), **place)
    note("sign_in_ended", visit, account=account.username, why=str(why.value))
    return True


@contextmanager
def held(sign_ins: Iterable[SignIn]) -> Iterator[list[Session]]:
    """Hold the sessions of sign-ins before their account: in the order of every deed, so none waits in a circle.

    Gives those that there still are.
    """
    keys = [one.session_id for one in sign_ins]
    with transaction.atomic():
        yield list(Session.objects.filter(pk__in=keys).order_by("pk").select_for_update())


def end_outlived(now: datetime) -> int:
    """End the sign-ins that nobody used for too long or that lasted too long, and forget empty sessions."""
    rule, by = rulebook.today(SigningIn), Actor.system("org.end_sign_ins")
    too_old = Q(at__lte=now - rule.longest)
    count = end(SignIn.objects.filter(too_old).order_by("pk"), EndOfSignIn.LONGEST, Visit(), by=by)
    idle = SignIn.objects.filter(seen_at__lte=now - rule.idle).order_by("pk")
    count += end(idle, EndOfSignIn.IDLE, Visit(), by=by)
    Session.objects.filter(expire_date__lte=now).delete()
    return count


def end_outlived_one(session_key: str, why: EndOfSignIn, visit: Visit) -> None:
    """End the sign-in of a session that lasted too long, when somebody comes with it again."""
    end(SignIn.objects.filter(session=session_key), why, visit, by=_system(v.END_SIGN_IN, visit))


def change_password(account: Account, session_key: str, since: datetime, visit: Visit) -> None:
    """The owner changed the password: every other sign-in ends, and the session at hand goes on under its new key."""
    by = owner_of(account, request_id=visit.request_id)
    others = list(account.sign_ins.exclude(session=session_key).order_by("pk"))
    with held(others), change(Account, account.pk, v.CHANGE_PASSWORD, by=by) as (changed, tell):
        end(others, EndOfSignIn.PASSWORD, visit, by=by)
        _remembered(account, session_key, visit, since=since, now=timezone.now())
        tell(**brought_about({}, standing(changed)))  # it was saved before anybody told
    note("password_changed", visit, account=account.username)


def _system(verb: object, visit: Visit) -> Actor:
    return replace(Actor.system(str(verb)), request_id=visit.request_id)
