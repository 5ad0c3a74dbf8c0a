"""The town, filled: each part says in its ``tests/filling.py`` how rows come into its lists and what addresses name.

The guards ask here, so that a new list, model or page is looked at without anybody naming it to a guard; what nobody
filled is a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.test import Client

from baro.kernel.decisions import ask
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from tests.addresses import Address
from tests.guards.declared import SOURCE
from tests.world import PEOPLE, World

Fill = Callable[[World, int], None]
Name = Callable[[World, Client], dict[str, Any]]
STRANGER = "dov"  # sees nothing of what is filled
MOST = 40  # records that are looked at for one to which a verb can be done


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


class FilledTown:
    """The town with rows of everything, and everybody at a browser."""

    def __init__(self, world: World, *, number: int) -> None:
        self.world = filled(world, number=number)
        self.people: dict[str, Actor] = {name: getattr(world, name) for name in PEOPLE}
        self.browsers: dict[str, Client] = {name: world.browser(one) for name, one in self.people.items()}
        self._seen: dict[str, list[tuple[str, Any]]] = {}

    def place_of(self, address: Address) -> Place:
        """Where an address leads: to a record to which its verb can be done, if there is one.

        Raises LookupError, which says what is missing, when nobody said what stands in the address.
        """
        named = _names.get(address.name)
        sees, left = named.sees if named else self._carriers(address.verb)[0], set(address.keys)
        args: dict[str, Any] = {}
        if address.model:
            sees, args[address.keys[0]] = self._record(address.model, address.verb, named.sees if named else "")
            left.discard(address.keys[0])
        if left and named is None:
            raise LookupError(f"{address.name}: say with @names what stands for {', '.join(sorted(left))}")
        if left and named:
            args |= named.args(self.world, self.browsers[sees])
        return Place(args, sees, hidden=bool(address.keys) and not (named and named.everybody))

    def _carriers(self, verb: Verb | None) -> list[str]:
        """Everybody, first whoever carries the permission of the verb somewhere."""
        return sorted(PEOPLE, key=lambda name: bool(verb) and not self.people[name].holds_anywhere(verb.permission))

    def _record(self, label: str, verb: Verb | None, sees: str) -> tuple[str, int]:
        """Somebody and a record that they see and the stranger does not: one to which they can do the verb."""
        if label not in self._seen:
            self._seen[label] = list(self._rows(label))
        found = [one for one in self._seen[label] if sees in ("", one[0])]
        if not found:
            raise LookupError(f"{label}: fill it with a row that {STRANGER} does not see")
        ready = (one for one in found if verb and verb.record == label and ask(self.people[one[0]], verb, one[1]))
        carriers = self._carriers(verb)
        nearest = min(found, key=lambda one: carriers.index(one[0])) if verb else found[0]
        who, record = next(ready, nearest)
        return who, record.pk

    def _own(self, rows: Any, name: str) -> Any:
        """The rows of somebody's account, where rows belong to accounts."""
        if not any(field.name == "account" for field in rows.model._meta.fields):
            return rows
        return rows.filter(account=self.world.account(self.people[name]))

    def _rows(self, label: str) -> Iterator[tuple[str, Any]]:
        """The newest rows that somebody sees and the stranger does not; first those of whoever fills them."""
        rows: Any = apps.get_model(label)._default_manager
        filler = _fillers.get(label)
        if not hasattr(rows, "visible_to"):
            if filler:
                yield from ((filler.sees, record) for record in self._own(rows, filler.sees).order_by("-pk")[:1])
            return
        hidden = rows.visible_to(self.people[STRANGER]).order_by().values("pk")
        for name in sorted(PEOPLE, key=lambda name: bool(filler) and name != filler.sees):
            seen = rows.visible_to(self.people[name]).exclude(pk__in=hidden).order_by("-pk")
            yield from ((name, record) for record in seen[:MOST])
