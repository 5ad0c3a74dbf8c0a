"""Pure rules about tasks: how one stands against its deadline, what is missing before it is clear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.kernel.periods import farthest_deadline, last_near_day, working_days_between
from baro.tasks.rulebook import DueClass, Kind, Motto, TaskField


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a task stands: its class, and how many working days are, or at its end were, left to the deadline.

    Below nought they are those by which it is late. None where no days can be told.
    """

    due_class: DueClass
    working_days_left: int | None = None

    @property
    def working_days_late(self) -> int:
        """By how many working days it is or was late."""
        return max(-(self.working_days_left or 0), 0)


class Timed(Protocol):
    """What has a deadline: a task, or a row that looks like one."""

    due_on: date | None
    handed_in_on: date | None
    finished_on: date | None


def due_class(due_on: date | None, finished_on: date | None, today: date, *, near_working_days: int) -> Standing:
    """The class of a task at the end of a day, computed from dates alone.

    A task without a deadline is neither on time nor late, finished or not.
    """
    if due_on is None:
        return Standing(DueClass.NO_DEADLINE)
    left = _working_days_left(due_on, finished_on or today)
    if finished_on is not None:
        return Standing(DueClass.LATE if finished_on > due_on else DueClass.ON_TIME, left)
    if today > due_on:
        return Standing(DueClass.OVERDUE, left)
    near = due_on <= last_near_day(today, near_working_days)
    return Standing(DueClass.NEAR_DUE if near else DueClass.OPEN, left)


def _working_days_left(due_on: date, day: date) -> int | None:
    """The working days after a day until the deadline, or as a negative number those after the deadline until it."""
    if due_on > farthest_deadline(day):
        return None
    return working_days_between(day, due_on) if due_on >= day else -working_days_between(due_on, day)


def standing(task: Timed, today: date, *, near_working_days: int) -> Standing:
    """How a task stands against its deadline at the end of a day.

    The clock stops on the day on which the work is handed in: a slow approval makes nobody late. What was handed in in
    time and waits for approval is near no deadline any more.
    """
    day = task.handed_in_on or today
    found = due_class(task.due_on, task.finished_on, day, near_working_days=near_working_days)
    if task.handed_in_on and found.due_class is DueClass.NEAR_DUE:
        return replace(found, due_class=DueClass.OPEN)
    return found


# The fields of the motto as they are called on a task, with the sentence for each that is missing.
MISSING: dict[TaskField, tuple[str, Any]] = {
    "work": ("work", gettext_lazy("Say what is to be done.")),
    "owner_unit": ("unit", gettext_lazy("Choose the one unit that owns the task.")),
    "owner_post": ("owner_post", gettext_lazy("Choose the one post whose holder owns the task.")),
    "due_on": ("due_on", gettext_lazy("Set a deadline, or say why there is none.")),
    "product": ("product", gettext_lazy("Say what will prove that the work is done.")),
    "accountable_post": ("accountable_post", gettext_lazy("Choose the leader who answers for the task.")),
    "authority": ("authority", gettext_lazy("Say who may decide what the task needs decided.")),
}


def missing(fields: Iterable[TaskField], task: Any) -> dict[str, str]:
    """Form field to sentence, for everything that is not clear about a task; a reason stands in for a deadline."""
    return {name: str(said) for name, said in (MISSING[field] for field in fields) if not _given(task, name)}


def wanted(motto: Motto, kind: Kind) -> tuple[TaskField, ...]:
    """What must be clear about a task of a kind."""
    return tuple(field for field in motto.required if field not in kind.leaves_out)


def _given(task: Any, name: str) -> bool:
    if name == "due_on":
        return bool(task.due_on or task.no_deadline_reason.strip())
    value = getattr(task, f"{name}_id", None) or getattr(task, name, None)
    return bool(value.strip() if isinstance(value, str) else value)


def too_short(motto: Motto, task: Any) -> dict[str, str]:
    """Field to sentence, for the words of a task that have too few letters to be clear."""
    found: dict[str, str] = {}
    for least in motto.least:
        said = getattr(task, least.field)
        if said and sum(sign.isalpha() for sign in said) < least.letters:
            sentence = _("“%(words)s” is too short to be clear. Write at least %(letters)s letters.")
            found[least.field] = sentence % {"words": said, "letters": least.letters}
    return found


def unclear(motto: Motto, found: dict[str, str]) -> str:
    """One sentence that names what a motto wants and does not find."""
    wanted = [row for row in motto.wanted if any(MISSING[field][0] in found for field in row.fields)]
    return _("The task is not clear enough to be given (%(motto)s). Missing: %(wanted)s.") % {
        "motto": motto.level.names,
        "wanted": ", ".join(str(row.names) for row in wanted),
    }
