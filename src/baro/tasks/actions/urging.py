"""Urging as a recorded deed; what the system urges by rule is the part `urging`."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from baro.org.actors import Actor
from baro.tasks.models import Task
from baro.tasks.verbs import URGE
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
