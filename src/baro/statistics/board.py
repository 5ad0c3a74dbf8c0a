"""The dashboard's figures: tasks of a branch counted by class, and the very tasks behind each count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from baro.kernel.figures import percent
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.statistics.groupings import ALL, Grouping
from baro.tasks.models import SEE as SEE_TASKS
from baro.tasks.models import Task
from baro.tasks.queries import class_conditions
from baro.tasks.rulebook import DueClass

ASSIGNED, COMPLETED = "assigned", "completed"
# What wants attention comes first.
CLASSES = (DueClass.OVERDUE, DueClass.NEAR_DUE, DueClass.OPEN, DueClass.NO_DEADLINE, DueClass.LATE, DueClass.ON_TIME)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks stand where; ``assigned`` is their sum, because cancelled tasks are not counted."""

    assigned: int
    overdue: int
    near_due: int
    open: int
    no_deadline: int
    late: int
    on_time: int

    @property
    def completed(self) -> int:
        """Done with a deadline, in time or not."""
        return self.on_time + self.late

    @property
    def rate(self) -> float | None:
        """Done on time in percent of all that is done with a deadline, cut off; None while nothing is done."""
        return percent(self.on_time, self.completed)

    def of(self, standing: str) -> int:
        """The count of a class, or of a sum of classes, by its code."""
        return int(getattr(self, standing))


@dataclass(frozen=True, slots=True)
class Row:
    """One group of tasks with its counts; ``facts`` are the columns that it was grouped by."""

    key: str
    name: str
    counts: Counts
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Some groups in their order, and whether more follow."""

    grouping: Grouping
    rows: tuple[Row, ...]
    more: bool


def standings(today: date | None = None) -> dict[str, Q]:
    """Every figure of the dashboard as a condition; the counts and the rows behind them both take theirs from here."""
    classes = class_conditions(today)
    return {
        ASSIGNED: Q(pk__isnull=False),
        COMPLETED: classes[DueClass.ON_TIME] | classes[DueClass.LATE],
        **{one.value: classes[one] for one in CLASSES},
    }


def tasks_in(actor: Actor, branch: Unit) -> QuerySet[Task]:
    """The tasks that the actor sees whose owner is in the branch, without those that were cancelled."""
    owned: QuerySet[Task] = Task.objects.live().filter(unit__path__startswith=branch.path).order_by()
    if any(reach.below and reach.covers(SEE_TASKS, branch.path) for reach in actor.reaches):
        # Who sees the tasks of the whole branch sees every task owned in it; asking again costs half the time.
        return owned
    return owned.filter(pk__in=Task.objects.visible_to(actor).order_by().values("pk"))


def tasks_behind(
    actor: Actor, branch: Unit, grouping: Grouping, key: str, *, standing: str, today: date | None = None
) -> QuerySet[Task]:
    """The very tasks that one figure of the dashboard counts.

    Raises ValueError for a key that is none, KeyError for an unknown standing.
    """
    return group(actor, branch, grouping, key).filter(standings(today)[standing])


def group(actor: Actor, branch: Unit, grouping: Grouping, key: str) -> QuerySet[Task]:
    """The tasks of one group.

    Raises ValueError for a key that is none.
    """
    return tasks_in(actor, branch).alias(**grouping.made).filter(grouping.where(key))


def group_of(tasks: QuerySet[Task], grouping: Grouping) -> str | None:
    """The name of the group that the tasks are in; None when there are none."""
    if grouping is ALL:
        return ""
    if grouping.stands_for:
        found = tasks.annotate(**grouping.made).values_list(*grouping.columns, flat=True).order_by().first()
        return None if found is None else _names([grouping.stands_for(found)]).popitem()[1].name
    group = tasks.annotate(**grouping.made).values(*grouping.columns).order_by().first()
    return grouping.name(group) if group else None


def totals(actor: Actor, branch: Unit, today: date | None = None) -> Counts:
    """The counts of the whole branch: one query."""
    return Counts(**tasks_in(actor, branch).aggregate(**_counted(today)))


def table(
    actor: Actor,
    branch: Unit,
    grouping: Grouping,
    *,
    first: int = 0,
    most: int | None = None,
    today: date | None = None,
) -> Table:
    """The groups of a branch from the ``first`` on, all or the next ``most``, with their counts: one query.

    Groups of units that stand for others are added up first, and named by one query more.
    """
    tasks = tasks_in(actor, branch).annotate(**grouping.made).values(*grouping.columns)
    groups = tasks.annotate(**_counted(today))
    if grouping.stands_for:
        every = _added_up(grouping.stands_for, groups.order_by())
        part = every[first:] if most is None else every[first : first + most]
        return Table(grouping, tuple(part), len(every) > first + len(part))
    groups = groups.order_by(*grouping.order)
    found = list(groups[first:] if most is None else groups[first : first + most + 1])
    shown = found if most is None else found[:most]
    return Table(grouping, tuple(_row(grouping, group) for group in shown), len(found) > len(shown))


def _added_up(stands_for: Callable[[int], int], groups: Iterable[dict[str, Any]]) -> list[Row]:
    """A row for each unit that stands for one or more, what is overdue first."""
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    parts: dict[int, set[int]] = defaultdict(set)
    for found in groups:
        unit = stands_for(found["counted"])
        sums[unit].update({name: found[name] for name in Counts.__dataclass_fields__})
        parts[unit].add(found["counted"])
    units = _names(sums)
    return [
        Row(
            str(unit.pk),
            unit.name,
            Counts(**{name: sums[unit.pk][name] for name in Counts.__dataclass_fields__}),
            {"unit__code": unit.code, "unit__closed_on": unit.closed_on, "restated": parts[unit.pk] != {unit.pk}},
        )
        for unit in sorted(units.values(), key=lambda unit: _place(unit, sums[unit.pk]))
    ]


def _place(unit: Unit, counts: Counter[str]) -> tuple[int, int, str, int]:
    return -counts["overdue"], -counts["assigned"], unit.name, unit.pk


def _names(units: Iterable[int]) -> dict[int, Unit]:
    """Names are no secret to who sees the counts."""
    return Unit.objects.in_bulk(list(units))


def tables(
    actor: Actor, branch: Unit, *, most: Mapping[str, int], by: Iterable[Grouping], today: date | None = None
) -> list[Table]:
    """The head of every table: one query each."""
    return [table(actor, branch, one, most=most[one.code], today=today) for one in by]


def _counted(today: date | None) -> dict[str, Count]:
    """A count for each field of `Counts`."""
    wanted = standings(today)
    return {name: Count("pk", filter=wanted[name]) for name in Counts.__dataclass_fields__}


def _row(grouping: Grouping, group: dict[str, Any]) -> Row:
    """A group as it came from the database."""
    counts = Counts(**{name: group[name] for name in Counts.__dataclass_fields__})
    return Row(grouping.key(group), grouping.name(group), counts, group)
