"""Moving a deadline: the owner asks, the assigner decides; the first deadline is never forgotten."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day, wrong_deadline
from baro.org.actors import Actor
from baro.tasks.actions.splitting import why_not_within
from baro.tasks.models import Task
from baro.tasks.verbs import ASK_EXTENSION, EXTEND, REFUSE_EXTENSION
from baro.trail.changes import change
from baro.trail.models import Reason, notify

ANSWERED: dict[str, Any] = {"asked_due_on": None, "asked_reason": ""}


def ask_extension(task_id: int, *, due_on: date, reason: str, by: Actor) -> Task:
    """Ask the assigner for a later deadline.

    Raises Refused when the day cannot be a deadline or is not later than the present one.
    """
    with change(Task, task_id, ASK_EXTENSION, by=by) as (task, tell):
        _refuse_unfit(task, due_on)
        task.asked_due_on, task.asked_reason = due_on, reason
        task.save(update_fields=["asked_due_on", "asked_reason"])
        event = tell(due=task.due_on, asked=due_on, reason=reason)
        notify(event, task, Reason.DECIDE, [task.assigner_post_id])
    return task


def extend(task_id: int, *, due_on: date, reason: str, by: Actor) -> Task:
    """Move the deadline to a later day, whether somebody asked for it or not.

    Raises Refused when the day cannot be a deadline or is not later than the present one.
    """
    with change(Task, task_id, EXTEND, by=by) as (task, tell):
        _refuse_unfit(task, due_on)
        former, task.due_on = task.due_on, due_on
        task.first_due_on = task.first_due_on or due_on
        task.extended_count += 1
        _answered(task, "due_on", "first_due_on", "extended_count")
        event = tell(former=former or "—", due=due_on, reason=reason)
        notify(event, task, Reason.DATE, [task.owner_post_id])
    return task


def refuse_extension(task_id: int, *, reason: str, by: Actor) -> Task:
    """Keep the deadline although the owner asked for a later one."""
    with change(Task, task_id, REFUSE_EXTENSION, by=by) as (task, tell):
        _answered(task)
        event = tell(due=task.due_on, reason=reason)
        notify(event, task, Reason.DATE, [task.owner_post_id])
    return task


def _answered(task: Task, *also: str) -> None:
    """Close the owner's request, and save it with what else was changed."""
    for name, value in ANSWERED.items():
        setattr(task, name, value)
    task.save(update_fields=[*ANSWERED, *also])


def _refuse_unfit(task: Task, due_on: date) -> None:
    """Raise Refused, beside the field, when the day cannot be the new deadline."""
    why = wrong_deadline(due_on, timezone.localdate())
    if not why and task.due_on is not None and due_on <= task.due_on:
        why = _("%(day)s is not later than the present deadline, %(due)s; choose a later day.") % {
            "day": spoken_day(due_on),
            "due": spoken_day(task.due_on),
        }
    if why := why or why_not_within(task.parent, due_on):
        raise Refused(why, fields={"due_on": why})
