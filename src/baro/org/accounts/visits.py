"""From where somebody asks, in words that may be kept, and the lines that tell it to whoever watches."""

from __future__ import annotations

import json
import logging
import uuid
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.utils import timezone

from baro.kernel import rulebook
from baro.org.rulebook import SigningIn

LOG = logging.getLogger("baro.security")
UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as signing in sees it: address, browser in words of ours, request; blank where unknown."""

    address: str = ""
    browser: str = ""
    request_id: uuid.UUID | None = None

    @property
    def network(self) -> str:
        """The network that counts as one place."""
        return network_of(self.address, rulebook.today(SigningIn))

    @property
    def facts(self) -> dict[str, str]:
        """What an event tells of it: the place, never the exact address."""
        return {"network": self.network or UNKNOWN, "browser": self.browser or UNKNOWN}


def network_of(address: str, rule: SigningIn) -> str:
    """The network of an address, as ``203.0.113.0/24``; blank for what is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    prefix = rule.ipv4_prefix if found.version == 4 else rule.ipv6_prefix
    return str(ip_network((found.packed, prefix), strict=False))


def note(event: str, visit: Visit, **facts: Any) -> None:
    """Write one line of JSON for whoever watches: what happened, from which address, in which request.

    Only what Baro knows itself goes in: no password, no key of a session, no name that was merely typed.
    """
    told: dict[str, Any] = {"at": timezone.now().isoformat(timespec="milliseconds"), "event": event}
    told |= {"address": visit.address, "browser": visit.browser, "request": visit.request_id}
    LOG.info(json.dumps(told | facts, default=str))
