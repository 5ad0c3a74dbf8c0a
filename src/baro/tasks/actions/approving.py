"""Accepting or returning what the owner handed in."""

from __future__ import annotations

from django.utils import timezone

from baro.org.actors import Actor
from baro.tasks.actions.closing import close_source, thread
from baro.tasks.flow import FLOW
from baro.tasks.models import Task
from baro.tasks.verbs import APPROVE, RETURN
from baro.trail.changes import change
from baro.trail.models import Reason, notify


def approve(task_id: int, *, by: Actor) -> Task:
    """Accept the result; the task is finished on the day on which it was handed in.

    With the last task of a document the document is carried out, in the same transaction.
    """
    with change(Task, task_id, APPROVE, by=by) as (task, tell):
        FLOW.move(task, APPROVE)
        task.finished_on, task.approved_at = task.handed_in_on, timezone.now()
        task.save(update_fields=["state", "finished_on", "approved_at"])
        event = tell(*thread(task), work=task)
        notify(event, task, Reason.FINISHED, {task.owner_post_id, task.accountable_post_id})
        close_source(task)
    return task


def return_(task_id: int, *, reason: str, by: Actor) -> Task:
    """Send the result back to its owner with a reason; the deadline's clock runs again."""
    with change(Task, task_id, RETURN, by=by) as (task, tell):
        FLOW.move(task, RETURN)
        task.handed_in_on, task.handed_in_by = None, None
        task.returned_count += 1
        task.save(update_fields=["state", "handed_in_on", "handed_in_by", "returned_count"])
        event = tell(*thread(task), work=task, reason=reason)
        notify(event, task, Reason.RETURNED, [task.owner_post_id])
    return task
