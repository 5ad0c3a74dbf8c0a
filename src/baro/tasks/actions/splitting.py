"""A task in parts: where they fit, what they add up to, what becomes of them, which task comes first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.org.actors import Actor
from baro.tasks.flow import CLOSED, FLOW
from baro.tasks.models import Task
from baro.tasks.parts import listed
from baro.tasks.verbs import ADD_UP, ARRANGE, CANCEL
from baro.trail.changes import change, change_many

CANCELLED: dict[str, Any] = {"handed_in_on": None, "asked_due_on": None, "asked_reason": "", "opens_next_on": None}
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('tasks.task.arrange', 0))"


def add_up(part: Task) -> None:
    """Let the progress of each task above follow from its parts: their mean, rounded down, without the cancelled."""
    above = part.parent_id
    while above:
        whole = Task.objects.select_for_update(of=("self",), no_key=True).get(pk=above)
        done = list(Task.objects.live().filter(parent=whole).order_by().values_list("progress_percent", flat=True))
        percent = sum(done) // len(done) if done else whole.progress_percent
        if percent != whole.progress_percent and FLOW.open(whole, ADD_UP):
            with change(Task, whole.pk, ADD_UP, by=Actor.system(ADD_UP.code)) as (whole, tell):
                whole.progress_percent = percent
                whole.save(update_fields=["progress_percent"])
                tell(percent=percent)
        above = whole.parent_id


def cancel_parts(whole: Task, *, reason: str) -> None:
    """Cancel everything into which a cancelled task was split, level by level."""
    above = [whole.pk]
    while parts := list(Task.objects.open().filter(parent__in=above).order_by("pk").values_list("pk", flat=True)):
        with change_many(Task, parts, CANCEL, by=Actor.system(CANCEL.code)) as batch:
            for part in batch.records:
                FLOW.move(part, CANCEL)
                batch.tell(part, whole, work=part, reason=reason)
            Task.objects.filter(pk__in=parts).update(state=FLOW[CANCEL].target, **CANCELLED)
        above = parts


def arrange(task_id: int, *, first: Iterable[Task], by: Actor) -> Task:
    """Say which tasks come first; the task is reported on and handed in once they are done.

    Raises Refused when they wait for this task themselves, and Http404 for one that the actor cannot see.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)  # two that close a circle together would each see an open one
        with change(Task, task_id, ARRANGE, by=by) as (task, tell):
            named = sorted(first, key=lambda one: one.pk)
            keys = [one.pk for one in named]
            if len(keys) != Task.objects.visible_to(by).filter(pk__in=keys).count():
                raise Http404
            _refuse_circle(task, named)
            if keys == list(task.starts_after or ()):
                raise Refused(_("Nothing would change. Choose other tasks first."))
            task.starts_after = keys or None
            task.save(update_fields=["starts_after"])
            tell(*named, first=listed(named) or "—")
    return task


def _refuse_circle(task: Task, first: list[Task]) -> None:
    """Raise Refused when a task that is to come first waits for this one: by its order, its parts, or as its whole."""
    if task.pk not in _waited_on(first):
        return
    for one in first:
        if task.pk in _waited_on([one]):
            wrong = _("“%(first)s” waits for this task itself, so neither could start. Leave it out.") % {"first": one}
            raise Refused(wrong, fields={"first": wrong})


def _waited_on(tasks: list[Task]) -> set[int]:
    """The keys of some tasks and of all that must be done before them: a query for each step, not for each task."""
    front = {one.pk for one in tasks}
    seen = set(front)
    while front:
        after = Task.objects.filter(pk__in=front, starts_after__isnull=False).order_by()
        found = {pk for keys in after.values_list("starts_after", flat=True) for pk in keys}
        found |= set(Task.objects.filter(parent__in=front).order_by().values_list("pk", flat=True))
        front = found - seen
        seen |= front
    return seen


def whole_of(parent: Task, by: Actor) -> Task:
    """The task that is split, as it is now; it cannot be handed in before the part stands.

    Raises Http404 when the actor cannot see it.
    """
    seen = Task.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    found: Task | None = seen.filter(pk=parent.pk).first()
    if found is None:
        raise Http404
    return found


def why_not_within(whole: Task | None, due_on: date | None) -> str:
    """Why a day cannot be the deadline of a part, with the remedy; empty when it can."""
    if whole is None or whole.due_on is None or whole.state in CLOSED:
        return ""
    told = {"due": spoken_day(whole.due_on), "whole": whole}
    if due_on is None:
        return _("A sub-task of “%(whole)s” has a deadline, because that is due on %(due)s. Choose a day.") % told
    if due_on <= whole.due_on:
        return ""
    sentence = _("%(day)s is after %(due)s, the deadline of “%(whole)s”. Choose an earlier day, or move that first.")
    return sentence % (told | {"day": spoken_day(due_on)})
