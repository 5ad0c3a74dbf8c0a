"""Accepting or returning what the owner handed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils import timezone

from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.tasks.actions.closing import close_sources, thread
from baro.tasks.flow import FLOW
from baro.tasks.models import Task
from baro.tasks.verbs import APPROVE, RETURN
from baro.trail.changes import Batch, change, change_many
from baro.trail.models import Reason, notify, notify_many


def approve(task_id: int, *, by: Actor) -> Task:
    """Accept the result; the task is finished on the day on which it was handed in.

    With the last task of a document the document is carried out, in the same transaction.
    """
    with change(Task, task_id, APPROVE, by=by) as (task, tell):
        FLOW.move(task, APPROVE)
        task.finished_on, task.approved_at = task.handed_in_on, timezone.now()
        task.save(update_fields=["state", "finished_on", "approved_at"])
        event = tell(*thread(task), work=task)
        notify(event, task, Reason.FINISHED, _told_of_the_end(task))
        close_sources([task])
    return task


def approve_many(task_ids: Iterable[int], *, by: Actor) -> Batch[Task]:
    """Accept many results, in a fixed number of statements and some for each document that ends with them."""
    with transaction.atomic():
        end = {"finished_on": F("handed_in_on"), "approved_at": timezone.now()}
        batch = _move_many(task_ids, APPROVE, end, by=by)
        told = zip(batch.events, batch.records, strict=True)
        notify_many([(event, task, _told_of_the_end(task)) for event, task in told], Reason.FINISHED)
        close_sources(batch.records)
    return batch


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


def return_many(task_ids: Iterable[int], *, reason: str, by: Actor) -> Batch[Task]:
    """Send many results back with the same reason, in a fixed number of statements."""
    with transaction.atomic():
        back = {"handed_in_on": None, "handed_in_by": None, "returned_count": F("returned_count") + 1}
        batch = _move_many(task_ids, RETURN, back, by=by, reason=reason)
        told = zip(batch.events, batch.records, strict=True)
        notify_many([(event, task, [task.owner_post_id]) for event, task in told], Reason.RETURNED)
    return batch


def _move_many(task_ids: Iterable[int], verb: Verb, columns: dict[str, Any], *, by: Actor, **facts: Any) -> Batch[Task]:
    """Move each task by the verb and write the columns, with an event on its page and its document's."""
    with change_many(Task, task_ids, verb, by=by) as batch:
        prefetch_related_objects(batch.records, "source")
        for task in batch.records:
            FLOW.move(task, verb)
            batch.tell(task, *thread(task), work=task, **facts)
        Task.objects.filter(pk__in=[task.pk for task in batch.records]).update(state=FLOW[verb].target, **columns)
    return batch


def _told_of_the_end(task: Task) -> set[int | None]:
    """The posts that learn that the result was accepted."""
    return {task.owner_post_id, task.accountable_post_id}
