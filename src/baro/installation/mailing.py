"""The mail server of the installation: the one of the settings, else the one that was typed on its page."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext as _

from baro.installation.mail_address import server_of
from baro.installation.models import ONLY, Installation
from baro.kernel.errors import Refused
from baro.org.accounts.sealing import opened
from baro.ui.outside.server import also_sends

PATIENCE = 10  # seconds that a person at a page waits for a server that says nothing
UNSET = "baro@localhost"


def stored() -> tuple[str, str]:
    """The address of the server that was typed, opened, and from whom e-mails come; blank where there is none."""
    row = Installation.objects.filter(pk=ONLY).values_list("mail_server", "mail_from").first()
    return (opened(row[0]) if row and row[0] else "", row[1] if row else "")


@also_sends
def is_stored() -> bool:
    """Whether a server was typed."""
    return Installation.objects.filter(pk=ONLY).exclude(mail_server="").exists()


class Server(EmailBackend):
    """Sends by the server of the settings, else by the one that was typed."""

    def __init__(self, **options: Any) -> None:
        address, self.sender = ("", "") if settings.EMAIL_HOST else stored()
        super().__init__(**(parts_of(address) if address else {}) | options)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Hand them over, in the name of the installation where nobody else is named."""
        for message in email_messages:
            if self.sender and message.from_email == UNSET:
                message.from_email = self.sender
        return super().send_messages(email_messages) or 0


def parts_of(address: str) -> dict[str, Any]:
    """The server of an address, as a connection takes it."""
    server = server_of(address)
    return {
        "host": server["HOST"],
        "port": server["PORT"],
        "username": server["HOST_USER"],
        "password": server["HOST_PASSWORD"],
        "use_tls": server["USE_TLS"],
        "use_ssl": server["USE_SSL"],
    }


def try_out(address: str, sender: str, to: str, name: str) -> None:
    """Send a test e-mail by a server, or by the one that is set where none is named.

    Raises Refused with what the server said, also when it says nothing for some seconds.
    """
    connection = Server(**parts_of(address) if address else {}, timeout=PATIENCE)
    if not connection.host:
        raise Refused(_("No mail server is set: type its address first."))
    words = _("This is a test. If you can read it, Baro can send e-mails.")
    mail = EmailMessage(f"Baro: {name}", words, sender or connection.sender or settings.DEFAULT_FROM_EMAIL, [to])
    try:
        connection.send_messages([mail])
    except TimeoutError as silent:
        sentence = _("The mail server %(host)s did not answer within %(seconds)d seconds: check address and port.")
        raise Refused(sentence % {"host": connection.host, "seconds": PATIENCE}) from silent
    except (OSError, smtplib.SMTPException) as error:
        said = " ".join(str(error).split())[:200]
        sentence = _("The mail server %(host)s took no e-mail: %(said)s")
        raise Refused(sentence % {"host": connection.host, "said": said}) from error
