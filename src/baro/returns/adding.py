"""What the returns of a round come to: where they stand branch by branch, and the sums of their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.counted import Counted
from baro.kernel.figures import percent
from baro.org.actors import Actor
from baro.org.figures.branches import EVERYTHING, Branch
from baro.org.figures.lines import Line
from baro.returns.flow import MISSING, State
from baro.returns.models import LATE, Cell, CellQuerySet, Return, ReturnQuerySet, Round
from baro.returns.rulebook import Column, Form, Row

ALL = pgettext_lazy("returns", "All units")


def lines(today: date) -> tuple[Line, ...]:
    """All returns, and those of each class: every return is in exactly one."""
    accepted = Q(state=State.ACCEPTED)
    overdue, missing = Q(due_on__lt=today), Q(state__in=MISSING)
    parts = (
        Line("waiting", _("Not due yet"), Q(state=State.ASKED) & ~overdue, tone="neutral"),
        Line("returned", pgettext_lazy("returns", "Returned"), Q(state=State.RETURNED) & ~overdue, tone="warn"),
        Line("overdue", _("Missing after the deadline"), missing & overdue, tone="bad"),
        Line("correcting", State.CORRECTING.label, Q(state=State.CORRECTING), tone="warn", light=True),
        Line("late", _("Handed up late"), Q(state=State.HANDED_UP) & LATE, tone="info", light=True),
        Line("handed_up", _("Handed up in time"), Q(state=State.HANDED_UP) & ~LATE, tone="good", light=True),
        Line("accepted_late", pgettext_lazy("returns", "Accepted, handed up late"), accepted & LATE, tone="info"),
        Line("accepted", pgettext_lazy("returns", "Accepted, handed up in time"), accepted & ~LATE, tone="good"),
    )
    return (Line("all", ALL, adds=tuple(line.code for line in parts)), *parts)


def returns_seen(one: Round, actor: Actor) -> ReturnQuerySet:
    """The returns of a round that the actor sees."""
    return Return.objects.visible_to(actor).filter(round=one).order_by()


def cells_seen(one: Round, actor: Actor, branch: Branch = EVERYTHING) -> CellQuerySet:
    """The cells that count of the returns of a round, in a branch, as far as the actor sees them."""
    cells: CellQuerySet = Cell.objects.visible_to(actor).counted().filter(branch.where)
    return cells.filter(form=one.form, first=one.first, last=one.last, version__of__round=one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand(Counted):
    """How many returns of a branch stand somewhere; its rows are the returns."""

    round: Round
    line: Line
    branch: Branch

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The page of these returns."""
        return "returns.standing", (self.round.pk, self.branch.key, self.branch.span, self.code)

    def rows_for(self, actor: Actor, _day: date) -> ReturnQuerySet:
        """The returns that the actor may see."""
        return returns_seen(self.round, actor).filter(self.branch.where, self.line.where)


def stand(one: Round, line: Line, branch: Branch = EVERYTHING) -> Stand:
    """The number of a line in a branch of a round."""
    return Stand(code=line.code, label=line.label, list_code="returns.returns", round=one, line=line, branch=branch)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSum(Counted):
    """The sum of one cell over the returns of a branch; its rows are the cells that are not nought, unit by unit."""

    round: Round
    branch: Branch

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The page of these cells."""
        return "returns.sum", (self.round.pk, self.branch.key, self.branch.span, self.code)

    def rows_for(self, actor: Actor, _day: date) -> QuerySet[Any]:
        """The cells that the actor may see."""
        return cells_seen(self.round, actor, self.branch).filter(code=self.code).exclude(value=0)

    def count_for(self, actor: Actor, day: date) -> int:
        """What they add up to."""
        return int(self.rows_for(actor, day).order_by().aggregate(sum=Sum("value", default=0))["sum"])


def cell_sum(one: Round, code: str, branch: Branch = EVERYTHING) -> CellSum:
    """The sum of a cell in a branch of a round."""
    label = one.described.name_of(code)
    return CellSum(code=code, label=label, list_code="returns.cells", round=one, branch=branch)


def sums_of(one: Round, actor: Actor, branch: Branch = EVERYTHING) -> dict[str, int]:
    """The sum of every cell in a branch: one statement."""
    found = cells_seen(one, actor, branch).order_by().values("code").annotate(sum=Sum("value"))
    return {row["code"]: row["sum"] for row in found}


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a form where it stands: what it holds, its share of its whole, where its rows are."""

    code: str
    column: Column
    value: int | None
    share: float | None
    url: str = ""


def laid_out(form: Form, values: Mapping[str, int], kind: str = "") -> Iterator[tuple[str, Row, list[Place]]]:
    """The rows of a form with their cells, each with the heading that begins with it; shares are of the same return.

    With a ``kind`` only the rows that units of it fill in.
    """
    headings, before = {one.id: one.names for one in form.sections}, ""
    for row in form.rows_for(kind) if kind else form.rows:
        places = []
        for column in form.columns_of(row):
            code = form.code(row, column)
            whole = form.code(row, column.within) if column.within else form.code(row.within, column)
            value = values.get(code)
            base = values.get(whole) if column.within or row.within else None
            places.append(Place(code, column, value, percent(value, base) if value and base else None))
        yield str(headings[row.section]) if row.section and row.section != before else "", row, places
        before = row.section
