"""Preparing a reorganisation: merge, divide, transfer, rename, dissolve, found, and take out again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.kernel.wordings import coded, wording
from baro.org.actors import Actor
from baro.org.dependent_rows import unit_dependent
from baro.org.flow import PENDING
from baro.org.models import (
    Disposition,
    Ending,
    Placement,
    PlannedChange,
    PlannedSuccessor,
    PlannedUnit,
    Post,
    Reorganisation,
    Unit,
    UnitKind,
    keys_of,
)
from baro.org.reorganising.actions.carrying_out.posts import POSTS
from baro.org.reorganising.actions.carrying_out.units import CHILDREN
from baro.org.verbs import PLAN, PREPARE
from baro.trail.changes import change, create

NAMED = 12  # things that an event names; of more it says how many


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that the plan founds, below a unit that stands or below another new one (by its code)."""

    code: str
    name: str
    kind: UnitKind
    suffix: str = ""
    parent: Unit | None = None
    parent_code: str = ""


Goal = Unit | NewUnit


@dataclass(frozen=True, slots=True)
class Line:
    """One successor of a unit that closes."""

    unit: Unit
    goal: Goal
    in_part: bool = False
    is_main: bool = True
    dissolves: bool = False


@dataclass(frozen=True, slots=True)
class Alteration:
    """New facts of a unit that stays; what is empty stays as it is."""

    unit: Unit
    name: str = ""
    kind: UnitKind | None = None
    suffix: str = ""
    code: str = ""
    parent: Goal | None = None


wording("org.plan_list", lambda file: _("the list %(file)s") % {"file": file})
wording("org.plan_closes", lambda count: _("units that close: %(count)s") % {"count": count})
wording("org.plan_founds", lambda count: _("units that are founded: %(count)s") % {"count": count})
wording("org.plan_things", lambda count: _("things by list: %(count)s") % {"count": count})
wording("org.plan_without", lambda unit: _("took %(unit)s out of the plan") % {"unit": unit})


@dataclass(frozen=True, slots=True)
class Steps:
    """What is added to a plan at once."""

    founds: Sequence[NewUnit] = field(default=())
    closes: Sequence[Line] = field(default=())
    changes: Sequence[Alteration] = field(default=())


def prepare(
    *, unit: Unit, title: str, decision: str, decided_on: date, effective_on: date, by: Actor
) -> Reorganisation:
    """Begin the draft of a reorganisation of what stands below a unit.

    Raises Refused when it would take effect before it was decided, and the refusal of the policy.
    """
    if effective_on < decided_on:
        sentence = _("A reorganisation takes effect on the day of its decision (%(day)s) or later.")
        said = sentence % {"day": spoken_day(decided_on)}
        raise Refused(said, fields={"effective_on": said})
    record = Reorganisation(
        unit=unit, title=title.strip(), decision=decision.strip(), decided_on=decided_on, effective_on=effective_on
    )
    return create(record, PREPARE, by=by)[0]


def plan(reorganisation_id: int, steps: Steps, *, said: Any, by: Actor) -> Reorganisation:
    """Add steps to the plan in a fixed number of statements; ``said`` names them in the timeline.

    Raises Refused with a sentence when a unit is planned twice, not in reach, or closed already.
    """
    with change(Reorganisation, reorganisation_id, PLAN, by=by) as (record, tell):
        _open(record)
        _refuse_unfit(record, steps)
        new = _write_founds(record, steps.founds)
        _write_closes(record, steps.closes, new)
        _write_changes(record, steps.changes, new)
        tell(change=said)
    return record


def _open(record: Reorganisation) -> None:
    """What is changed after it was submitted is a draft again: nobody signs what they were not shown."""
    Reorganisation.FLOW.move(record, PLAN)
    record.save(update_fields=["state"])


