"""What the owner does: takes the task on or declines it, reports with evidence, hands in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.actions.bringing import bring_all
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.tasks.actions.closing import close_sources, thread
from baro.tasks.actions.splitting import add_up
from baro.tasks.flow import FLOW
from baro.tasks.models import Evidence, Progress, Task
from baro.tasks.rulebook import Results
from baro.tasks.verbs import ACCEPT, DECLINE, FINISH, HAND_IN, REPORT
from baro.trail.changes import change
from baro.trail.models import Reason, notify

WHOLE = 100


def accept(task_id: int, *, by: Actor) -> Task:
    """Take the task on."""
    with change(Task, task_id, ACCEPT, by=by) as (task, tell):
        FLOW.move(task, ACCEPT)
        task.accepted_at = timezone.now()
        task.save(update_fields=["state", "accepted_at"])
        tell()
    return task


def decline(task_id: int, *, reason: str, by: Actor) -> Task:
    """Refuse the task with a reason; the assigner finds it among what waits for a decision."""
    with change(Task, task_id, DECLINE, by=by) as (task, tell):
        FLOW.move(task, DECLINE)
        task.save(update_fields=["state"])
        notify(tell(reason=reason), task, Reason.DECIDE, [task.assigner_post_id])
    return task


def report(task_id: int, *, percent: int, words: str, by: Actor, files: Iterable[UploadedFile] = ()) -> Task:
    """Say how far the work is, with files that prove it; of a task in parts their progress says it.

    Raises Refused when the percentage is none, and when a file is not what it should be; then nothing is kept.
    """
    if not 0 <= percent <= WHOLE:
        wrong = _("%(percent)s is not between 0 and 100.") % {"percent": percent}
        raise Refused(wrong, fields={"percent": wrong})
    with change(Task, task_id, REPORT, by=by) as (task, tell):
        FLOW.move(task, REPORT)
        if task.parts.live().exists():
            percent = task.progress_percent  # its parts say how far it is
        task.progress_percent = percent
        task.save(update_fields=["state", "progress_percent"])
        _keep_report(task, percent, words, files, by=by)
        tell(percent=percent, words=words)
        add_up(task)
    return task


def hand_in(task_id: int, *, result: str, by: Actor, files: Iterable[UploadedFile] = (), no_evidence: str = "") -> Task:
    """Hand the finished work in for acceptance; from now on the deadline's clock stands still.

    A task of a kind that needs no approval ends with it. Raises Refused where the rule in force wants evidence of the
    product, and there is neither a file nor a reason.
    """
    with transaction.atomic():
        task = _handed_in(task_id, result, list(files), no_evidence.strip(), by=by)
        return _finished(task.pk) if task.of_kind.ends_when_handed_in else task


def _handed_in(task_id: int, result: str, files: list[UploadedFile], no_evidence: str, *, by: Actor) -> Task:
    with change(Task, task_id, HAND_IN, by=by) as (task, tell):
        FLOW.move(task, HAND_IN)
        if not (files or no_evidence):
            _refuse_unproven(task)
        handed_in: dict[str, Any] = {"handed_in_on": timezone.localdate(), "handed_in_by_id": by.person_id}
        handed_in |= {"result": result, "progress_percent": WHOLE, "asked_due_on": None, "asked_reason": ""}
        for name, value in handed_in.items():
            setattr(task, name, value)
        task.save(update_fields=["state", *handed_in])
        _keep_report(task, WHOLE, result, files, by=by)
        without = {"no_evidence": no_evidence} if no_evidence else {}
        event = tell(*thread(task), work=task, result=result, **without)
        asks = Reason.INFORMED if task.of_kind.ends_when_handed_in else Reason.DECIDE
        notify(event, task, asks, [task.assigner_post_id])
        add_up(task)
    return task


def _finished(task_id: int) -> Task:
    """The task as it ends without anybody's approval, on the day on which it was handed in."""
    with change(Task, task_id, FINISH, by=Actor.system(FINISH.code)) as (task, tell):
        FLOW.move(task, FINISH)
        task.finished_on, task.approved_at = task.handed_in_on, timezone.now()
        task.save(update_fields=["state", "finished_on", "approved_at"])
        tell(*thread(task), work=task)
        close_sources([task])
    return task


def _refuse_unproven(task: Task) -> None:
    """Raise Refused when the task names a product of which no report brought evidence, and the rule wants it."""
    if not (rulebook.today(Results).evidence_for_product and task.product):
        return
    if not Evidence.objects.filter(report__task=task).exists():
        sentence = _("Attach the product “%(product)s”, or say below why there is no file.")
        raise Refused(sentence % {"product": task.product}, fields={"files": sentence % {"product": task.product}})


def _keep_report(task: Task, percent: int, words: str, files: Iterable[UploadedFile], *, by: Actor) -> None:
    """The report with its evidence, brought to the owner unit; scans among it are read by a job."""
    papers = bring_all(files, task.unit, by=by)
    kept = Progress.objects.create(task=task, at=timezone.now(), title=by.title, percent=percent, words=words)
    Evidence.objects.bulk_create(Evidence(report=kept, attachment=paper) for paper in papers)
