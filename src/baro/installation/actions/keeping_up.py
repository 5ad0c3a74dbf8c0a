"""What whoever keeps the installation changes later: its name, its language, its mail server."""

from __future__ import annotations

from django.utils import timezone

from baro.installation import mailing
from baro.installation.mail_address import spoken
from baro.installation.models import Installation
from baro.installation.verbs import BEGIN, RENAME, SET_MAIL, TEST_MAIL
from baro.org.accounts.sealing import sealed
from baro.org.actors import Actor
from baro.trail.changes import change


def begin(pk: int, *, by: Actor) -> Installation:
    """End the founding: from now on nobody fills a weighty post alone."""
    with change(Installation, pk, BEGIN, by=by) as (installation, tell):
        installation.began_at = timezone.now()
        installation.save(update_fields=["began_at"])
        tell()
    return installation


def rename(pk: int, *, name: str, language: str, by: Actor) -> Installation:
    """Call the installation otherwise; the language is that of e-mails and of accounts given from now on."""
    with change(Installation, pk, RENAME, by=by) as (installation, tell):
        installation.name, installation.language = name, language
        installation.save(update_fields=["name", "language"])
        tell(name=name)
    return installation


def set_mail(pk: int, *, server: str, sender: str, by: Actor) -> Installation:
    """Send by another server from now on; without one, no e-mail is sent. The trail tells no password."""
    with change(Installation, pk, SET_MAIL, by=by) as (installation, tell):
        installation.mail_server, installation.mail_from = (sealed(server) if server else ""), sender
        installation.save(update_fields=["mail_server", "mail_from"])
        tell(server=spoken(server))
    return installation


def test_mail(pk: int, *, to: str, by: Actor) -> Installation:
    """Send a test e-mail.

    Raises Refused with what the server said.
    """
    with change(Installation, pk, TEST_MAIL, by=by) as (installation, tell):
        mailing.try_out("", "", to, str(installation))
        installation.mail_tested_at = timezone.now()
        installation.save(update_fields=["mail_tested_at"])
        tell()
    return installation
