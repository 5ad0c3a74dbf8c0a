"""The clears of a task as one strip: what the motto wants, and what the task says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baro.org.models import Post, Unit
from baro.org.queries import holder_of
from baro.tasks import queries, rules
from baro.tasks.models import Task
from baro.tasks.web.badges import owner_name
from baro.ui.words.cells import day

ICONS = {
    "work": "target",
    "person": "user",
    "time": "calendar",
    "product": "package",
    "responsibility": "shield-check",
    "authority": "gavel",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One clear of one task; ``note`` stands smaller below."""

    name: str
    icon: str
    said: Any
    note: str = ""

    @property
    def is_unclear(self) -> bool:
        """Whether the task says nothing about it."""
        return not self.said


def clears_of(task: Task) -> list[Shown]:
    """What had to be clear when it was given, and what else is; the work itself is the title of the page.

    How far it is stands beside them, because that is what one looks for next.
    """
    motto = queries.motto_of(task)
    wanted = rules.wanted(motto, task.of_kind)
    clears = [c for c in motto.clears if c.id != "work"]
    said = [(c, Shown(str(c.names), ICONS.get(c.id, "point"), *_said(task, c.id))) for c in clears]
    asked = {c.id for c in motto.wanted if set(c.fields) & set(wanted)}
    shown = [one for c, one in said if one.said or one.note or c.id in asked]
    return [*shown, Shown(_("Progress"), "progress", _bar(task.progress_percent))]


def _bar(percent: int) -> SafeString:
    """The progress as a bar and a number."""
    return SafeString(f'{percent}% <progress class="progress-line" max="100" value="{percent}"></progress>')


def _person(name: str, post: Post, unit: Unit) -> tuple[str, str]:
    """Who it is, and in which post; the post alone while it is vacant."""
    return (name, f"{post.name}, {unit.name}") if name else (post.name, unit.name)


def _said(task: Task, clear: str) -> tuple[Any, str]:
    """What a task says about one clear, and what belongs to it."""
    if clear == "person":
        return _person(owner_name(task), task.owner_post, task.unit)
    if clear == "time":
        return (day(task.due_on), "") if task.due_on else ("", task.no_deadline_reason)
    if clear == "responsibility":
        post = task.accountable_post
        return _person(holder_of(post, timezone.localdate()), post, post.unit) if post else ("", "")
    return getattr(task, clear, ""), ""
