"""Correcting what was done: the wording, a result handed in too soon, an approval given by mistake."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from baro.documents.actions.handling import resume
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.tasks import queries, rules
from baro.tasks.actions.closing import thread
from baro.tasks.flow import FLOW
from baro.tasks.models import Task
from baro.tasks.verbs import REOPEN, REWORD, UNDO_APPROVAL, WITHDRAW
from baro.trail.changes import change
from baro.trail.models import Reason, notify

AT_WORK: dict[str, Any] = {"handed_in_on": None, "handed_in_by": None}
NOT_DONE: dict[str, Any] = {"finished_on": None, "approved_at": None}


def reword(task_id: int, *, reason: str, by: Actor, **wording: str) -> Task:
    """Correct the words of a task; the former ones stay in its history.

    Raises Refused when nothing would change, and with a sentence for each field when the task would not be clear.
    """
    with change(Task, task_id, REWORD, by=by) as (task, tell):
        said = {name: words.strip() for name, words in wording.items()}
        former = {name: getattr(task, name) for name, words in said.items() if words != getattr(task, name)}
        if not former:
            raise Refused(_("Nothing would change. Correct the wording first."))
        for name in former:
            setattr(task, name, said[name])
        _refuse_unclear(task, former)
        task.save(update_fields=list(former))
        event = tell(*thread(task), former=_listed(former), now=_listed(said, former), reason=reason)
        notify(event, task, Reason.INFORMED, {task.owner_post_id, task.accountable_post_id})
    return task


def _refuse_unclear(task: Task, changed: dict[str, str]) -> None:
    """Raise Refused when the changed words leave the task unclear by the motto by which it was given."""
    motto = queries.motto_of(task)
    lacking = rules.missing(rules.wanted(motto, task.of_kind), task)
    lacking = {name: said for name, said in lacking.items() if name in changed}
    if found := lacking | rules.too_short(motto, task):
        raise Refused(next(iter(found.values())), fields=found)


def _listed(words: dict[str, str], names: dict[str, str] | None = None) -> str:
    return "; ".join(words[name] or "—" for name in names or words)


def withdraw(task_id: int, *, by: Actor) -> Task:
    """Take back a result that nobody has decided about; the deadline's clock runs again."""
    with change(Task, task_id, WITHDRAW, by=by) as (task, tell):
        FLOW.move(task, WITHDRAW)
        _write(task, AT_WORK)
        notify(tell(*thread(task), work=task), task, Reason.INFORMED, [task.assigner_post_id])
    return task


def undo_approval(task_id: int, *, reason: str, by: Actor) -> Task:
    """Let the result wait for approval again; a document that had ended with it is in progress again."""
    with change(Task, task_id, UNDO_APPROVAL, by=by) as (task, tell):
        FLOW.move(task, UNDO_APPROVAL)
        _write(task, NOT_DONE)
        event = tell(*thread(task), work=task, reason=reason)
        notify(event, task, Reason.INFORMED, {task.owner_post_id, task.accountable_post_id})
        notify(event, task, Reason.DECIDE, {task.assigner_post_id} - {task.owner_post_id, task.accountable_post_id})
        _resume_source(task)
    return task


def reopen(task_id: int, *, reason: str, by: Actor) -> Task:
    """Give a finished task back to its owner; a document that had ended with it is in progress again."""
    with change(Task, task_id, REOPEN, by=by) as (task, tell):
        FLOW.move(task, REOPEN)
        _write(task, NOT_DONE | AT_WORK)
        event = tell(*thread(task), work=task, reason=reason)
        notify(event, task, Reason.RETURNED, [task.owner_post_id])
        _resume_source(task)
    return task


def _write(task: Task, columns: dict[str, Any]) -> None:
    """Save the state of the task with these columns."""
    for name, value in columns.items():
        setattr(task, name, value)
    task.save(update_fields=["state", *columns])


def _resume_source(task: Task) -> None:
    """The source document is in progress as long as one of its tasks is."""
    if task.source_id:
        resume(task.source_id)
