"""The town, filled: each part says in its ``tests/filling.py`` how rows come into its lists and what addresses name.

The guards ask here, so that a new list, model or page is looked at without anybody naming it to a guard; what nobody
filled is a fault.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import models
from django.test import Client

from tests.addresses import Address
from tests.guards.declared import SOURCE
from tests.world import PEOPLE, World

Fill = Callable[[World, int], None]
Name = Callable[[World, Client], dict[str, Any]]
STRANGER = "dov"  # sees nothing of what is filled


@dataclass(frozen=True, slots=True)
class Filler:
    """Makes more rows of a list, or of a model that no list shows: ``sees`` sees them, the stranger does not."""

    code: str
    sees: str
    fill: Fill


@dataclass(frozen=True, slots=True)
class Named:
    """What stands in an address beside the key of the record that it begins with; ``everybody`` may ask there."""

    name: str
    sees: str
    args: Name
    everybody: bool


_fillers: dict[str, Filler] = {}
_names: dict[str, Named] = {}


def fills(code: str, *, sees: str) -> Callable[[Fill], Fill]:
    """Declare the function that makes so many more rows of a list (by its code) or of a model (by its label)."""

    def declare(fill: Fill) -> Fill:
        if code in _fillers:
            raise ValueError(f"{code} is filled twice")
        _fillers[code] = Filler(code, sees, fill)
        return fill

    return declare


def names(*addresses: str, sees: str, everybody: bool = False) -> Callable[[Name], Name]:
    """Declare the function that says what stands in some addresses, for somebody with this browser."""

    def declare(args: Name) -> Name:
        for name in addresses:
            if name in _names:
                raise ValueError(f"{name} is named twice")
            _names[name] = Named(name, sees, args, everybody)
        return args

    return declare


@cache
def _gathered() -> bool:
    """Every part's ``tests/filling.py``, read once."""
    for path in sorted(SOURCE.rglob("tests/filling.py")):
        import_module("baro." + ".".join(path.relative_to(SOURCE).with_suffix("").parts))
    return True


def filler_of(code: str) -> Filler | None:
    """How the list or model of a code is filled, if somebody says it."""
    return _fillers.get(code) if _gathered() else None


def filled(world: World, *, number: int = 1) -> World:
    """The town with so many more rows of everything that somebody fills."""
    if _gathered():
        for filler in _fillers.values():
            filler.fill(world, number)
    return world


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address leads in the filled town, who may go there, and whether others find nothing there."""

    args: dict[str, Any]
    sees: str
    hidden: bool


def place_of(address: Address, world: World, browsers: dict[str, Client]) -> Place:
    """Where an address leads in the filled town.

    Raises LookupError, which says what is missing, when nobody said what stands in the address.
    """
    named = _names.get(address.name) if _gathered() else None
    args, sees, left = {}, named.sees if named else "ada", set(address.keys)
    if address.model:
        sees, key = _record(address.model, world)
        args[address.keys[0]] = key
        left.discard(address.keys[0])
    if left and named is None:
        raise LookupError(f"{address.name}: say with @names what stands for {', '.join(sorted(left))}")
    if left and named:
        args |= named.args(world, browsers[sees])
    return Place(args, sees, hidden=bool(address.keys) and not (named and named.everybody))


def _record(label: str, world: World) -> tuple[str, int]:
    """The newest record of a model that somebody sees and the stranger does not, with who that is."""
    model = apps.get_model(label)
    rows: Any = model._default_manager
    if not hasattr(rows, "visible_to"):
        if (filler := filler_of(label)) is None:
            raise LookupError(f"{label}: say with @fills who sees its rows")
        return filler.sees, _newest(rows.all(), label)
    hidden = rows.visible_to(getattr(world, STRANGER)).order_by().values("pk")
    for name in PEOPLE:
        seen = rows.visible_to(getattr(world, name)).exclude(pk__in=hidden)
        if seen.exists():
            return name, _newest(seen, label)
    raise LookupError(f"{label}: fill it with a row that {STRANGER} does not see")


def _newest(rows: models.QuerySet[Any], label: str) -> int:
    key = rows.order_by("-pk").values_list("pk", flat=True).first()
    if key is None:
        raise LookupError(f"{label}: fill it")
    return int(key)
