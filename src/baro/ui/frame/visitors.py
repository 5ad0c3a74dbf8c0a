"""From where a request comes: the address behind proxies that are trusted, and the browser in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core import checks
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from baro.org.accounts.visits import Visit

# What stands in a User-Agent, and how it is called; the first that is found counts, for most name others as well.
BROWSERS = (
    ("coc_coc_browser", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("FxiOS", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def visitor_address(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware, the outermost: ``REMOTE_ADDR`` is the visitor's own address for everything that asks from here on."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        peer, claimed = request.META.get("REMOTE_ADDR", ""), request.META.pop("HTTP_X_FORWARDED_FOR", "")
        request.META["REMOTE_ADDR"] = believed(peer, claimed)
        if settings.TRUSTED_PROXIES and not _is_trusted(peer):
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return get_response(request)

    return answer


def believed(peer: str, claimed: str) -> str:
    """The address of the visitor: of the peer and those whom X-Forwarded-For names, the last that is no trusted proxy.

    A peer that is not trusted is the visitor itself, whatever it claims; so is a proxy that claims what is no address.
    """
    chain = [one.strip() for one in claimed.split(",")]
    address = peer
    while chain and _is_trusted(address) and _is_address(chain[-1]):
        address = chain.pop()
    return address


@checks.register(checks.Tags.security, deploy=True)
def proxies_are_named(app_configs: Sequence[Any] | None, **_more: Any) -> list[checks.CheckMessage]:
    """Warn where a proxy stands in front that nobody named: all visitors would look as one, and wait for each other."""
    if not settings.BEHIND_TLS or settings.TRUSTED_PROXIES:
        return []
    hint = "Set BARO_TRUSTED_PROXIES to the address of the web server in front, as 127.0.0.1."
    return [
        checks.Warning("BARO_TLS is set and no trusted proxy is named: all visitors look as one.", hint, id="baro.W001")
    ]


def visit_of(request: HttpRequest | None) -> Visit:
    """The request as signing in sees it; a visit from nowhere where a program asks without one."""
    if request is None:
        return Visit()
    browser = browser_of(request.META.get("HTTP_USER_AGENT", ""))
    return Visit(request.META.get("REMOTE_ADDR", ""), browser, getattr(request, "request_id", None))


def browser_of(agent: str) -> str:
    """The browser and its system as people call them, never what a visitor wrote; blank when neither is known."""
    found = (next((name for mark, name in table if mark in agent), "") for table in (BROWSERS, SYSTEMS))
    return ", ".join(filter(None, found))


def _is_trusted(address: str) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in settings.TRUSTED_PROXIES)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
