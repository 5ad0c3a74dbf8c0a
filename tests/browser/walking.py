"""Which pages there are for whom in the demo: found by following links, compared with the table of addresses."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape

from django.urls import Resolver404, resolve, reverse

from tests.addresses import Address, addresses
from tests.browser.conftest import Visitor

LINK = re.compile(r'(?:href|src|action|hx-get)="(/[^"#]*)')
RECORDS = 120  # of a kind that somebody looks at, because what can be done to one depends on its state
START = "ui.my_work"


@dataclass
class Walk:
    """The first page of each address that somebody finds, with who that is; ``others`` answers with no page."""

    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)

    def of(self, visitor: Visitor, persona: str) -> None:
        """What one persona finds, from every address that needs no key on."""
        known = {address.name: address for address in addresses()}
        # What waits for somebody first: among the records of years what is to be done would be met too late.
        names = sorted((name for name, address in known.items() if not address.keys), key=lambda name: name != START)
        ways = deque(map(reverse, names))
        met, seen = Counter[str](), set[str]()
        while ways:
            path = ways.popleft()
            name = _named(path)
            if path in seen or not self._is_worth(known.get(name), met):
                continue
            seen.add(path)
            met[name] += 1
            ways.extend(self._looked_at(visitor, persona, name, path))

    def _is_worth(self, address: Address | None, met: Counter[str]) -> bool:
        """Whether the address leads on: to records and lists of what this persona sees, or to something new."""
        if address is None or address.name in LEFT:
            return False
        if address.name in self.others:
            return False
        if address.keys and (address.name == address.model or address.name not in self.pages):
            return met[address.name] < RECORDS
        return met[address.name] < 1

    def _looked_at(self, visitor: Visitor, persona: str, name: str, path: str) -> Iterable[str]:
        """Look at an address, and give the ways that lead on from it."""
        answer = visitor.page.context.request.get(visitor.address + path, max_redirects=0)
        if answer.status != 200:
            self.others |= {name} if answer.status == 405 else set()
            return ()
        words = answer.text() if "text/html" in answer.headers.get("content-type", "") else ""
        if not words.lstrip().startswith("<!doctype html"):
            self.others.add(name)
            return ()
        self.pages.setdefault(name, (persona, path))
        return [unescape(found) for found in LINK.findall(words)]


def _named(path: str) -> str:
    try:
        return str(resolve(path.partition("?")[0]).view_name)
    except Resolver404:
        return ""


# Addresses that no link of a walk may be followed to, and why.
LEFT = {
    "account_logout": "it ends the walk",
    "ui.notice": "it leads to the page of what happened",
}


def unmet(walk: Walk, reasons: dict[str, str]) -> list[str]:
    """The addresses of which nobody found a page, and those that are excused and were found all the same."""
    buttons = {one.name for one in addresses() if (one.verb and one.verb.at_once) or one.name.endswith(".many")}
    known = {one.name for one in addresses()} - buttons - LEFT.keys()
    missing = sorted(known - walk.pages.keys() - walk.others - reasons.keys())
    return [f"nobody finds {name}" for name in missing] + [
        f"{name} is found: take it out" for name in sorted(reasons.keys() & walk.pages.keys())
    ]
