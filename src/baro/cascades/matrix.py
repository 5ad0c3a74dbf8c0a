"""The matrix of a cascade: recipients branch by branch, counted by where they stand; each number opens its tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Aggregate,
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Func,
    Max,
    Min,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, Collate, Concat

from baro.cascades.models import Cascade, Recipient, RecipientQuerySet
from baro.cascades.standing import lines
from baro.kernel.counted import Counted
from baro.org.actors import CLOSED, Actor
from baro.org.figures.lines import Line
from baro.org.models import Unit
from baro.tasks.models import SEE, Task

Counts = Counter[str]
WHOLE, ALONE = "branch", "alone"


@dataclass(frozen=True, slots=True)
class Branch:
    """Recipients that are counted together: a unit with everything under it, or the unit ``alone``."""

    path: str
    alone: bool = False

    @property
    def key(self) -> int:
        """The key of its unit; nought for all recipients."""
        return _key("", self.path) if self.path else 0

    @property
    def span(self) -> str:
        """Whether the unit stands for everything under it, in an address."""
        return ALONE if self.alone else WHOLE

    @property
    def where(self) -> Q:
        """The condition for its recipients."""
        if not self.path:
            return Q()
        return Q(unit__path=self.path) if self.alone else Q(unit__path__startswith=self.path)


@dataclass(frozen=True, slots=True)
class Row:
    """A branch with its counts; ``deep`` when units under its unit received the work."""

    unit: Unit
    branch: Branch
    counts: Counts
    deep: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """The branches of one page, the counts of all, and where the branches begin."""

    totals: Counts
    rows: tuple[Row, ...]
    root: str
    more: bool


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
    return totals_and_root(rows, today)[0]


def totals_and_root(rows: QuerySet[Recipient], today: date) -> tuple[Counts, str]:
    """The same, with the path of the lowest unit under which all of them are; empty when there is none."""
    in_order, asked = Collate(F("unit__path"), "C"), lines(today)
    found = rows.aggregate(first=Min(in_order), last=Max(in_order), **_counted(asked))
    return counts_of(asked, found), _same(found["first"] or "", found["last"] or "")


def _same(first_path: str, last_path: str) -> str:
    """The steps with which both paths begin."""
    first, last = first_path.split("/"), last_path.split("/")
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return "".join(f"{step}/" for step in first[:same] if step)


def matrix_of(
    cascade: Cascade, actor: Actor, today: date, *, under: str = "", first: int = 0, most: int | None = None
) -> Matrix:
    """The matrix of what an actor sees, of one branch (a path) or of all; ``most`` branches from the ``first`` on.

    The branches are those directly under the unit: three statements, however many recipients there are.
    """
    rows = recipients_seen(cascade, actor)
    within = rows.filter(unit__path__startswith=under) if under else rows
    sums, lowest = totals_and_root(within, today)
    root = under or lowest
    asked, last = lines(today), None if most is None else first + most + 1
    groups = _grouped(within, root, asked).order_by("-itself", "place", "step")[first:last]
    found = list(groups)
    shown = found if most is None else found[:most]
    units = Unit.objects.in_bulk([_key(one["step"], root) for one in shown])
    made = tuple(_row(one, root, units, asked) for one in shown)
    return Matrix(sums, made, root, len(found) > len(shown))


def _grouped(rows: QuerySet[Recipient], root: str, asked: Sequence[Line]) -> QuerySet[Any, Any]:
    """The recipients by the step that follows the root in their path, counted; in the order of the units' names."""
    step = Func(
        F("unit__path"), Value("/"), Value(root.count("/") + 1), function="split_part", output_field=TextField()
    )
    itself = Q(unit__path=Concat(Value(root), F("step"), Value("/"), output_field=TextField()))
    found = rows.annotate(step=step).values("step")
    name = Coalesce(Min("unit__in_order", filter=itself), Min("unit__in_order"))
    first = ExpressionWrapper(Q(step=""), output_field=BooleanField())
    return found.annotate(itself=first, place=name, own=Count("pk", filter=itself), **_counted(asked))


def _key(step: str, root: str) -> int:
    """The key of the unit that a step names; no step is the unit of the root itself."""
    return int((step or root.rstrip("/").rpartition("/")[2]).removeprefix(CLOSED))


def _row(found: Mapping[str, Any], root: str, units: Mapping[int, Unit], asked: Sequence[Line]) -> Row:
    unit = units[_key(found["step"], root)]
    branch = Branch(f"{root}{found['step']}/") if found["step"] else Branch(root, alone=True)
    counts = counts_of(asked, found)
    return Row(unit, branch, counts, bool(found["step"]) and counts["all"] > found["own"])


def _counted(asked: Sequence[Line]) -> dict[str, Aggregate]:
    """What the database counts."""
    return {line.code: line.count for line in asked if not line.adds}


def counts_of(asked: Sequence[Line], found: Mapping[str, Any]) -> Counts:
    """The counts as they came from the database, with their sums."""
    return Counter({line.code: sum(found[code] for code in line.adds or (line.code,)) for line in asked})


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


def cell(cascade: Cascade, line: Line, branch: Branch = Branch("")) -> Cell:
    """The number of a line in a branch of a cascade."""
    return Cell(code=line.code, label=line.label, list_code="tasks.list", cascade=cascade, line=line, branch=branch)
