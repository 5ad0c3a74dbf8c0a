"""Questions about the installation."""

from __future__ import annotations

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from baro.installation.models import ONLY, Installation
from baro.org.models import Account

SALT = "baro.installation.secret"


def this_one() -> Installation | None:
    """The installation, once it is set up."""
    return Installation.objects.filter(
        pk=ONLY, set_up_at__isnull=False
    ).first()  # sees: its name is on every sign-in page


def waits_for_set_up() -> bool:
    """Whether nobody has an account yet and nothing was set up; the demo is set up by itself."""
    return not settings.DEMO and not Account.objects.exists() and this_one() is None


def digest_of(secret: str) -> str:
    """By what a secret is found: whoever reads the database does not learn it."""
    return salted_hmac(SALT, plain(secret), algorithm="sha256").hexdigest()


def plain(secret: str) -> str:
    """A secret as it was meant: without the dashes and spaces with which it is written, in capitals."""
    return "".join(sign for sign in secret.upper() if sign.isalnum())


def is_code(secret: str) -> bool:
    """Whether it is the code that opens the set-up."""
    row = Installation.objects.filter(pk=ONLY).first()  # sees: whoever has the code
    return bool(row and row.code_digest) and constant_time_compare(row.code_digest, digest_of(secret))
