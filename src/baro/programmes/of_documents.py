"""What became of each clause of a document: told by the tasks that came from it, in the words of the rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from baro.documents.checking import lines_of, orders_work
from baro.documents.models import Document
from baro.kernel import rulebook
from baro.org.actors import Actor
from baro.programmes.rulebook import Clauses, ClauseStanding
from baro.programmes.rules import placed
from baro.tasks.flow import State
from baro.tasks.models import Task


@dataclass(frozen=True, slots=True)
class DocumentClause:
    """A clause of a document with how many tasks came from it and how many are done.

    ``standing`` is None for a clause that only declares: it orders no work, and no task came from it.
    """

    label: str
    words: str
    tasks: int = 0
    done: int = 0
    standing: ClauseStanding | None = None


def clauses_of(actor: Actor, document: Document, day: date) -> list[DocumentClause]:
    """The clauses of a document in their order, as far as the actor sees the tasks: one query."""
    clauses = [DocumentClause(str(at), words) for at, words in enumerate(lines_of(document.clauses), start=1)]
    if not clauses:
        return []
    live = Task.objects.visible_to(actor).live().filter(source=document, parent=None).order_by()
    rows = live.values("clause").annotate(all=Count("pk"), done=Count("pk", filter=Q(state=State.DONE)))
    counted = {row["clause"]: (row["all"], row["done"]) for row in rows}
    places = placed(counted, clauses)
    rule = rulebook.closest(Clauses, on=day).body
    under: dict[int | None, list[tuple[int, int]]] = {}
    for text, at in places.items():
        under.setdefault(at, []).append(counted[text])
    return [_counted(one, under.get(at, []), rule, day) for at, one in enumerate(clauses)]


def _counted(clause: DocumentClause, tallies: list[tuple[int, int]], rule: Any, day: date) -> DocumentClause:
    tasks, done = sum(all_ for all_, _done in tallies), sum(done for _all, done in tallies)
    declares = not tasks and not orders_work(clause.words, on=day)
    return DocumentClause(clause.label, clause.words, tasks, done, None if declares else rule.standing(done, tasks))
