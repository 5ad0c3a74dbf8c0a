"""What the assigner changes afterwards: another owner, or no task at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.decisions import delegations_needed
from baro.kernel.errors import NotPermitted, Refused
from baro.org.actors import Actor
from baro.org.models import Post, Unit
from baro.tasks.actions.closing import close_sources, thread
from baro.tasks.actions.owners import owner_title, refuse_unfit_owner
from baro.tasks.actions.splitting import CANCELLED, add_up, cancel_parts
from baro.tasks.flow import FLOW
from baro.tasks.models import Task
from baro.tasks.parts import listed
from baro.tasks.policies import NOT_YOURS, gives_work_to_owner
from baro.tasks.verbs import ASSIGN, CANCEL, REASSIGN
from baro.trail.changes import Batch, change, change_many
from baro.trail.models import Reason, notify, notify_many

# A new owner starts afresh: takes the task on, and asks for more time anew.
AFRESH: dict[str, Any] = {"accepted_at": None, "asked_due_on": None, "asked_reason": ""}


def reassign(task_id: int, *, unit: Unit, owner_post: Post, reason: str, by: Actor) -> Task:
    """Give the task to the holder of another post.

    Raises Refused when that post cannot own it, and NotPermitted when the actor assigns no work to its unit.
    """
    today = timezone.localdate()
    refuse_unfit_owner(unit, owner_post, today)
    with change(Task, task_id, REASSIGN, by=by) as (task, tell):
        former = task.owner_post
        if former.pk == owner_post.pk:
            raise Refused(_already(owner_post), fields={"owner_post": _already(owner_post)})
        for wrong in _in_parts([task]).values():
            raise Refused(wrong, fields={"owner_post": wrong})
        task.unit, task.owner_post = unit, owner_post
        if not gives_work_to_owner(by, task):
            raise NotPermitted(NOT_YOURS)
        FLOW.move(task, REASSIGN)
        for name, value in AFRESH.items():
            setattr(task, name, value)
        task.save(update_fields=["unit", "owner_post", "state", *AFRESH])
        needed = delegations_needed(by, lambda actor: gives_work_to_owner(actor, task))
        event = tell(owner=owner_title(owner_post, today), former=former, reason=reason, under=needed)
        notify(event, task, Reason.ASSIGNED, [owner_post.pk])
        notify(event, task, Reason.INFORMED, [former.pk])
    return task


def reassign_many(task_ids: Iterable[int], *, unit: Unit, owner_post: Post, reason: str, by: Actor) -> Batch[Task]:
    """Give many tasks to the holder of one post, in a fixed number of statements.

    Raises Refused when that post cannot own them, and NotPermitted when the actor assigns no work to its unit.
    """
    today = timezone.localdate()
    refuse_unfit_owner(unit, owner_post, today)
    given = Task(unit=unit)
    if not by.holds(ASSIGN, unit, given):
        raise NotPermitted(NOT_YOURS)
    needed = delegations_needed(by, lambda actor: actor.holds(ASSIGN, unit, given))
    with transaction.atomic():
        with change_many(Task, task_ids, REASSIGN, by=by) as batch:
            for task in [task for task in batch.records if task.owner_post_id == owner_post.pk]:
                batch.refuse(task, _already(owner_post))
            split = _in_parts(batch.records)
            for task in [task for task in batch.records if task.pk in split]:
                batch.refuse(task, split[task.pk])
            prefetch_related_objects(batch.records, "owner_post__unit")
            owner = owner_title(owner_post, today)
            for task in batch.records:
                FLOW.move(task, REASSIGN)
                batch.tell(task, owner=owner, former=task.owner_post, reason=reason, under=needed)
            changed = Task.objects.filter(pk__in=[task.pk for task in batch.records])
            changed.update(unit=unit, owner_post=owner_post, state=FLOW[REASSIGN].target, **AFRESH)
        told = list(zip(batch.events, batch.records, strict=True))
        notify_many([(event, task, [owner_post.pk]) for event, task in told], Reason.ASSIGNED)
        notify_many([(event, task, [task.owner_post_id]) for event, task in told], Reason.INFORMED)
    return batch


def _already(post: Post) -> str:
    return _("“%(post)s” owns the task already; choose another post.") % {"post": post}


def _in_parts(tasks: Iterable[Task]) -> dict[int, str]:
    """Why tasks stay with the owner who gave out parts of them: a sentence by the key of each, in one query."""
    open_parts: dict[int, list[Task]] = defaultdict(list)
    parts = Task.objects.open().filter(parent__in=[task.pk for task in tasks])
    for part in parts.only("work", "parent").select_related(None).order_by("pk"):
        open_parts[part.parent_id].append(part)
    sentence = _("Its owner gave out sub-tasks that are open: %(parts)s. Let these be finished or cancelled first.")
    return {pk: sentence % {"parts": listed(parts)} for pk, parts in open_parts.items()}


def cancel(task_id: int, *, reason: str, by: Actor) -> Task:
    """Take the task back, and its parts with it; it stays in the register and counts nowhere, and none follows it."""
    with change(Task, task_id, CANCEL, by=by) as (task, tell):
        FLOW.move(task, CANCEL)
        for name, value in CANCELLED.items():
            setattr(task, name, value)
        task.save(update_fields=["state", *CANCELLED])
        event = tell(*thread(task), work=task, reason=reason)
        notify(event, task, Reason.INFORMED, [task.owner_post_id])
        cancel_parts(task, reason=reason)
        add_up(task)
        close_sources([task])
    return task
