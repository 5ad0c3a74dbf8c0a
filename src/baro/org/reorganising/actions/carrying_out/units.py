"""The units of a reorganisation: closed, founded, moved and changed, with what is true of them from that day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.org.keys import new_keys
from baro.org.models import PlannedChange, PlannedSuccessor, PlannedUnit, Succession, Unit, UnitFacts, keys_of
from baro.org.reorganising.actions.carrying_out import tree
from baro.org.reorganising.actions.carrying_out.act import Act, set_each
from baro.org.retelling.saying import said_of
from baro.org.verbs import ALTER, CLOSE, FOUND
from baro.trail.changes import tell_many
from baro.trail.models import Event

CHILDREN = "org.children"
CHANGEABLE = ("code", "name", "kind", "suffix")


def reorganise_units(act: Act) -> None:
    """Put every unit where the plan wants it, and say what is true from the day on.

    Raises Refused when a unit would stand below itself or bear another's name, or when later facts contradict the plan.
    """
    tree.lock()
    touched = [*_close(act), *_found(act)]
    _follow(act)
    touched += [*_move_children(act), *_change(act)]
    if name := tree.circle_through(touched):
        raise Refused(_("%(unit)s would stand below itself; give it another parent.") % {"unit": name})
    if name := tree.named_twice(touched):
        sentence = _("Two units of one kind under one parent would be called %(unit)s; rename one of them.")
        raise Refused(sentence % {"unit": name})
    affected = sorted({*touched, *tree.lead_paths(touched)})
    _refuse_later_facts(act, affected)
    said = tree.record_facts(UnitFacts, affected, act.day, act.event.pk)
    act.effects.add("units.facts", said)


def _close(act: Act) -> list[int]:
    endings = act.endings()
    if gone := next((e.unit for e in endings if e.unit.closed_on), None):
        raise Refused(_("%(unit)s is closed already; take it out of the plan.") % {"unit": gone})
    Unit.objects.filter(pk__in=act.closing).update(closed_on=act.day)
    act.effects.add("units.closed", len(endings))
    return act.closing


def _found(act: Act) -> list[int]:
    """Found the planned units, parents before children."""
    plans = list(act.reorganisation.planned_units.select_related("parent"))
    _refuse_taken_codes([plan.code for plan in plans], act.day)
    founded: dict[int, Unit] = {}
    waiting = dict(zip(new_keys(Unit, len(plans)), plans, strict=True))
    while waiting:
        ready = {k: p for k, p in waiting.items() if p.planned_parent_id is None or p.planned_parent_id in founded}
        if not ready:
            raise Refused(_("Planned units stand below each other in a circle; give one of them another parent."))
        for key, plan in ready.items():
            founded[plan.pk] = _unit(key, plan, founded.get(plan.planned_parent_id or 0) or plan.parent)
            del waiting[key]
    units = list(founded.values())
    Unit.objects.bulk_create(units, batch_size=2000)
    set_each(PlannedUnit, "unit", {plan: unit.pk for plan, unit in founded.items()})
    told = [(unit, {"said": said_of(unit)}) for unit in units]
    events = tell_many(FOUND, told, by=act.by, facts={"since": act.day})
    UnitFacts.objects.bulk_create(
        (first_facts(unit, act.day, event) for unit, event in zip(units, events, strict=True)), batch_size=2000
    )
    act.effects.add("units.founded", len(units))
    return [unit.pk for unit in units]


def _refuse_taken_codes(codes: Sequence[str], day: date) -> None:
    """No unit that stays bears one of the codes, and none is to bear it later."""
    if taken := Unit.objects.open().filter(code__in=codes).first():
        sentence = _("The code %(code)s belongs to %(unit)s, which stays open; choose another.")
        raise Refused(sentence % {"code": taken.code, "unit": taken})
    later = UnitFacts.objects.current().filter(code__in=codes, period__startswith__gt=day, unit__closed_on=None)
    if planned := later.select_related("unit").order_by("period").first():
        sentence = _("From %(day)s on the code %(code)s is that of %(unit)s; choose another.")
        facts = {"code": planned.code, "unit": planned.unit, "day": spoken_day(planned.period.lower)}
        raise Refused(sentence % facts)


def _unit(key: int, plan: PlannedUnit, parent: Unit | None) -> Unit:
    path = f"{parent.path if parent else ''}{key}/"
    facts = {name: getattr(plan, name) for name in CHANGEABLE}
    return Unit(pk=key, parent=parent, path=path, **facts)


def first_facts(unit: Unit, since: date, event: Event) -> UnitFacts:
    """What is true of a unit from its first day on, as the event says."""
    facts = {name: getattr(unit, name) for name in ("parent", "path", *CHANGEABLE)}
    return UnitFacts(unit=unit, period=(since, None), recorded=event, **facts)


def _follow(act: Act) -> None:
    """Write down who follows whom, hang the closed below their main successors, and tell each."""
    successors = PlannedSuccessor.objects.filter(ending__reorganisation=act.reorganisation).select_related("ending")
    Succession.objects.bulk_create(
        (
            Succession(
                predecessor_id=successor.ending.unit_id,
                successor_id=act.target_of(successor) or 0,
                on=act.day,
                in_part=successor.in_part,
                is_main=successor.is_main,
                reorganisation=act.reorganisation,
            )
            for successor in successors
        ),
        batch_size=2000,
    )
    units = Unit.objects.in_bulk([*act.closing, *act.main_successor.values()])
    for pk in act.closing:
        _refuse_lost(units[pk], units.get(act.main_successor.get(pk, 0)))
    set_each(Unit, "parent", act.main_successor)
    told = [(units[pk], {"successor": units[successor].name}) for pk, successor in act.main_successor.items()]
    tell_many(CLOSE, told, by=act.by, facts={"decision": act.reorganisation.decision})


def _refuse_lost(unit: Unit, successor: Unit | None) -> None:
    """What a unit leaves must be somebody's, and that somebody must stay."""
    if successor is None:
        sentence = _("Nobody follows %(unit)s; name the unit that answers for what it leaves.")
        raise Refused(sentence % {"unit": unit})
    if successor.closed_on:
        sentence = _("%(successor)s is to follow %(unit)s but is closed itself; name a unit that stays.")
        raise Refused(sentence % {"unit": unit, "successor": successor})


