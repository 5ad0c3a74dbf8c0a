"""The ladder of a task on its page: what was taken, what comes, why it rests, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.models import Document
from baro.kernel import rulebook
from baro.kernel.decisions import ask
from baro.tasks.models import Task
from baro.ui.http import Request
from baro.ui.records import state_badge
from baro.ui.records.panels import panel
from baro.ui.words.cells import written_day
from baro.urging import queries
from baro.urging.flow import State
from baro.urging.models import Obstacle, Step
from baro.urging.queries import Rest
from baro.urging.rulebook import Addressee, Ladders, LadderStep
from baro.urging.verbs import RECORD

MOST = 30  # steps and obstacles of one task on its page
NEXT = 1  # coming steps that are shown at once


@dataclass(frozen=True, slots=True)
class Shown:
    """A step as the page shows it: its name, to whom and how, on which day, and what became of it."""

    name: str
    to: str
    how: str
    day: date
    tone: str
    icon: str
    said: str
    letter: Any = None


@panel("tasks.task", order=30)
def ladder_of_task(request: Request, task: Task) -> str:
    """The steps and the obstacles of the task; nothing where there are none and nobody could record one."""
    today = timezone.localdate()
    # sees: steps and obstacles are read with their task
    steps = list(Step.objects.filter(task=task).order_by("pk")[:MOST])
    # sees: with their task
    obstacles = list(Obstacle.objects.filter(task=task).select_related("unit", "post__unit").order_by("-pk")[:MOST])
    may_record = bool(ask(request.actor, RECORD, Obstacle(task=task)))
    rest = queries.rest_of(task, today) if task.is_open else None
    taken = list(_taken(request, steps))
    coming = list(_coming(task, steps, today)) if task.is_open and task.due_on else []
    if not (taken or coming or obstacles or may_record):
        return ""
    rule = rulebook.in_force(Ladders, on=today)
    context = {
        "task": task,
        "steps": [*taken, *coming[:NEXT]],
        "later": coming[NEXT:],
        "rest": _said(rest) if rest and (taken or coming) else "",
        "obstacles": [(one, state_badge(State(one.state))) for one in obstacles],
        "may_record": may_record,
        "verb": RECORD,
        "ladder": queries.ladder_of(task, today),
        "rule": rule,
    }
    return render_to_string("urging/ladder.html", context, request=request)


def _taken(request: Request, steps: list[Step]) -> Iterator[Shown]:
    """The steps that were taken, and those that were left out."""
    letters = Document.objects.visible_to(request.actor).in_bulk([step.letter_id for step in steps if step.letter_id])
    for step in steps:
        rule = rulebook.closest(Ladders, on=step.taken_on).body
        try:
            to = _names(rule.step(step.ladder, step.step).to)
        except KeyError:
            to = ""
        looks = ("neutral", "player-skip-forward", _("Left out")) if step.skipped else ("good", "check", _("Taken"))
        how = "" if step.skipped else step.ways_told
        yield Shown(step.name, to, how, step.taken_on, *looks, letters.get(step.letter_id or 0))


def _coming(task: Task, steps: list[Step], today: date) -> Iterator[Shown]:
    """The steps that are still to come."""
    for _level, step, day in queries.coming_steps(task, steps, today):
        yield Shown(str(step.names), _names(step.to), _ways(step), day, "neutral", "clock", _("Coming"))


def _names(addressees: tuple[Addressee, ...]) -> str:
    return ", ".join(str(one.label) for one in addressees)


def _ways(step: LadderStep) -> str:
    return ", ".join(str(way.label) for way in step.how)


def _said(rest: Rest) -> str:
    """Why nobody is urged today, in one sentence."""
    if rest.why == "with_assigner":
        return _("Urging is paused while the task is with the assigner.")
    if rest.why == "asked":
        return _("Urging is paused until the request for more time is answered.")
    until = written_day(rest.until) if rest.until else "—"
    return _("Urging is paused until %(day)s because of an obstacle.") % {"day": until}
