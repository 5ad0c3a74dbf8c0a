"""Giving the tasks that were proposed from a document: all that were kept, in one act, or none of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baro.documents.models import Document
from baro.kernel.decisions import ask
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.models import Post, Tenure, Unit
from baro.tasks import queries
from baro.tasks.actions import assigning
from baro.tasks.actions.closing import thread
from baro.tasks.actions.repeating import repeat_many
from baro.tasks.models import Task, TaskRole, TaskUnit
from baro.tasks.recurring import Recurrence
from baro.tasks.verbs import ASSIGN
from baro.trail.changes import Batch, tell_many
from baro.trail.models import Reason, notify_many


@dataclass(frozen=True, slots=True)
class Given:
    """One proposal as a person left it: each of its units gets the task, owned by the head.

    ``key`` names its fields in what is refused ("3" of "work_3"); by ``recurs`` it comes back.
    """

    key: str
    work: str
    units: Sequence[Unit]
    due_on: date | None
    coordinates: Sequence[Unit] = ()
    no_deadline_reason: str = ""
    product: str = ""
    clause: str = ""
    recurs: Recurrence | None = None


def assign_proposed(
    rows: Sequence[Given], *, source: Document, by: Actor, authority: str = "", accountable_post: Post | None = None
) -> Batch[Task]:
    """Give every task, in a number of statements that does not grow with them.

    Where no leader is named, the head of each unit answers for the task. Raises Refused with a sentence beside each
    field of each row for what cannot be given; then nothing is.
    """
    today = timezone.localdate()
    with transaction.atomic():
        base = assigning.drafted(by, source, None, work="", product="", authority=authority, clause="")
        base.accountable_post = accountable_post
        heads = queries.heads_in_office({unit.pk: unit for unit in _named(rows)}.values(), today)
        found: dict[str, str] = {}
        given: list[tuple[Task, Given]] = []
        for row in rows:
            wrong, tasks = _of_row(row, base, heads, today, by=by)
            found |= wrong
            given += [(task, row) for task in tasks]
        if found:
            raise Refused(_sentence(found), fields=found)
        return _saved(given, heads, base, by=by)


def _named(rows: Sequence[Given]) -> Iterable[Unit]:
    return (unit for row in rows for unit in (*row.units, *row.coordinates))


def _of_row(
    row: Given, base: Task, heads: dict[int, Tenure], today: date, *, by: Actor
) -> tuple[dict[str, str], list[Task]]:
    """What is wrong with a row, by the names of its fields, and its tasks."""
    draft = copy(base)
    draft.work, draft.product, draft.clause = row.work.strip(), row.product.strip(), row.clause.strip()
    draft.due_on = draft.first_due_on = row.due_on
    draft.no_deadline_reason = row.no_deadline_reason.strip()
    wrong: dict[str, str] = {}
    try:
        assigning.refuse_unfit(draft, today, ignore=("unit", "owner_post", "accountable_post"))
    except Refused as refused:
        wrong = {name: str(sentence) for name, sentence in refused.fields.items()}
    twice = {unit.pk for unit in row.units} & {unit.pk for unit in row.coordinates}
    if twice:
        unit = next(unit for unit in row.coordinates if unit.pk in twice)
        wrong["coordinates"] = _("%(unit)s leads this task. Remove it from the supporting units.") % {"unit": unit}
    tasks = []
    for unit in row.units:
        task = assigning.copied(draft, unit, heads.get(unit.pk))
        why = assigning.headless() if task is None else ask(by, ASSIGN, task).sentence
        if task is None or why:
            wrong.setdefault("units", f"{unit}: {why}")
        else:
            tasks.append(task)
    return {f"{name}_{row.key}": sentence for name, sentence in wrong.items()}, tasks


def _sentence(found: dict[str, str]) -> str:
    rows = len({name.rpartition("_")[2] for name in found})
    sentence = ngettext(
        "%(rows)s proposal cannot be assigned yet. Nothing was saved. Correct it below, or untick it.",
        "%(rows)s proposals cannot be assigned yet. Nothing was saved. Correct them below, or untick them.",
        rows,
    )
    return sentence % {"rows": rows}


def _saved(given: list[tuple[Task, Given]], heads: dict[int, Tenure], base: Task, *, by: Actor) -> Batch[Task]:
    """The tasks with the units that help, told and brought to their owners."""
    batch = Batch([task for task, _row in given])
    Task.objects.bulk_create(batch.records, batch_size=1000)
    helping = [(task, unit) for task, row in given for unit in row.coordinates]
    TaskUnit.objects.bulk_create(TaskUnit(task=task, unit=unit, role=TaskRole.COORDINATE) for task, unit in helping)
    told = [(task, _facts(task, heads)) for task in batch.records]
    batch.events = tell_many(ASSIGN, told, *thread(base), by=by, facts={}) if told else []
    events = list(zip(batch.events, given, strict=True))
    notify_many([(event, task, [task.owner_post_id]) for event, (task, _row) in events], Reason.ASSIGNED)
    informed = ((event, task, _informed(task, row, heads)) for event, (task, row) in events)
    notify_many(informed, Reason.INFORMED)
    if recurring := {task.pk: row.recurs for task, row in given if row.recurs and task.due_on}:
        repeat_many(recurring, by=by)
    return batch


def _facts(task: Task, heads: dict[int, Tenure]) -> dict[str, object]:
    owner = f"{heads[task.unit_id].person}, {task.owner_post}"
    return {"work": str(task), "owner": owner, "due": task.due_on or assigning.NO_DAY}


def _informed(task: Task, row: Given, heads: dict[int, Tenure]) -> set[int | None]:
    """The leader who answers for a task and the heads of the units that help; the owner knows already."""
    helping = {heads[unit.pk].post_id for unit in row.coordinates if unit.pk in heads}
    return {task.accountable_post_id, *helping} - {task.owner_post_id}
