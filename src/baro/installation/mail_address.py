"""The address of a mail server in one line, as settings, files of answers and the set-up write it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote, urlsplit

PORTS = {"": 0, "smtp": 25, "smtp+tls": 587, "smtps": 465}
EXAMPLE = "smtp+tls://user:password@mail.example.org:587"


def server_of(address: str) -> dict[str, Any]:
    """``smtp://``, ``smtp+tls://`` (STARTTLS) or ``smtps://`` as Django's settings for sending mail.

    Raises ValueError for anything else.
    """
    given = urlsplit(address)
    if given.scheme not in PORTS or (given.scheme and not given.hostname):
        raise ValueError(address)
    return {
        "HOST": given.hostname or "",
        "PORT": given.port or PORTS[given.scheme],
        "HOST_USER": unquote(given.username or ""),
        "HOST_PASSWORD": unquote(given.password or ""),
        "USE_TLS": given.scheme == "smtp+tls",
        "USE_SSL": given.scheme == "smtps",
    }


def address_of(scheme: str, host: str, port: int | None, user: str = "", password: str = "") -> str:
    """The line of a server whose parts were typed one by one."""
    who = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    return f"{scheme}://{who}{host}:{port or PORTS[scheme]}"


def spoken(address: str) -> str:
    """The server in words that may be told: without name and password."""
    server = server_of(address)
    return f"{server['HOST']}:{server['PORT']}" if server["HOST"] else "—"
