"""What a task waits for: its parts, the tasks that come first, the units that support it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from baro.tasks.models import Task, TaskRole, TaskUnit

NAMED = 3  # tasks that a sentence names
# What parts above say must come before a result is handed in: the sentence for a task, or nothing.
_hindrances: list[Callable[[Task], Any]] = []


def hinders(found: Callable[[Task], Any]) -> Callable[[Task], Any]:
    """Declare what must come before a result is handed in."""
    _hindrances.append(found)
    return found


def hindrance_of(task: Task) -> Any:
    """Why a result cannot be handed in yet, as a part above says; asked once for all buttons of the task."""
    if not hasattr(task, "hindrance"):
        task.hindrance = next((why for found in _hindrances if (why := found(task))), "")  # type: ignore[attr-defined]
    return task.hindrance  # type: ignore[attr-defined]


def waited_for(task: Task) -> list[Task]:
    """The open tasks that come before one; asked once for all its buttons."""
    if not task.starts_after:
        return []
    if not hasattr(task, "waits_for"):
        first = Task.objects.open().filter(pk__in=task.starts_after)  # sees: their work is named to who works on this
        task.waits_for = list(first.only("work").select_related(None).order_by("pk"))  # type: ignore[attr-defined]
    found: list[Task] = task.waits_for  # type: ignore[attr-defined]
    return found


def open_parts(task: Task) -> list[Task]:
    """The open tasks into which one was split; asked once for all its buttons."""
    if not hasattr(task, "parts_open"):
        parts = Task.objects.open().filter(parent=task.pk)  # sees: their work is named to who answers for the whole
        task.parts_open = list(parts.only("work").select_related(None).order_by("pk"))  # type: ignore[attr-defined]
    found: list[Task] = task.parts_open  # type: ignore[attr-defined]
    return found


def supporters_of(task: Task) -> set[int]:
    """The keys of the units that coordinate in a task; asked once for all that is given to them."""
    if not hasattr(task, "supporters"):
        named = TaskUnit.objects.filter(task=task, role=TaskRole.COORDINATE).order_by()
        task.supporters = set(named.values_list("unit_id", flat=True))  # type: ignore[attr-defined]
    found: set[int] = task.supporters  # type: ignore[attr-defined]
    return found


def listed(tasks: list[Task]) -> str:
    """Some tasks in a sentence: the first of them, and how many more."""
    named = ", ".join(f"“{task}”" for task in tasks[:NAMED])
    return f"{named} (+{len(tasks) - NAMED})" if len(tasks) > NAMED else named
