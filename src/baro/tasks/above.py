"""What the level above wants to know of its tasks, by names that its system can read (08-QC/TW)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from baro.documents.models import Attachment
from baro.tasks.models import Progress, Task

FORMAT = "baro.tasks.above/1"
AT_ONCE = 500
FIELDS = (
    *("origin_task_id", "assigning_document", "assigned_body", "assigned_body_code", "owner", "work", "product"),
    *("product_files", "due_on", "state", "progress_percent", "result", "self_grade", "self_evaluation"),
    *("handed_in_on", "finished_on"),
)


def carried_up(tasks: QuerySet[Task]) -> Iterator[dict[str, Any]]:
    """Each task under the names of `FIELDS`, read in pieces; what nobody said is empty, days are ISO.

    Files are told by name and digest (SHA-256), so that the level above can tell whether it was sent the same.
    """
    files = Attachment.objects.defer("text", "proposal")  # sees: read with their task
    reports = Progress.objects.order_by("pk").prefetch_related(Prefetch("evidence__attachment", files))
    for task in tasks.prefetch_related(Prefetch("reports", reports)).iterator(chunk_size=AT_ONCE):
        yield dict(zip(FIELDS, _values(task), strict=True))


def _values(task: Task) -> Iterable[Any]:
    proofs = [proof.attachment for report in task.reports.all() for proof in report.evidence.all()]
    yield task.origin_id
    yield task.origin_document or (task.source.symbol if task.source else "")
    yield task.unit.name
    yield task.unit.code
    yield task.owner_post.name
    yield task.work
    yield task.product
    yield [{"name": paper.name, "sha256": paper.digest} for paper in proofs]
    yield _iso(task.due_on)
    yield task.state
    yield task.progress_percent
    yield task.result
    yield task.self_grade
    yield task.self_evaluation
    yield _iso(task.handed_in_on)
    yield _iso(task.finished_on)


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
