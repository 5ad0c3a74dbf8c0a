"""Urging as a recorded deed, and the system's own reminders of deadlines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F

from baro.org.actors import Actor
from baro.tasks import queries
from baro.tasks.models import Task
from baro.tasks.verbs import REMIND, URGE
from baro.trail.changes import Batch, change, change_many
from baro.trail.models import Reason, notify, notify_many


def urge(task_id: int, *, words: str, by: Actor) -> Task:
    """Urge the owner; how often a task was urged stays with it."""
    with change(Task, task_id, URGE, by=by) as (task, tell):
        task.urged_count += 1
        task.save(update_fields=["urged_count"])
        notify(tell(words=words), task, Reason.DATE, [task.owner_post_id])
    return task


def urge_many(task_ids: Iterable[int], *, words: str, by: Actor) -> Batch[Task]:
    """Urge the owners of many tasks with the same words, in a fixed number of statements."""
    with transaction.atomic():
        with change_many(Task, task_ids, URGE, by=by) as batch:
            for task in batch.records:
                batch.tell(task, words=words)
            urged = Task.objects.filter(pk__in=[task.pk for task in batch.records])
            urged.update(urged_count=F("urged_count") + 1)
        told = zip(batch.events, batch.records, strict=True)
        notify_many([(event, task, [task.owner_post_id]) for event, task in told], Reason.DATE)
    return batch


def remind(task_id: int, *, today: date) -> Task | None:
    """Remind the owner once that the deadline is near, and once that it is past; None when that was done already."""
    by = Actor.system("tasks.task.remind")
    with transaction.atomic():
        due = queries.to_be_reminded(today).select_for_update(of=("self",)).filter(pk=task_id).first()
        standing = queries.standing_of(due, today) if due else None
        if standing is None:
            return None
        with change(Task, task_id, REMIND, by=by) as (task, tell):
            task.reminded_as = standing[0].id.value
            task.save(update_fields=["reminded_as"])
            notify(tell(due=task.due_on), task, Reason.DATE, [task.owner_post_id])
    return task
