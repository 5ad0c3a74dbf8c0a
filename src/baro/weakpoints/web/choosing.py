"""Tasks as things to choose, for whoever links one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from baro.org.actors import Actor
from baro.tasks.models import Task
from baro.tasks.queries import with_words
from baro.ui.forms.choices import Choice, Choosable, Option, choosable
from baro.ui.http import number_in
from baro.ui.words.cells import written_day


def _find(actor: Actor, words: str, limit: int) -> list[Option]:
    """The newest tasks that the actor sees and that hold every word."""
    seen = Task.objects.visible_to(actor).live()
    found = seen.filter(with_words(words)) if words else seen
    return [_option(task) for task in found.order_by("-pk")[:limit]]


def _read(keys: Sequence[str]) -> dict[str, Task]:
    numbers = [number for key in keys if (number := number_in(key)) is not None]
    # sees: the action asks whether the actor sees the task
    return {str(task.pk): task for task in Task.objects.filter(pk__in=numbers)}


def _named(_text: str) -> list[Any]:
    """A task is chosen from the list: its words are no name."""
    return []


def _option(task: Task) -> Option:
    due = written_day(task.due_on) if task.due_on else ""
    return Option(str(task.pk), str(task), " · ".join(filter(None, [task.unit.name, due])))


choosable(Choosable("weakpoints.tasks", _find, _read, _named, _option))


class TaskChoice(Choice):
    """A task: cleans to `Task`."""

    def __init__(self, **options: Any) -> None:
        super().__init__("weakpoints.tasks", **options)
