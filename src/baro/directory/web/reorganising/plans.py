"""What a reorganisation plans, as sentences: who goes into whom, who is divided, founded, changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from baro.org.models import Ending, Placement, PlannedChange, PlannedSuccessor, PlannedUnit, Post, Reorganisation, Unit
from baro.org.reorganising.actions.carrying_out.posts import POSTS
from baro.org.reorganising.actions.carrying_out.units import CHILDREN

PLANNED = ("unit", "parent", "planned_parent")
SHOWN = 500  # of each kind; a reform of the whole country is read by its effects, and unit by unit on their pages


@dataclass(frozen=True, slots=True)
class Goal:
    """A unit that follows others: one that stands, or one that is founded."""

    name: str
    code: str
    url: str
    is_new: bool
    about: str
    is_main: bool = True
    in_part: bool = False


@dataclass(slots=True)
class Going:
    """Units that close, and who follows them."""

    units: list[Unit]
    goals: list[Goal]

    @property
    def goal(self) -> Goal:
        """The only one that follows, or the first."""
        return self.goals[0]


@dataclass(frozen=True, slots=True)
class Changing:
    """A unit that stays, and what becomes otherwise."""

    unit: Unit
    words: list[str]


@dataclass(frozen=True, slots=True)
class Placed:
    """What a list gives to one part of a divided unit: the names of units and posts, the number of other things."""

    goal: str
    names: list[str]
    others: int


@dataclass(slots=True)
class Plan:
    """The plan of a reorganisation as it is read; ``founded`` are those that follow nobody, the others are goals."""

    merged: list[Going] = field(default_factory=list)
    dissolved: list[Going] = field(default_factory=list)
    divided: list[Going] = field(default_factory=list)
    founded: list[PlannedUnit] = field(default_factory=list)
    changed: list[Changing] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    closing: int = 0
    founding: int = 0
    changing: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is planned yet."""
        return not self.size

    @property
    def size(self) -> int:
        """How many units the plan names."""
        return self.closing + self.founding + self.changing

    @property
    def is_cut(self) -> bool:
        """Whether it names more units than one page shows."""
        return max(self.closing, self.founding, self.changing) > SHOWN


def plan_of(record: Reorganisation) -> Plan:
    """The plan as it stands now, in a fixed number of queries."""
    successors = PlannedSuccessor.objects.select_related("to_unit", *(f"to_planned__{name}" for name in PLANNED))
    endings = record.endings.select_related("unit").prefetch_related(Prefetch("successors", successors))[:SHOWN]
    changes = record.changes.select_related("unit", "to_unit", "to_planned")[:SHOWN]
    follow = PlannedSuccessor.objects.filter(ending__reorganisation=record, to_planned__isnull=False)
    alone = record.planned_units.exclude(pk__in=follow.values("to_planned"))
    plan = Plan(
        founded=list(alone.select_related(*PLANNED)[:SHOWN]),
        changed=[Changing(change.unit, _words_of(change)) for change in changes],
        placed=_placed(record),
        closing=_count(endings, record.endings),
        founding=record.planned_units.count(),
        changing=_count(changes, record.changes),
    )
    _sort_endings(plan, endings)
    return plan


def _count(shown: QuerySet[Any], rows: Any) -> int:
    """How many there are; they are counted only when not all of them are shown."""
    return len(shown) if len(shown) < SHOWN else int(rows.count())


def _placed(record: Reorganisation) -> list[Placed]:
    """What goes to which part by list, the parts by name: whoever signs has to see it."""
    rows = list(record.placements.select_related("to_unit", "to_planned"))
    keys = {kind: [one.record for one in rows if one.kind == kind] for kind in (CHILDREN, POSTS)}
    units = Unit.objects.in_bulk(keys[CHILDREN])  # sees: who reads a plan reads which units it names
    posts = Post.objects.select_related("unit").in_bulk(keys[POSTS])  # sees: the same for posts
    named: dict[str, dict[int, Any]] = {CHILDREN: units, POSTS: posts}
    by_goal: dict[str, list[Placement]] = {}
    for one in rows:
        by_goal.setdefault(str(one.target), []).append(one)
    return [
        Placed(
            goal,
            [str(thing) for one in placed if (thing := named.get(one.kind, {}).get(one.record))],
            sum(one.kind not in named for one in placed),
        )
        for goal, placed in sorted(by_goal.items())
    ]


def _sort_endings(plan: Plan, endings: Iterable[Ending]) -> None:
    """Put each unit that closes among the merged (by who follows), the dissolved or the divided."""
    merged: dict[tuple[str, bool], Going] = {}
    for ending in endings:
        goals = [_goal(successor) for successor in ending.successors.all()]
        if len(goals) != 1 or goals[0].in_part:
            plan.divided.append(Going([ending.unit], goals))
            continue
        (goal,) = goals
        if ending.dissolves:
            plan.dissolved.append(Going([ending.unit], goals))
        elif (goal.code, goal.is_new) in merged:
            merged[goal.code, goal.is_new].units.append(ending.unit)
        else:
            merged[goal.code, goal.is_new] = Going([ending.unit], goals)
    plan.merged = list(merged.values())


def _goal(successor: Any) -> Goal:
    target = successor.target
    is_new = successor.to_planned_id is not None
    unit = target.unit if is_new else target
    url = unit.get_absolute_url() if unit else ""
    above = (target.planned_parent or target.parent) if is_new else None
    about = " · ".join(str(word) for word in (target.get_kind_display(), above) if word) if is_new else ""
    return Goal(target.name, target.code, url, is_new, about, successor.is_main, successor.in_part)


def _words_of(change: PlannedChange) -> list[str]:
    """What becomes otherwise, one sentence each."""
    told = {
        _("is called %(name)s"): {"name": change.name},
        _("becomes: %(kind)s"): {"kind": change.get_kind_display() if change.kind else ""},
        _("stands below %(unit)s"): {"unit": change.target.name if change.target else ""},
        _("has the code %(code)s"): {"code": change.code},
        _("writes %(suffix)s in its symbols"): {"suffix": change.suffix},
    }
    return [sentence % facts for sentence, facts in told.items() if all(facts.values())]
