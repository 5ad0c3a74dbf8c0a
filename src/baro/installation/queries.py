"""Questions about the installation."""

from __future__ import annotations

import os
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from baro.installation import own_rules
from baro.installation.models import ONLY, Installation
from baro.installation.rulebook import Accounts
from baro.kernel import rulebook
from baro.org.actors import Actor
from baro.org.models import Account
from baro.org.powers.second_person import while_founding

SALT = "baro.installation.secret"


def this_one() -> Installation | None:
    """The installation, once it is set up; a process that began before goes by its rules from now on."""
    # sees: its name is on every sign-in page
    found = Installation.objects.filter(pk=ONLY, set_up_at__isnull=False).first()
    if found and os.environ.pop(own_rules.WAITING, ""):
        own_rules.read_anew()
    return found


def waits_for_set_up() -> bool:
    """Whether nobody has an account yet and nothing was set up; the demo is set up by itself."""
    return not settings.DEMO and not Account.objects.exists() and this_one() is None


@while_founding
def founds(actor: Actor) -> bool:
    """Whether somebody still founds the organisation: keeps the installation, and its first working day is to come.

    After the days of the rule it is over in any case.
    """
    if not actor.holds_anywhere("installation.keep"):
        return False
    since = timezone.now() - timedelta(days=rulebook.today(Accounts).founding_days)
    found = Installation.objects.filter(pk=ONLY, began_at=None, set_up_at__gt=since)
    return found.exists()


def digest_of(secret: str) -> str:
    """By what a secret is found: whoever reads the database does not learn it."""
    return salted_hmac(SALT, plain(secret), algorithm="sha256").hexdigest()


def plain(secret: str) -> str:
    """A secret as it was meant: without the dashes and spaces with which it is written, in capitals."""
    return "".join(sign for sign in secret.upper() if sign.isalnum())


def is_code(secret: str) -> bool:
    """Whether it is the code that opens the set-up."""
    row = Installation.objects.filter(pk=ONLY).first()  # sees: whoever has the code
    return row is not None and bool(row.code_digest) and constant_time_compare(row.code_digest, digest_of(secret))
