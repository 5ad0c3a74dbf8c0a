"""The matrix of a cascade: recipients branch by branch, counted by where they stand; each number opens its tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from baro.cascades.models import Cascade, Recipient, RecipientQuerySet
from baro.cascades.standing import lines
from baro.kernel.counted import Counted
from baro.org.actors import Actor
from baro.org.figures.branches import EVERYTHING, Branch, Branches, Counts, branches_of, totals_and_root
from baro.org.figures.lines import Line
from baro.tasks.models import SEE, Task


def recipients_seen(cascade: Cascade, actor: Actor) -> RecipientQuerySet:
    """The recipients of a cascade whose tasks the actor sees."""
    rows: RecipientQuerySet = Recipient.objects.filter(cascade=cascade).order_by()
    return rows if sees_all(cascade, actor) else rows.visible_to(actor)


def sees_all(cascade: Cascade, actor: Actor) -> bool:
    """Whether the actor sees every task of a cascade, because all were given by a unit whose tasks they see.

    Asking for each of thousands of tasks would say the same, many times slower.
    """
    return actor.holds_at(SEE, cascade.unit.path)


def totals(rows: QuerySet[Recipient], today: date) -> Counts:
    """How many recipients stand where: one statement."""
    return totals_and_root(rows, lines(today))[0]


def matrix_of(
    cascade: Cascade, actor: Actor, today: date, *, under: str = "", first: int = 0, most: int | None = None
) -> Branches:
    """The matrix of what an actor sees, of one branch (a path) or of all; ``most`` branches from the ``first`` on."""
    return branches_of(recipients_seen(cascade, actor), lines(today), under=under, first=first, most=most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Counted):
    """One number of a matrix: the recipients of a branch that stand somewhere; its rows are their tasks."""

    cascade: Cascade
    line: Line
    branch: Branch

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The page of these tasks."""
        return "cascades.tasks", (self.cascade.pk, self.branch.key, self.branch.span, self.code)

    def recipients_for(self, actor: Actor) -> QuerySet[Recipient]:
        """The recipients that are counted, as far as the actor sees their tasks."""
        return recipients_seen(self.cascade, actor).filter(self.branch.where, self.line.where)

    def rows_for(self, actor: Actor, _day: date) -> Any:
        """The tasks of these recipients."""
        among = Recipient.objects.filter(self.branch.where, self.line.where, cascade=self.cascade)
        tasks = Task.objects.filter(pk__in=among.order_by().values("task"))
        return tasks if sees_all(self.cascade, actor) else tasks.visible_to(actor)


def cell(cascade: Cascade, line: Line, branch: Branch = EVERYTHING) -> Cell:
    """The number of a line in a branch of a cascade."""
    return Cell(code=line.code, label=line.label, list_code="tasks.list", cascade=cascade, line=line, branch=branch)
