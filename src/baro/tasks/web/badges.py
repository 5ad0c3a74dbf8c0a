"""Tasks in a few signs: how they stand against the deadline, where they are, how far they are."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from baro.tasks.flow import State
from baro.tasks.models import HIDDEN, Task
from baro.tasks.queries import standing_of, status_rule
from baro.tasks.rulebook import DueClass
from baro.tasks.rules import Standing
from baro.ui.records.states import state_badge
from baro.ui.words.cells import badge, code, day, text

ICONS = {
    DueClass.ON_TIME: "circle-check",
    DueClass.LATE: "circle-check",
    DueClass.OPEN: "clock",
    DueClass.NEAR_DUE: "alarm",
    DueClass.OVERDUE: "alert-triangle",
    DueClass.NO_DEADLINE: "calendar-off",
}


def standing_badge(task: Task) -> SafeString:
    """How the task stands against its deadline, computed now; nothing for a cancelled task."""
    standing = task.standing
    return _standing(standing, picture=ICONS[standing.due_class]) if standing else SafeString("")


def standing_cell(_task: Task, standing: Standing | None) -> SafeString:
    """The same in a list, without the picture: fifty of them weigh a fifth of the page."""
    return _standing(standing) if standing else SafeString("")


def _standing(standing: Standing, *, picture: str = "") -> SafeString:
    """The class in its colour, with the days when it is overdue."""
    rule = status_rule().of(standing.due_class)
    label = f"{rule.names} · {standing.days_overdue}" if rule.id is DueClass.OVERDUE else rule.names
    return badge(label, rule.style, picture=picture)


def days_words(standing: Standing | None) -> str:
    """How many days are left, or how many it is late; empty where neither means anything."""
    if standing is None:
        return ""
    if standing.days_overdue:
        late = standing.days_overdue
        return ngettext("%(days)s day late", "%(days)s days late", late) % {"days": late}
    left = standing.working_days_left
    if left is None:
        return ""
    return ngettext("%(days)s working day left", "%(days)s working days left", left) % {"days": left}


def standing_words(task: Task) -> str:
    """The class of the task in a file."""
    found = standing_of(task)
    return str(found[0].names) if found else ""


def state_cell(task: Task, _value: Any) -> SafeString:
    """The state in a list, with the progress of what is underway."""
    done = task.progress_percent if task.state == State.UNDERWAY else 0
    drawn = state_badge(State(task.state))
    return SafeString(f"{drawn} {done}%") if done else drawn


def owner_cell(task: Task, value: str) -> SafeString:
    """The post that owns the task, and below it the unit."""
    return SafeString(f'{text(value)}<br><small class="muted">{text(task.unit.name)}</small>')


def owner_words(task: Task) -> str:
    """The post that owns the task and its unit, in a file."""
    return f"{task.owner_post.name}, {task.unit.name}"


def due_cell(task: Task, _value: Any) -> SafeString:
    """The deadline in a list."""
    return day(task.due_on) or SafeString("—")


def percent_cell(_task: Task, value: int) -> SafeString:
    """The progress in a list."""
    return SafeString(f"{value}%")


def source_cell(task: Task, _value: Any) -> SafeString:
    """The symbol of the source document, or its abstract when it has none; to who may open it."""
    source = task.source
    return (source and code(source.symbol)) or text(source_words(task))


def source_words(task: Task) -> str:
    """The same for a file."""
    if task.source is None:
        return str(HIDDEN) if task.source_id else ""
    return task.source.symbol or task.source.abstract[:40]
