"""Every address of the product, from the URLconf: its name, what its view answers to, and whose key it begins with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from baro.kernel.verbs import Verb, all_verbs


@dataclass(frozen=True, slots=True)
class Address:
    """A named address; ``model`` is the label of the record above whose page it lies, when it lies above one.

    ``keys`` are the names of what stands in it, in order.
    """

    name: str
    route: str
    keys: tuple[str, ...]
    view: Any
    model: str = ""

    @property
    def verb(self) -> Verb | None:
        """The verb that is done at it."""
        return next((verb for verb in all_verbs() if verb.code == self.name), None)


@cache
def addresses() -> tuple[Address, ...]:
    """Every named address, in order of name."""
    found = list(_walked(get_resolver().url_patterns))
    labels = {model._meta.label_lower for model in apps.get_models()}
    pages = {route: pattern.name for route, pattern in found if pattern.name in labels}
    named = (_address(route, pattern, pages) for route, pattern in found if pattern.name)
    return tuple(sorted(named, key=lambda one: one.name))


def _walked(patterns: Iterable[Any], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _walked(pattern.url_patterns, route)
        else:
            yield route, pattern


def _address(route: str, pattern: URLPattern, pages: dict[str, str]) -> Address:
    """The address, with the nearest page of a record that its route begins with."""
    steps = route.split("/")
    above = ("".join(f"{step}/" for step in steps[:end]) for end in range(len(steps) - 1, 0, -1))
    model = next((pages[page] for page in above if page in pages), "")
    return Address(str(pattern.name), route, tuple(pattern.pattern.converters), pattern.callback, model)
