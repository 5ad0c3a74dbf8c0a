"""Typed reading of the environment; the safe value is the default."""

from __future__ import annotations

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from baro.installation.mail_address import EXAMPLE, server_of
from baro.kernel.errors import Refused

ROOT = Path(__file__).resolve().parents[3]
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def text(name: str, default: str = "") -> str:
    """A setting as it stands."""
    return os.environ.get(f"BARO_{name}", default)


def flag(name: str) -> bool:
    """A switch: on when the setting is 1, true or yes."""
    return text(name).lower() in {"1", "true", "yes"}


def words(name: str, default: str) -> list[str]:
    """A list of words with commas between."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def networks(name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """A list of networks or single addresses with commas between.

    Raises ImproperlyConfigured for what is neither.
    """
    try:
        return tuple(map(ip_network, words(name, "")))
    except ValueError as wrong:
        raise ImproperlyConfigured(f"BARO_{name} names networks, as 10.0.0.0/24,::1: {wrong}.") from wrong


def address(name: str) -> str:
    """An address that people write to: ``mailto:``, ``tel:`` or ``https:``; blank when none is set.

    Raises ImproperlyConfigured for anything else.
    """
    given = text(name)
    if given and (not given.startswith(("mailto:", "tel:", "https:")) or len(given.split()) > 1):
        raise ImproperlyConfigured(f"BARO_{name} begins with mailto:, tel: or https:, as mailto:safety@example.org.")
    return given


def mail_server() -> dict[str, Any]:
    """BARO_SMTP, as Django's settings for sending mail: ``smtp://``, ``smtp+tls://`` (STARTTLS) or ``smtps://``.

    Raises ImproperlyConfigured for anything else.
    """
    try:
        return server_of(text("SMTP"))
    except ValueError:
        raise ImproperlyConfigured(f"BARO_SMTP names a mail server, as {EXAMPLE}.") from None


def identity_providers() -> list[dict[str, Any]]:
    """The identity provider that BARO_OIDC names by its address, as allauth's app; none when it is not set.

    Raises ImproperlyConfigured for an address without TLS that does not lead to this machine, or without a client.
    """
    if not (address := text("OIDC").rstrip("/")):
        return []
    given = urlsplit(address)
    if not given.hostname or (given.scheme != "https" and given.hostname not in {"localhost", "127.0.0.1"}):
        raise ImproperlyConfigured("BARO_OIDC names an identity provider, as https://id.example.org/realms/staff.")
    if not text("OIDC_CLIENT"):
        raise ImproperlyConfigured("Set BARO_OIDC_CLIENT: the name by which the identity provider knows Baro.")
    return [
        {
            "provider_id": "own",
            "name": text("OIDC_NAME", given.hostname),
            "client_id": text("OIDC_CLIENT"),
            "secret": text("OIDC_SECRET"),
            "settings": {"server_url": address},
        }
    ]


def site(hosts: list[str], *, behind_tls: bool) -> str:
    """BARO_URL, the address at which people open Baro, without a slash at its end; else made of the first host."""
    return text("URL").rstrip("/") or f"{'https' if behind_tls else 'http'}://{hosts[0] if hosts else 'localhost'}"


def number(name: str, default: int) -> int:
    """A whole number.

    Raises Refused for anything else.
    """
    given = text(name)
    if given and not given.isdecimal():
        raise Refused(f"BARO_{name} is {given!r}: set a whole number.")
    return int(given) if given else default


def folder() -> Path:
    """Where this installation keeps its files: BARO_VAR, or ``var`` beside the checkout."""
    return Path(text("VAR") or ROOT / "var")


def log_level() -> str:
    """How much is told in the log.

    Raises Refused for a word that is no level.
    """
    level = text("LOG_LEVEL", "WARNING").upper()
    if level not in LOG_LEVELS:
        raise Refused(f"BARO_LOG_LEVEL is {text('LOG_LEVEL')!r}: set one of {', '.join(LOG_LEVELS)}.")
    return level


def log_format() -> str:
    """How the log is written: ``plain`` for people, ``json`` for programs, a line each.

    Raises Refused for another word.
    """
    given = text("LOG_FORMAT", "plain")
    if given not in {"plain", "json"}:
        raise Refused(f"BARO_LOG_FORMAT is {given!r}: set plain or json.")
    return given


def secret_key() -> str:
    """BARO_SECRET_KEY, or the key that was made once and kept in the installation's own folder.

    Raises ImproperlyConfigured when there is neither.
    """
    if given := text("SECRET_KEY"):
        return given
    kept = folder() / "secret-key"
    if kept.exists():
        return kept.read_text().strip()
    raise ImproperlyConfigured(f"Set BARO_SECRET_KEY, or start with the command baro, which keeps a key in {kept}.")


PREPARED: dict[str, Any] = {
    "server_side_binding": True,
    "prepare_threshold": 5,
}  # what is asked again and again is planned once


def database(name: str = "DATABASE_URL") -> dict[str, Any]:
    """BARO_DATABASE_URL, or another address of a database, as Django's database settings."""
    parts = dict(conninfo_to_dict(text(name) or text("DATABASE_URL", "postgresql:///baro")))
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    known: dict[str, Any] = {names[key]: str(value) for key, value in parts.items() if key in names}
    options = {key: value for key, value in parts.items() if key not in names}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,  # after a new start of the database nobody sees that the old one is gone
        "OPTIONS": PREPARED | options,
        **known,
    }
