"""Records with a day on which something is due or happens: every part declares its own, for boards and calendars."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from baro.kernel.registry import Registry
from baro.org.actors import Actor
from baro.ui.counts.waiting import WaitingRow


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of a board: its records are those that meet a condition."""

    code: str
    label: Any
    tone: str
    condition: Q


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to part the records of a kind into the lanes of a board, as of a day."""

    code: str
    label: Any
    lanes: Callable[[date], list[Lane]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A kind of records with a ``day``.

    ``of`` gives the condition for those that are the business of any of some posts; ``among`` those that count, with
    what ``row`` shows, as far as an actor sees them. ``said`` is what stands in a calendar, ``groupings`` are the
    boards, the first of them for who chose none.
    """

    code: str
    label: Any
    icon: str
    day: str
    among: Callable[[Actor], QuerySet[Any]]
    of: Callable[[Collection[int]], Q]
    row: Callable[[Any], WaitingRow]
    said: Callable[[Any], str]
    groupings: tuple[Grouping, ...]

    def rows_for(self, actor: Actor, posts: Collection[int]) -> QuerySet[Any]:
        """What the actor sees of the business of some posts, the earliest day first."""
        return self.among(actor).filter(self.of(posts)).order_by(self.day, "pk")

    def between(self, actor: Actor, posts: Collection[int], first: date, last: date) -> QuerySet[Any]:
        """Those of some days."""
        return self.rows_for(actor, posts).filter(**{f"{self.day}__range": (first, last)})

    def day_of(self, record: Any) -> date:
        """The day of a record."""
        found: date = attrgetter(self.day)(record)
        return found


dated_kinds: Registry[Dated] = Registry("a kind of records with a day")


def lanes_of_states(states: Any, *shown: Any) -> Callable[[date], list[Lane]]:
    """The lanes of a board by state: those that are named, in their order."""
    found = [Lane(str(one.value), one.label, one.tone, Q(state=one.value)) for one in map(states, shown)]
    return lambda _day: found


def first_of_each(rows: QuerySet[Any], by: Any, order: str, most: int) -> list[tuple[int, Any, int]]:
    """The keys of the first rows of each part, with the part and how many it has: one statement, whatever there is."""
    parted = rows.order_by().prefetch_related(None).annotate(part=by).filter(part__isnull=False)
    placed = parted.annotate(
        at_place=Window(RowNumber(), partition_by=F("part"), order_by=(F(order).asc(nulls_last=True), F("pk").asc())),
        total=Window(Count("pk"), partition_by=F("part")),
    )
    found = placed.filter(at_place__lte=most).values_list("pk", "part", "total", "at_place")
    return [(pk, part, total) for pk, part, total, _place in sorted(found, key=lambda row: (str(row[1]), row[3]))]
