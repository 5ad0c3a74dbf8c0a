"""Waiting after wrong passwords, by account and network: no stranger's mistakes ever close an account to its owner."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from django.db import connection, transaction
from django.db.models import Count, Max, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.org.models import SignInAttempt
from baro.org.rulebook import SigningIn

SALT = "baro.org.accounts.name"
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('org.sign_in ' || %s, 0))"


class MustWait(Refused):
    """Too many wrong passwords: one may try again in so many seconds (HTTP 429)."""

    status = 429

    def __init__(self, seconds: int) -> None:
        sentence = ngettext(
            "Too many wrong passwords: try again in %(seconds)d second.",
            "Too many wrong passwords: try again in %(seconds)d seconds.",
            seconds,
        )
        super().__init__(sentence % {"seconds": seconds})
        self.seconds = seconds


def attempt(name: str, network: str) -> None:
    """Count an attempt to sign in, before anybody looks at its password; a right one is taken back by `forgive`.

    Counted first, many attempts at one moment are no way around the wait. Raises MustWait, and counts nothing, while
    the account is closed to the network, or the network to every account.
    """
    rule, now = rulebook.today(SigningIn), timezone.now()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ONE_AT_A_TIME, [network])
        if left := max(_left_for_account(name, network, rule, now), _left_for_network(network, rule, now)):
            raise MustWait(ceil(left / timedelta(seconds=1)))
        SignInAttempt.objects.create(name_digest=_digest(name), network=network, at=now)


def forgive(name: str, network: str) -> None:
    """The password was right: whatever was typed before from there counts no more."""
    SignInAttempt.objects.filter(network=network, name_digest=_digest(name)).delete()


def forgive_everywhere(name: str) -> None:
    """Whatever was typed before for an account counts no more, from wherever."""
    SignInAttempt.objects.filter(name_digest=_digest(name)).delete()


def forget(now: datetime) -> None:
    """Forget the attempts that count no more."""
    SignInAttempt.objects.filter(at__lte=now - rulebook.today(SigningIn).forgotten_after).delete()


def _left_for_account(name: str, network: str, rule: SigningIn, now: datetime) -> timedelta:
    tried = SignInAttempt.objects.filter(network=network, name_digest=_digest(name), at__gt=now - rule.forgotten_after)
    failures, last = _counted(tried, "pk")
    return _left(last, rule.wait_after(failures), now)


def _left_for_network(network: str, rule: SigningIn, now: datetime) -> timedelta:
    tried = SignInAttempt.objects.filter(network=network, at__gt=now - rule.names_forgotten_after)
    names, last = _counted(tried, "name_digest")
    return _left(last, rule.wait_after_names(names), now)


def _counted(tried: QuerySet[SignInAttempt], what: str) -> tuple[int, datetime | None]:
    found = tried.aggregate(count=Count(what, distinct=True), last=Max("at"))
    return found["count"], found["last"]


def _left(last: datetime | None, wait: timedelta, now: datetime) -> timedelta:
    return max(last + wait - now, timedelta()) if last else timedelta()


def _digest(name: str) -> str:
    return salted_hmac(SALT, name, algorithm="sha256").hexdigest()