def merge(reorganisation_id: int, units: Sequence[Unit], *, into: Goal, by: Actor) -> Reorganisation:
    """Several units become one: a new one, or one of those that stand. The first of the units leads."""
    closing = [unit for unit in units if unit != into]
    if not closing:
        raise Refused(_("Name at least one unit that goes into another."))
    steps = Steps(founds=_new(into), closes=[Line(unit, into) for unit in closing])
    names = ", ".join(unit.name for unit in closing)
    return plan(reorganisation_id, steps, said=f"{names} → {into.name}", by=by)


def divide(reorganisation_id: int, unit: Unit, *, among: Sequence[Goal], main: Goal, by: Actor) -> Reorganisation:
    """A unit is closed and its parts go to several others; what no list places goes to the main one."""
    among = list(dict.fromkeys(among))
    if len(among) < 2 or main not in among:
        raise Refused(_("A unit is divided among two or more, and one of them is the main successor."))
    lines = [Line(unit, goal, in_part=True, is_main=goal == main) for goal in among]
    names = ", ".join(goal.name for goal in among)
    said = f"{unit.name} → {names}"
    return plan(reorganisation_id, Steps(founds=_new(*among), closes=lines), said=said, by=by)


def dissolve(reorganisation_id: int, unit: Unit, *, successor: Unit | None, by: Actor) -> Reorganisation:
    """A unit ends; ``successor`` answers for what it leaves, usually the unit above.

    Raises Refused when nobody would.
    """
    follower = successor or unit.parent
    if follower is None:
        sentence = _("Nobody stands above %(unit)s; name the unit that answers for what it leaves.")
        raise Refused(sentence % {"unit": unit})
    said = f"{unit.name} → {follower.name}"
    return plan(reorganisation_id, Steps(closes=[Line(unit, follower, dissolves=True)]), said=said, by=by)


def alter(reorganisation_id: int, alteration: Alteration, *, by: Actor) -> Reorganisation:
    """A unit stays but is called otherwise, stands elsewhere or changes its level."""
    now = alteration.name or (alteration.parent.name if alteration.parent else "")
    kind = coded("org.unit_kind", alteration.kind) if alteration.kind else ""
    first, *others = [word for word in (now, kind, alteration.suffix, alteration.code) if word] or [""]
    said = [[alteration.unit.name, first], *others]
    founds = _new(alteration.parent) if alteration.parent else []
    return plan(reorganisation_id, Steps(founds=founds, changes=[alteration]), said=said, by=by)


def found_unit(reorganisation_id: int, unit: NewUnit, *, by: Actor) -> Reorganisation:
    """A new unit that follows nobody."""
    return plan(reorganisation_id, Steps(founds=[unit]), said=unit.name, by=by)


def place(reorganisation_id: int, kind: str, goals: Mapping[int, Unit | PlannedUnit], *, by: Actor) -> Reorganisation:
    """Say for each record of a kind to which part of a divided unit it goes."""
    with change(Reorganisation, reorganisation_id, PLAN, by=by) as (record, tell):
        _open(record)
        Placement.objects.filter(reorganisation=record, kind=kind, record__in=goals).delete()
        Placement.objects.bulk_create(
            (Placement(reorganisation=record, kind=kind, record=pk, **_columns(goal)) for pk, goal in goals.items()),
            batch_size=2000,
        )
        if kind != CHILDREN:
            record.dispositions = record.dispositions | {kind: Disposition.LIST}
            record.save(update_fields=["dispositions"])
        tell(change=list(_placed_in_words(kind, goals)))
    return record


def _placed_in_words(kind: str, goals: Mapping[int, Unit | PlannedUnit]) -> Iterator[list[Any]]:
    """What goes where: a few things by their names, many by their number."""
    models: dict[str, Any] = {CHILDREN: Unit, POSTS: Post}
    named = models[kind].objects.in_bulk(list(goals)) if kind in models and len(goals) <= NAMED else {}
    by_goal: dict[str, list[str]] = {}
    for pk, goal in goals.items():
        by_goal.setdefault(goal.name, []).append(named[pk].name if pk in named else "")
    for goal_name, names in by_goal.items():
        yield [", ".join(names) if all(names) else coded("org.plan_things", str(len(names))), goal_name]


