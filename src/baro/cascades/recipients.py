"""Which units receive a cascade: by its rule, on a day; and what changed since somebody looked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from baro.cascades.models import Cascade, SetMember
from baro.kernel.decisions import ask
from baro.org.actors import Actor
from baro.org.models import Unit, open_key_of
from baro.org.queries import units_on
from baro.tasks.models import Task
from baro.tasks.queries import heads_in_office
from baro.tasks.verbs import ASSIGN


@dataclass(frozen=True, slots=True)
class Recipients:
    """The units of a rule that stand today; ``followed`` are closed ones of the rule, by the unit that follows them."""

    units: list[Unit]
    followed: dict[int, list[Unit]] = field(default_factory=dict)

    @property
    def keys(self) -> list[int]:
        """The keys of the units, in order of keys."""
        return sorted(unit.pk for unit in self.units)

    @property
    def digest(self) -> str:
        """What stands for exactly these units: whoever sends has looked at the units that receive it."""
        return hashlib.sha256(",".join(map(str, self.keys)).encode()).hexdigest()[:16]


def recipients_of(cascade: Cascade, today: date, *, but: Iterable[int] = ()) -> Recipients:
    """The units that receive a cascade by its rule, those closed since replaced by their main successors.

    Those ``but`` which are named are left out.
    """
    found: dict[int, Unit] = {}
    followed: dict[int, list[Unit]] = {}
    named = list(_named_by_the_rule(cascade, today).order_by("path"))
    closed = {unit.pk: open_key_of(unit.path) for unit in named if unit.closed_on}
    successors = Unit.objects.in_bulk(closed.values()) if closed else {}
    left_out = {*but}
    for unit in named:
        standing = successors[closed[unit.pk]] if unit.pk in closed else unit
        if standing is not unit:
            followed.setdefault(standing.pk, []).append(unit)
        if standing.pk not in left_out and standing.pk != cascade.below_id:
            found[standing.pk] = standing
    return Recipients(list(found.values()), followed)


def _named_by_the_rule(cascade: Cascade, today: date) -> QuerySet[Unit]:
    """The units that the rule of a cascade names, also those that were closed since its day."""
    if cascade.named_id:
        return Unit.objects.filter(pk__in=SetMember.objects.filter(of=cascade.named_id).values("unit"))
    if cascade.below is None:
        raise AssertionError(f"{cascade!r} goes to no unit")
    facts = units_on(cascade.as_of or today, below=cascade.below, kinds=[cascade.kind] if cascade.kind else ())
    facts = facts.exclude(unit=cascade.below)
    if cascade.direct:
        facts = facts.filter(parent=cascade.below)
    return Unit.objects.filter(pk__in=facts.order_by().values("unit"))


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What sending would do: who receives it, who does not and why, who joined or left since it was drafted."""

    recipients: Recipients
    left_out: Sequence[tuple[Unit, str]]
    joined: Sequence[Unit]
    left: Sequence[Unit]

    @property
    def digest(self) -> str:
        """What stands for exactly these recipients."""
        return self.recipients.digest

    @property
    def receiving(self) -> list[Unit]:
        """The units that would receive it."""
        out = {unit.pk for unit, _why in self.left_out}
        return [unit for unit in self.recipients.units if unit.pk not in out]

    @property
    def changed(self) -> bool:
        """Whether other units would receive it than when it was drafted."""
        return bool(self.joined or self.left)


def foresee(cascade: Cascade, today: date, *, by: Actor, headless: str, but: Iterable[int] = ()) -> Foreseen:
    """What sending a cascade would do today; ``headless`` is said of units that nobody heads."""
    received = [*but]
    found = recipients_of(cascade, today, but=received)
    heads, left_out = heads_in_office(found.units, today), []
    for unit in found.units:
        why = ask(by, ASSIGN, Task(unit=unit, source=cascade.source)).sentence if unit.pk in heads else headless
        if why:
            left_out.append((unit, str(why)))
    expected, now = {*cascade.expected}, {*found.keys, *received}
    joined = [unit for unit in found.units if unit.pk not in expected]
    gone = Unit.objects.in_bulk(expected - now) if expected - now else {}
    return Foreseen(found, left_out, joined, list(gone.values()))
