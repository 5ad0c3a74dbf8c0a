"""What the page of a unit shows, fetched at once so that the template asks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from baro.directory.web.facts.histories import History, history_of
from baro.directory.web.units.seats import Seat, seats_of
from baro.org.actors import Actor
from baro.org.flow import State
from baro.org.models import (
    Ending,
    PlannedChange,
    PlannedSuccessor,
    Reorganisation,
    Succession,
    Unit,
    UnitFacts,
    by_level,
    keys_of,
)
from baro.org.queries import day_of
from baro.ui.records import Fact, as_code

CHILDREN_SHOWN = 100
TOLD = (Fact("name"), Fact("kind"), Fact("code", cell=as_code), Fact("suffix", cell=as_code), Fact("parent"))


@dataclass(frozen=True, slots=True)
class Step:
    """A unit above, and whether the reader may open its page; its name is no secret to who works below it."""

    unit: Unit
    name: str
    is_open: bool

    @property
    def url(self) -> str:
        """Its page; empty when the reader may not open it."""
        return self.unit.get_absolute_url() if self.is_open else ""


@dataclass(frozen=True, slots=True)
class Kin:
    """A predecessor or successor, by which reorganisation; and which of the two pages the reader may open."""

    unit: Unit
    tie: Succession
    is_open: bool
    plan_is_open: bool


@dataclass(frozen=True, slots=True)
class Portrait:
    """A unit with what stands around it on a day: today, or its last one."""

    day: date
    above: list[Step]
    below: list[Unit]
    below_count: int
    seats: list[Seat]
    signed: list[Reorganisation]
    history: History
    predecessors: list[Kin]
    successors: list[Kin]


def portrait_of(unit: Unit, *, actor: Actor) -> Portrait:
    """The unit with its chain of parents, its parts, its posts, its lineage and its facts over time."""
    today = timezone.localdate()
    day = day_of(unit)
    history = history_of(unit.facts, "parent", told=TOLD, day=day, today=today)
    below, below_count = _parts_of(unit, actor)
    return Portrait(
        day=day,
        above=_steps_above(history.now.facts.path if history.now else unit.path, day, actor),
        below=below,
        below_count=below_count,
        seats=seats_of(unit.pk, day),
        signed=list(signed_for(unit, actor)),
        history=history,
        predecessors=_kin(unit.origins, "predecessor", actor),
        successors=_kin(unit.successions, "successor", actor),
    )


def _parts_of(unit: Unit, actor: Actor) -> tuple[list[Unit], int]:
    """The open units directly below, as many as are shown, and how many there are."""
    parts = Unit.objects.visible_to(actor).open().filter(parent=unit)
    below = list(parts.order_by(*by_level())[: CHILDREN_SHOWN + 1])
    count = len(below) if len(below) <= CHILDREN_SHOWN else parts.aggregate(all=Count("pk"))["all"]
    return below[:CHILDREN_SHOWN], count


def _steps_above(path: str, day: date, actor: Actor) -> list[Step]:
    """The chain of parents of the day, from the top."""
    chain = keys_of(path)[:-1]
    found = UnitFacts.objects.on(day).filter(unit__in=chain).select_related("unit")
    steps = sorted(found, key=lambda one: chain.index(one.unit_id))
    return [Step(one.unit, one.name, actor.holds("org.see", one.unit)) for one in steps]


def signed_for(unit: Unit, actor: Actor) -> QuerySet[Reorganisation]:
    """The signed reorganisations that wait for their day and concern the unit, with what they do to it.

    ``followers`` names who takes over what it leaves, the main successor first; ``new_name`` is what it is called then.
    """
    own = {"reorganisation": OuterRef("pk")}
    successors = PlannedSuccessor.objects.filter(ending__unit=unit, ending__reorganisation=OuterRef("pk")).order_by()
    named = StringAgg(Coalesce("to_unit__name", "to_planned__name"), ", ", order_by=("-is_main", "pk"))
    changes = PlannedChange.objects.filter(unit=unit, **own)
    seen = Reorganisation.objects.visible_to(actor).filter(state=State.SIGNED)
    told: QuerySet[Any] = seen.annotate(
        closes=Exists(Ending.objects.filter(unit=unit, **own)),
        alters=Exists(changes),
        followers=Subquery(successors.values("ending__reorganisation").annotate(names=named).values("names")),
        new_name=Subquery(changes.values("name")[:1]),
        takes_over=Exists(Ending.objects.filter(successors__to_unit=unit, **own)),
    )
    return told.filter(Q(closes=True) | Q(alters=True) | Q(takes_over=True)).order_by("effective_on", "pk")


def _kin(ties: Any, side: str, actor: Actor) -> list[Kin]:
    """The units that stand on a side of the ties, the main one of a day first."""
    rows = ties.select_related(side, "reorganisation__unit").order_by("on", "-is_main", "pk")
    return [
        Kin(
            getattr(tie, side),
            tie,
            actor.holds("org.see", getattr(tie, side)),
            actor.holds("org.see", tie.reorganisation.unit),
        )
        for tie in rows
    ]
