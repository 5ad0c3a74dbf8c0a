"""Where recipients stand: one condition for each class, so that every recipient is in exactly one of them."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from baro.cascades.flow import MISSING, Stand
from baro.org.figures.lines import Line
from baro.tasks.flow import WITH_OWNER
from baro.tasks.flow import State as TaskState
from baro.tasks.models import Task

# In a bar the classes stand beside each other without words: each has a tone of its own, or a lighter one.
BARS = {
    Stand.NOT_TAKEN_ON: ("neutral", True),
    Stand.TAKEN_ON: ("info", False),
    Stand.DECLINED: ("bad", True),
    Stand.HANDED_IN: ("good", True),
    Stand.RETURNED: ("warn", True),
    Stand.ACCEPTED: ("good", False),
    Stand.ACCEPTED_LATE: ("warn", False),
    Stand.OVERDUE: ("bad", False),
    Stand.CANCELLED: ("neutral", False),
}
ALL = pgettext_lazy("recipients", "All")


def conditions(today: date, at: str = "task__") -> dict[Stand, Q]:
    """The one definition of every class; ``at`` leads from the row to the task, and is empty for tasks themselves."""

    def task(**facts: object) -> Q:
        return Q(**{f"{at}{name}": value for name, value in facts.items()})

    done, late = task(state=TaskState.DONE), task(finished_on__gt=F(f"{at}due_on"))
    overdue = task(due_on__isnull=False, due_on__lt=today)
    underway, returned = task(state=TaskState.UNDERWAY), task(returned_count__gt=0)
    in_time = ~overdue
    return {
        Stand.NOT_TAKEN_ON: task(state=TaskState.ASSIGNED) & in_time,
        Stand.TAKEN_ON: underway & in_time & ~returned,
        Stand.DECLINED: task(state=TaskState.DECLINED),
        Stand.HANDED_IN: task(state=TaskState.HANDED_IN),
        Stand.RETURNED: underway & in_time & returned,
        Stand.ACCEPTED: done & ~(task(due_on__isnull=False) & late),
        Stand.ACCEPTED_LATE: done & task(due_on__isnull=False) & late,
        Stand.OVERDUE: task(state__in=WITH_OWNER) & overdue,
        Stand.CANCELLED: task(state=TaskState.CANCELLED),
    }


def missing(today: date, at: str = "task__") -> Q:
    """The condition for those whose answer is still to come."""
    found, each = Q(pk__in=[]), conditions(today, at)
    for stand in MISSING:
        found |= each[stand]
    return found


def counted(at: str = "task__") -> Q:
    """The condition for those whose answer counts: it was handed in, and not returned since.

    What somebody filled in for a unit counts as soon as the unit hands it in.
    """
    return Q(**{f"{at}state__in": (TaskState.HANDED_IN, TaskState.DONE)})


def lines(today: date) -> tuple[Line, ...]:
    """All recipients, and those of each class: what the matrix counts."""
    each = conditions(today)
    parts = tuple(Line(str(one.value), one.label, each[one], tone=BARS[one][0], light=BARS[one][1]) for one in Stand)
    return (Line("all", ALL, adds=tuple(line.code for line in parts)), *parts)


def stand_of(task: Task, today: date) -> Stand:
    """Where the recipient of a task stands: the one class whose condition it meets."""
    if task.state in WITH_OWNER:
        if task.due_on and task.due_on < today:
            return Stand.OVERDUE
        if task.state == TaskState.ASSIGNED:
            return Stand.NOT_TAKEN_ON
        return Stand.RETURNED if task.returned_count else Stand.TAKEN_ON
    if task.state == TaskState.DONE:
        late = task.due_on and task.finished_on and task.finished_on > task.due_on
        return Stand.ACCEPTED_LATE if late else Stand.ACCEPTED
    return Stand(task.state)