def _move_children(act: Act) -> list[int]:
    """The units below a closed one go to its main successor, or where the list puts them."""
    children = dict(Unit.objects.open().filter(parent__in=act.closing).values_list("pk", "parent_id"))
    placed = act.placed(CHILDREN)
    set_each(Unit, "parent", {pk: placed.get(pk) or act.main_successor[parent] for pk, parent in children.items()})
    act.effects.add("units.moved", len(children))
    return list(children)


def _change(act: Act) -> list[int]:
    """Give the units that stay their new facts, and tell what each was before."""
    changes = list(PlannedChange.objects.filter(reorganisation=act.reorganisation).select_related("unit__parent"))
    parents = Unit.objects.in_bulk([key for change in changes if (key := act.target_of(change))])
    told = []
    _refuse_taken_codes([change.code for change in changes if change.code not in ("", change.unit.code)], act.day)
    for change in changes:
        unit, former = change.unit, _spoken(change.unit)
        if unit.closed_on:
            raise Refused(_("%(unit)s is closed and cannot be changed; take it out of the plan.") % {"unit": unit})
        for name in CHANGEABLE:
            setattr(unit, name, getattr(change, name) or getattr(unit, name))
        if key := act.target_of(change):
            unit.parent = parents[key]
        told.append((unit, {"former": former, "now": _spoken(unit), "said": said_of(unit)}))
    Unit.objects.bulk_update([change.unit for change in changes], ["parent", *CHANGEABLE], batch_size=1000)
    tell_many(ALTER, told, by=act.by, facts={"decision": act.reorganisation.decision})
    act.effects.add("units.changed", len(changes))
    return [change.unit_id for change in changes]


def _spoken(unit: Unit) -> str:
    return f"{unit.name} ({unit.parent.name})" if unit.parent else unit.name


def _refuse_later_facts(act: Act, units: Sequence[int]) -> None:
    """What happened after the day already must not contradict what is said from the day on."""
    if later := tree.later_facts(UnitFacts, units, act.day):
        sentence = _(
            "%(unit)s already changes on %(day)s, after this reorganisation; take that change back first, or choose a"
            " later day."
        )
        raise Refused(sentence % {"unit": later[0], "day": spoken_day(later[1])})
    paths = Unit.objects.filter(pk__in=units).values_list("path", flat=True)
    above = {key for path in paths for key in keys_of(path)} - {*units}
    if name := tree.elsewhere_then(above, act.day) or tree.was_below(units, act.day):
        sentence = _("On %(day)s %(unit)s did not stand where it stands today; choose a later day.")
        raise Refused(sentence % {"unit": name, "day": spoken_day(act.day)})
