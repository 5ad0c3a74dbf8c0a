"""A task in parts on its page: its sub-tasks, what it waits for, and whether it can be split here."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from baro.kernel.decisions import ask
from baro.org.actors import Actor
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.parts import waited_for
from baro.tasks.verbs import ASSIGN
from baro.tasks.web.waiting import row_of

MOST = 50


def sums_of(seen: QuerySet[Task], tasks: list[Task]) -> dict[str, int]:
    """How many tasks count and how many are done; asked of the database only when they are not all here."""
    if len(tasks) <= MOST:
        states = [task.state for task in tasks if task.state != State.CANCELLED]
        return {"all": len(states), "done": states.count(State.DONE)}
    return seen.order_by().aggregate(
        all=Count("pk", filter=~Q(state=State.CANCELLED)), done=Count("pk", filter=Q(state=State.DONE))
    )


def parts_of(actor: Actor, task: Task) -> dict[str, Any]:
    """What the piece about sub-tasks shows; of tasks that come first only the reader's own lead anywhere."""
    parts = Task.objects.visible_to(actor).filter(parent=task.pk)
    shown = list(parts.for_cards().order_by("due_on", "pk")[: MOST + 1])
    task.waits = _waits(actor, task)  # type: ignore[attr-defined]
    return {
        "parts": [row_of(one, source=False) for one in shown[:MOST]],
        "more_parts": len(shown) > MOST,
        "sums": sums_of(parts, shown),
        "split": bool(task.is_open and ask(actor, ASSIGN, _part_of(task))),
    }


def _part_of(task: Task) -> Task:
    """A part as it would most likely be given: inside the owner unit."""
    return Task(parent=task, source=task.source, unit=task.unit)


def _waits(actor: Actor, task: Task) -> list[dict[str, Any]]:
    """The tasks that come first and are not done, each with whether the reader may open it."""
    first = waited_for(task) if task.is_open else []
    seen = Task.objects.visible_to(actor).filter(pk__in=[one.pk for one in first]).order_by()
    opens = set(seen.values_list("pk", flat=True)) if first else set()
    return [{"task": one, "opens": one.pk in opens} for one in first]