def choose_disposition(reorganisation_id: int, kind: str, disposition: Disposition, *, by: Actor) -> Reorganisation:
    """Say what becomes of a kind of thing that hangs on the closed units.

    Raises Refused when that cannot become of it.
    """
    declared = unit_dependent(kind)
    if disposition not in declared.dispositions:
        sentence = _("“%(thing)s” cannot have that fate; choose one that is offered.")
        raise Refused(sentence % {"thing": declared.label})
    with change(Reorganisation, reorganisation_id, PLAN, by=by) as (record, tell):
        _open(record)
        record.dispositions = record.dispositions | {kind: disposition}
        record.save(update_fields=["dispositions"])
        tell(change=[[coded("org.dependents", kind), coded("org.disposition", disposition)]])
    return record


def take_out(reorganisation_id: int, unit_code: str, *, by: Actor) -> Reorganisation:
    """Take everything that the plan says about a unit, or a unit that it founds, out of it."""
    with change(Reorganisation, reorganisation_id, PLAN, by=by) as (record, tell):
        _open(record)
        name = _name_in(record, unit_code)
        record.endings.filter(unit__code=unit_code).delete()
        record.changes.filter(unit__code=unit_code).delete()
        record.planned_units.filter(code=unit_code).delete()
        bare = record.endings.exclude(
            pk__in=PlannedSuccessor.objects.filter(ending__reorganisation=record).values("ending")
        )
        bare.delete()
        tell(change=coded("org.plan_without", name))
    return record


def _name_in(record: Reorganisation, code: str) -> str:
    """What a unit is called that the plan closes, changes or founds."""
    ended = record.endings.filter(unit__code=code).values_list("unit__name", flat=True)
    changed = record.changes.filter(unit__code=code).values_list("unit__name", flat=True)
    founded = record.planned_units.filter(code=code).values_list("name", flat=True)
    return next((found for names in (ended, changed, founded) for found in names), code)


def _new(*goals: Goal) -> list[NewUnit]:
    return [goal for goal in goals if isinstance(goal, NewUnit)]


def _columns(goal: Unit | PlannedUnit) -> dict[str, Unit | PlannedUnit]:
    return {"to_planned" if isinstance(goal, PlannedUnit) else "to_unit": goal}


def _refuse_unfit(record: Reorganisation, steps: Steps) -> None:
    """Raise Refused with the first thing that cannot be."""
    concerned = [*(line.unit for line in steps.closes), *(a.unit for a in steps.changes)]
    for unit in concerned:
        if unit.closed_on:
            raise _unfit(_("%(unit)s is closed already; take it out of the plan.") % {"unit": unit})
        if not unit.path.startswith(record.unit.path):
            sentence = _("%(unit)s does not stand below %(root)s, for which this reorganisation is prepared.")
            raise _unfit(sentence % {"unit": unit, "root": record.unit})
    _refuse_twice(record, [line.unit for line in steps.closes if line.is_main])
    changed = [alteration.unit.pk for alteration in steps.changes]
    if found := record.changes.filter(unit__in=changed).select_related("unit").first():
        raise _unfit(_("%(unit)s is changed by this plan already; take it out first.") % {"unit": found.unit})
    _refuse_successors(record, steps.closes)


def _refuse_twice(record: Reorganisation, units: Iterable[Unit]) -> None:
    planned = Ending.objects.filter(unit__in=[unit.pk for unit in units], reorganisation__state__in=PENDING)
    if found := planned.select_related("unit", "reorganisation").first():
        if found.reorganisation == record:
            raise _unfit(_("%(unit)s is closed by this plan already; take it out first.") % {"unit": found.unit})
        sentence = _("%(unit)s is closed by “%(plan)s” already; take it out there first.")
        raise _unfit(sentence % {"unit": found.unit, "plan": found.reorganisation})


