"""Rows of units counted branch by branch: by the step that follows in the paths of the units, in one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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

from baro.org.actors import CLOSED
from baro.org.figures.lines import Line
from baro.org.models import Unit

Counts = Counter[str]
WHOLE, ALONE = "branch", "alone"


@dataclass(frozen=True, slots=True)
class Branch:
    """Rows that are counted together: those of a unit with everything under it, or of the unit ``alone``."""

    path: str
    alone: bool = False

    @property
    def key(self) -> int:
        """The key of its unit; nought for all rows."""
        return _key("", self.path) if self.path else 0

    @property
    def span(self) -> str:
        """Whether the unit stands for everything under it, in an address."""
        return ALONE if self.alone else WHOLE

    @property
    def where(self) -> Q:
        """The condition for its rows."""
        if not self.path:
            return Q()
        return Q(unit__path=self.path) if self.alone else Q(unit__path__startswith=self.path)


EVERYTHING = Branch("")


@dataclass(frozen=True, slots=True)
class BranchRow:
    """A branch with its counts; ``deep`` when units under its unit have rows."""

    unit: Unit
    branch: Branch
    counts: Counts
    deep: bool


@dataclass(frozen=True, slots=True)
class Branches:
    """The branches of one page, the counts of all, and where the branches begin."""

    totals: Counts
    rows: tuple[BranchRow, ...]
    root: str
    more: bool


def totals_and_root(rows: QuerySet[Any], asked: Sequence[Line]) -> tuple[Counts, str]:
    """The counts of all rows and the path of the lowest unit under which all are, empty for no rows: one statement."""
    in_order = Collate(F("unit__path"), "C")
    found = rows.aggregate(first=Min(in_order), last=Max(in_order), **_counted(asked))
    return counts_of(asked, found), _same(found["first"] or "", found["last"] or "")


def _same(first_path: str, last_path: str) -> str:
    """The steps with which both paths begin."""
    first, last = first_path.split("/"), last_path.split("/")
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return "".join(f"{step}/" for step in first[:same] if step)


def branches_of(
    rows: QuerySet[Any], asked: Sequence[Line], *, under: str = "", first: int = 0, most: int | None = None
) -> Branches:
    """Rows of units branch by branch, under one unit (its path) or all; ``most`` branches from the ``first`` on.

    The branches are those directly under the unit: three statements, however many rows there are.
    """
    within = rows.filter(unit__path__startswith=under) if under else rows
    sums, lowest = totals_and_root(within, asked)
    root, last = under or lowest, None if most is None else first + most + 1
    found = list(_grouped(within, root, asked).order_by("-itself", "place", "step")[first:last])
    shown = found if most is None else found[:most]
    units = Unit.objects.in_bulk([_key(one["step"], root) for one in shown])
    made = tuple(_row(one, root, units, asked) for one in shown)
    return Branches(sums, made, root, len(found) > len(shown))


def _grouped(rows: QuerySet[Any], root: str, asked: Sequence[Line]) -> QuerySet[Any, Any]:
    """The rows by the step that follows the root in their path, counted; in the order of the units' names."""
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


def _row(found: Mapping[str, Any], root: str, units: Mapping[int, Unit], asked: Sequence[Line]) -> BranchRow:
    unit = units[_key(found["step"], root)]
    branch = Branch(f"{root}{found['step']}/") if found["step"] else Branch(root, alone=True)
    counts = counts_of(asked, found)
    return BranchRow(unit, branch, counts, bool(found["step"]) and counts["all"] > found["own"])


def _counted(asked: Sequence[Line]) -> dict[str, Aggregate]:
    """What the database counts."""
    return {line.code: line.count for line in asked if not line.adds}


def counts_of(asked: Sequence[Line], found: Mapping[str, Any]) -> Counts:
    """The counts as they came from the database, with their sums."""
    return Counter({line.code: sum(found[code] for code in line.adds or (line.code,)) for line in asked})
