"""The end of a thread: a document whose tasks are all done is carried out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from baro.documents.actions.handling import carry_out
from baro.documents.models import Document
from baro.tasks.flow import State
from baro.tasks.models import Task


def thread(task: Task) -> list[Document]:
    """The source document, on whose page a deed shows as well."""
    return [task.source] if task.source else []


def close_sources(tasks: Iterable[Task]) -> None:
    """Carry out each source document of which every task that still counts is done, and at least one is.

    The documents are locked first, so that of two last approvals at the same moment the second sees the first.
    """
    sources = {task.source_id for task in tasks if task.source_id}
    if not sources:
        return
    list(Document.objects.select_for_update(no_key=True).only("pk").filter(pk__in=sources).order_by("pk"))
    states: dict[int, set[str]] = defaultdict(set)
    counting = Task.objects.live().filter(source__in=sources).order_by()
    for source, state in counting.values_list("source", "state").distinct():
        states[source].add(state)
    for source in sorted(source for source, found in states.items() if found == {State.DONE.value}):
        carry_out(source)
