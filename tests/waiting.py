"""Rows for every kind of waiting: each part says in its ``tests/waiting.py`` how something comes to wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

from tests.guards.declared import SOURCE
from tests.world import World

Fill = Callable[[World], object]
_fillers: dict[str, Fill] = {}


def waits(code: str) -> Callable[[Fill], Fill]:
    """Declare the function that makes something of a kind wait for somebody of the town."""

    def declare(fill: Fill) -> Fill:
        if code in _fillers:
            raise ValueError(f"{code} is filled twice")
        _fillers[code] = fill
        return fill

    return declare


@cache
def fillers() -> dict[str, Fill]:
    """Every part's ``tests/waiting.py``, read once: kind to what makes something of it wait."""
    for path in sorted(SOURCE.rglob("tests/waiting.py")):
        import_module("baro." + ".".join(path.relative_to(SOURCE).with_suffix("").parts))
    return _fillers


def filled(world: World) -> World:
    """The town in which something of every kind waits."""
    for fill in fillers().values():
        fill(world)
    return world
