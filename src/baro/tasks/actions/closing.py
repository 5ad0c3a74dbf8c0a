"""The end of a thread: a document whose tasks are all done is carried out."""

from __future__ import annotations

from baro.documents.actions.handling import carry_out
from baro.documents.models import Document
from baro.tasks.flow import State
from baro.tasks.models import Task


def thread(task: Task) -> list[Document]:
    """The source document, on whose page a deed shows as well."""
    return [task.source] if task.source else []


def close_source(task: Task) -> None:
    """Carry out the source document when every task that still counts is done, and at least one is.

    The document is locked first, so that of two last approvals at the same moment the second sees the first.
    """
    if task.source_id is None:
        return
    Document.objects.select_for_update(no_key=True).only("pk").get(pk=task.source_id)
    counting = Task.objects.live().filter(source_id=task.source_id)
    if set(counting.order_by().values_list("state", flat=True).distinct()) == {State.DONE.value}:
        carry_out(task.source_id)
