"""The open tasks of a unit or a post by how far ahead they lie, how they stand and in which month they are due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncMonth

from baro.kernel import rulebook
from baro.kernel.counted import Counted
from baro.kernel.rulebook.body import Names
from baro.org.actors import Actor
from baro.org.models import Post, Unit
from baro.tasks import queries
from baro.tasks.models import Task, TaskQuerySet
from baro.tasks.queries import class_conditions, horizon_conditions, of_class, of_horizon, status_rule, tasks_in
from baro.tasks.rulebook import DueClass, Horizons

MONTHS = 12
CLASSES = (DueClass.OVERDUE, DueClass.NEAR_DUE, DueClass.OPEN, DueClass.NO_DEADLINE)
URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose tasks: those of a unit and everything below it, or those of one post."""

    unit: Unit | None = None
    post: Post | None = None

    def __str__(self) -> str:
        return str(self.post or self.unit)

    @property
    def asked(self) -> dict[str, str]:
        """What the list of tasks is asked for them."""
        return {"owner_code": str(self.post.pk)} if self.post else {"unit_code": self.unit.code if self.unit else ""}

    def open_tasks(self, actor: Actor) -> TaskQuerySet:
        """The open ones, as far as the actor sees them."""
        if self.post:
            owned: TaskQuerySet = Task.objects.visible_to(actor).filter(owner_post=self.post)
            return owned.open().order_by()
        return tasks_in(actor, self.unit).open() if self.unit else Task.objects.none()


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksAhead(Counted):
    """Open tasks of somebody: of a horizon or of all, of a class or of all, due from one day to another or at any."""

    whose: Whose
    horizon: str = ""
    standing: str = ""
    first: date | None = None
    last: date | None = None

    def rows_for(self, actor: Actor, day: date) -> QuerySet[Task]:
        """These tasks."""
        rows = self.whose.open_tasks(actor)
        if self.horizon:
            rows = rows.filter(of_horizon([self.horizon], day))
        if self.standing:
            rows = rows.filter(of_class([self.standing], day))
        return rows.filter(due_on__range=(self.first, self.last)) if self.first and self.last else rows


def ahead(
    whose: Whose, *, horizon: str = "", standing: str = "", first: date | None = None, last: date | None = None
) -> TasksAhead:
    """The number of such tasks, with what the list of its rows is asked."""
    asked = {"which": "open", **whose.asked, "horizon": horizon, "standing": standing, "order": "due_on"}
    if first and last:
        asked |= {"due_from": first.isoformat(), "due_to": last.isoformat()}
    label = status_rule().of(standing).names if standing else rulebook.names(Horizons).get(horizon, "")
    return TasksAhead(
        code=f"tasks.ahead.{horizon or 'all'}.{standing or 'all'}.{first or 'any'}",
        label=label,
        list_code="tasks.list",
        asked={name: value for name, value in asked.items() if value},
        whose=whose,
        horizon=horizon,
        standing=standing,
        first=first,
        last=last,
    )


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The counts of one portfolio on a day: by horizon and class, and by horizon and month."""

    whose: Whose
    day: date
    by_class: Counter[tuple[str, str]]
    by_month: Counter[tuple[str, date]]

    @property
    def horizons(self) -> list[tuple[str, Names]]:
        """The horizons in their order."""
        return list(rulebook.in_force(Horizons, on=self.day).body.named())

    @property
    def months(self) -> list[tuple[date, date]]:
        """The month of the day and those that follow, each from its first to its last day."""
        return list(_months(self.day))


def _months(day: date) -> Iterator[tuple[date, date]]:
    first = day.replace(day=1)
    for _number in range(MONTHS):
        after = (first + timedelta(days=31)).replace(day=1)
        yield first, after - timedelta(days=1)
        first = after


def portfolio_of(actor: Actor, whose: Whose, day: date) -> Portfolio:
    """Everything that the page counts, in one statement however many tasks there are."""
    horizon = Case(
        *(When(meets, then=Value(name)) for name, meets in horizon_conditions(day).items()), output_field=CharField()
    )
    standing = Case(
        *(When(meets, then=Value(name.value)) for name, meets in class_conditions(day).items() if name in CLASSES),
        output_field=CharField(),
    )
    grouped = whose.open_tasks(actor).values(ahead=horizon, stands=standing, month=TruncMonth("due_on"))
    found = Portfolio(whose, day, Counter(), Counter())
    for row in grouped.annotate(tasks=Count("pk")):
        found.by_class[row["ahead"], row["stands"]] += row["tasks"]
        if row["month"]:
            found.by_month[row["ahead"], row["month"]] += row["tasks"]
    return found


def standing_still(actor: Actor, whose: Whose, day: date, *, most: int) -> list[Any]:
    """The tasks of the far horizons that did not move of late, those first whose owner got most urgent ones since."""
    since = queries.still_since(day)
    urgent = Task.objects.visible_to(actor).filter(
        of_horizon([URGENT], day), owner_post=OuterRef("owner_post"), assigned_at__date__gte=since
    )
    added = urgent.order_by().values("owner_post").annotate(tasks=Count("pk")).values("tasks")
    still = whose.open_tasks(actor).filter(queries.standing_still(day)).for_cards()
    counted = still.annotate(urgent_since=Coalesce(Subquery(added, output_field=IntegerField()), 0))
    return list(counted.order_by("-urgent_since", "due_on", "pk")[:most])