def _refuse_successors(record: Reorganisation, lines: Sequence[Line]) -> None:
    """Who follows must stay, and must not stand below the unit that closes unless the plan moves it away."""
    closing = {*record.endings.values_list("unit", flat=True), *(line.unit.pk for line in lines)}
    needed = PlannedSuccessor.objects.filter(ending__reorganisation=record, is_main=True, to_unit__in=closing)
    if lost := needed.select_related("to_unit", "ending__unit").first():
        sentence = _("By this plan %(successor)s follows %(unit)s, so it cannot close; take %(unit)s out first.")
        raise _unfit(sentence % {"successor": lost.to_unit, "unit": lost.ending.unit})
    moved = set(record.changes.exclude(to_unit=None, to_planned=None).values_list("unit", flat=True)) | closing
    for line in lines:
        if isinstance(line.goal, NewUnit) or not line.is_main:
            continue
        facts = {"successor": line.goal, "unit": line.unit}
        if line.goal.pk in closing:
            sentence = _(
                "%(successor)s is closed by this plan itself and cannot follow %(unit)s; choose a unit that stays."
            )
            raise _unfit(sentence % facts, "successor", "into", "among")
        below = line.goal.path.removeprefix(line.unit.path)
        if below != line.goal.path and not line.in_part and not moved.intersection(keys_of(below)):
            sentence = _("%(successor)s stands below %(unit)s and cannot follow it; choose a unit elsewhere.")
            raise _unfit(sentence % facts, "successor", "into")


def _unfit(sentence: str, *fields: str) -> Refused:
    """A refusal beside whichever of the fields a form has; without any, beside the unit that it is about."""
    return Refused(sentence, fields=dict.fromkeys(fields or ("unit", "units"), sentence))


def _write_founds(record: Reorganisation, founds: Sequence[NewUnit]) -> dict[str, PlannedUnit]:
    """Write the new units down; returns every planned unit of the reorganisation by code."""
    known = {planned.code: planned for planned in record.planned_units.all()}
    added = {new.code: _planned(record, new) for new in founds if new.code not in known}
    with transaction.atomic():
        PlannedUnit.objects.bulk_create(added.values(), batch_size=2000)
        every = known | added
        nested = [new for new in founds if new.parent_code]
        for new in nested:
            if new.parent_code not in every:
                sentence = _("The plan founds no unit %(code)s below which %(unit)s could stand.")
                raise Refused(sentence % {"code": new.parent_code, "unit": new.name})
            every[new.code].planned_parent = every[new.parent_code]
        PlannedUnit.objects.bulk_update([every[new.code] for new in nested], ["planned_parent"], batch_size=1000)
    return every


def _planned(record: Reorganisation, new: NewUnit) -> PlannedUnit:
    facts = {"code": new.code, "name": new.name, "kind": new.kind, "suffix": new.suffix}
    parent = new.parent if new.parent or new.parent_code else record.unit
    return PlannedUnit(reorganisation=record, parent=parent, **facts)


def _write_closes(record: Reorganisation, lines: Sequence[Line], new: dict[str, PlannedUnit]) -> None:
    units = {line.unit.pk: line for line in lines}
    Ending.objects.bulk_create(
        (Ending(reorganisation=record, unit=line.unit, dissolves=line.dissolves) for line in units.values()),
        batch_size=2000,
    )
    endings = {ending.unit_id: ending for ending in record.endings.filter(unit__in=units)}
    PlannedSuccessor.objects.bulk_create(
        (
            PlannedSuccessor(
                ending=endings[line.unit.pk],
                in_part=line.in_part,
                is_main=line.is_main,
                **_columns(new[line.goal.code] if isinstance(line.goal, NewUnit) else line.goal),
            )
            for line in lines
        ),
        batch_size=2000,
    )


def _write_changes(record: Reorganisation, changes: Sequence[Alteration], new: dict[str, PlannedUnit]) -> None:
    for alteration in changes:
        goal = alteration.parent
        found = new[goal.code] if isinstance(goal, NewUnit) else goal
        facts = {
            "name": alteration.name,
            "kind": alteration.kind or "",
            "suffix": alteration.suffix,
            "code": alteration.code,
        }
        PlannedChange.objects.create(
            reorganisation=record, unit=alteration.unit, **facts, **(_columns(found) if found else {})
        )
