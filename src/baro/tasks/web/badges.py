"""Tasks in a few signs: how they stand against the deadline, where they are, how far they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baro.kernel import rulebook
from baro.kernel.periods import working_days_between
from baro.org.queries import holder_of
from baro.tasks.flow import State
from baro.tasks.models import HIDDEN, Task
from baro.tasks.queries import horizon_of, status_rule
from baro.tasks.rulebook import DueClass, Horizons, Kinds, SelfEvaluation
from baro.tasks.rules import Standing
from baro.ui.records.states import state_badge
from baro.ui.words.cells import badge, code, day, text, written_day

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
    return _standing(task, standing, picture=ICONS[standing.due_class]) if standing else SafeString("")


def standing_cell(task: Task, standing: Standing | None) -> SafeString:
    """The same in a list, without the picture: fifty of them weigh a fifth of the page; below it what is waited for."""
    if standing is None:
        return SafeString("")
    waits = _waiting(task.handed_in_on) if task.state == State.HANDED_IN and task.handed_in_on else ""
    below = f'<br><small class="muted">{text(waits)}</small>' if waits else ""
    return SafeString(f"{_standing(task, standing)}{below}")


def _standing(task: Task, standing: Standing, *, picture: str = "") -> SafeString:
    rule = status_rule().of(standing.due_class)
    return badge(_said(task, standing), rule.style, picture=picture)


def _said(task: Task, standing: Standing) -> str:
    """The class in words: of what waits for approval how it was handed in, of what is late by how much."""
    late = standing.working_days_late
    if standing.due_class is DueClass.NO_DEADLINE:
        return str(status_rule().of(standing.due_class).names)
    if task.state == State.HANDED_IN:
        return _("Handed in late") if standing.due_class is DueClass.OVERDUE else _("Handed in on time")
    if standing.due_class is DueClass.OVERDUE and late:
        return ngettext("Late by %(days)s working day", "Late by %(days)s working days", late) % {"days": late}
    return str(status_rule().of(standing.due_class).names)


def days_words(task: Task, standing: Standing | None) -> str:
    """How many days are left or were, and how long it waits for approval; empty where nothing can be said."""
    if standing is None:
        return ""
    if task.handed_in_on:
        waits = _waiting(task.handed_in_on) if task.state == State.HANDED_IN else ""
        return f"{_handed_in(task.handed_in_on, standing.working_days_left)} {waits}".rstrip()
    left, late = standing.working_days_left, standing.working_days_late
    if left is None or standing.due_class is DueClass.OVERDUE:
        return (
            ngettext("%(days)s working day late", "%(days)s working days late", late) % {"days": late} if late else ""
        )
    return ngettext("%(days)s working day left", "%(days)s working days left", left) % {"days": left}


def _handed_in(on: date, left: int | None) -> str:
    """When the result was handed in, and how that was against the deadline."""
    told = {"day": written_day(on), "days": abs(left or 0)}
    if not left:
        return _("Handed in on %(day)s.") % told
    if left > 0:
        return (
            ngettext(
                "Handed in on %(day)s, %(days)s working day early.",
                "Handed in on %(day)s, %(days)s working days early.",
                left,
            )
            % told
        )
    return (
        ngettext(
            "Handed in on %(day)s, %(days)s working day late.",
            "Handed in on %(day)s, %(days)s working days late.",
            -left,
        )
        % told
    )


def _waiting(since: date) -> str:
    """For how long the result has waited for approval."""
    days = working_days_between(since, timezone.localdate())
    if not days:
        return _("Waiting for approval.")
    return ngettext(
        "Waiting for approval for %(days)s working day.", "Waiting for approval for %(days)s working days.", days
    ) % {"days": days}


def standing_words(task: Task) -> str:
    """How the task stands, in a file."""
    standing = task.standing
    return _said(task, standing) if standing else ""


def state_cell(task: Task, _value: Any) -> SafeString:
    """The state in a list, with the progress of what is underway."""
    done = task.progress_percent if task.state == State.UNDERWAY else 0
    drawn = state_badge(State(task.state))
    return SafeString(f"{drawn} {done}%") if done else drawn


def owner_cell(task: Task, _value: Any) -> SafeString:
    """Who owns the task, and below it the post and the unit."""
    name = owner_name(task)
    named = f"{text(name)}<br>" if name else ""
    return SafeString(f'{named}<small class="muted">{text(task.owner_post.name)}, {text(task.unit.name)}</small>')


def owner_words(task: Task) -> str:
    """Who owns the task: the person, the post and the unit."""
    return ", ".join(filter(None, (owner_name(task), task.owner_post.name, task.unit.name)))


def owner_name(task: Task) -> str:
    """Who holds the owner's post, or handed the result in; empty while the post is vacant."""
    if not hasattr(task, "owner_name"):
        by = task.handed_in_by
        task.owner_name = by.name if by else holder_of(task.owner_post, timezone.localdate())  # type: ignore[attr-defined]
    return task.owner_name or ""  # type: ignore[attr-defined]


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


def in_words(said: Callable[[Task], str]) -> Callable[[Task, Any], SafeString]:
    """Plain words about a task as a cell of a list."""
    return lambda task, _value: text(said(task))


def kind_words(task: Task) -> str:
    """What kind of task it is."""
    return rulebook.names(Kinds).get(task.kind, task.kind)


def horizon_words(task: Task) -> str:
    """How far ahead it lies."""
    return rulebook.names(Horizons)[horizon_of(task)]


def grade_words(task: Task) -> str:
    """How its owner judges the work on it."""
    return rulebook.names(SelfEvaluation).get(task.self_grade, task.self_grade)


def assigning_document(task: Task) -> str:
    """The document of the level above by which it was given: as that level names it, else the source document."""
    return task.origin_document or source_words(task)
