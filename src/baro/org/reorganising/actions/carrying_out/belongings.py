"""What hangs on closed units meets its disposition, kind by kind."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db.models import F, Func, Q, QuerySet, Value

from baro.kernel.verbs import Verb
from baro.org.dependent_rows import UnitDependent, unit_dependents
from baro.org.models import Disposition, Membership, Post, Quota, Removal, Term, Unit
from baro.org.reorganising.actions.carrying_out.act import Act, set_each
from baro.org.reorganising.actions.carrying_out.held import end_held
from baro.trail.changes import tell_many


def reorganise_belongings(act: Act) -> None:
    """Let every kind of thing go, stay or end as the plan says."""
    for thing in unit_dependents():
        disposition = thing.disposition_in(act.reorganisation)
        rows = thing.hanging_on(act.closing).order_by("pk")
        act.effects.add(
            f"{thing.code}.{disposition}", _moved(act, thing, rows) if disposition in GOES else rows.count()
        )
    _end_terms(act)


GOES = (Disposition.MOVE, Disposition.LIST)


def _moved(act: Act, thing: UnitDependent, rows: QuerySet[Any]) -> int:
    """Move the rows to their new units; remembers where each was, and tells it where the thing wants to be told."""
    column = f"{thing.unit}_id"
    former = dict(rows.values_list("pk", column))
    goals = _goals(act, thing, rows, former)
    set_each(thing.model, thing.unit, goals)
    Removal.objects.bulk_create(
        (
            Removal(
                reorganisation=act.reorganisation,
                kind=thing.code,
                record=pk,
                from_unit_id=former[pk],
                to_unit_id=unit,
                on=act.day,
            )
            for pk, unit in goals.items()
        ),
        batch_size=5000,
    )
    if thing.then:
        thing.then(list(goals))
    if thing.told:
        _tell(act, thing, thing.told, former, goals)
    return len(goals)


def _goals(act: Act, thing: UnitDependent, rows: QuerySet[Any], former: dict[int, int]) -> dict[int, int]:
    """Where each row goes: with its post, where the list puts it, or to the main successor."""
    placed = act.placed(thing.code) if thing.disposition_in(act.reorganisation) == Disposition.LIST else {}
    goals = {pk: placed.get(pk) or act.main_successor[unit] for pk, unit in former.items()}
    if thing.follows:
        posts = dict(rows.values_list("pk", f"{thing.follows}_id"))
        units = dict(Post.objects.filter(pk__in=set(posts.values())).values_list("pk", "unit_id"))
        goals |= {pk: units[post] for pk, post in posts.items() if post in units}
    return goals


def _tell(act: Act, thing: UnitDependent, verb: Verb, former: dict[int, int], goals: dict[int, int]) -> None:
    names = dict(Unit.objects.filter(pk__in={*former.values(), *goals.values()}).values_list("pk", "name"))
    told = [(thing.model(pk=pk), {"former": names[former[pk]], "successor": names[unit]}) for pk, unit in goals.items()]
    tell_many(verb, told, by=act.by, facts={"decision": act.reorganisation.decision})


def _end_terms(act: Act) -> None:
    """The terms, members and quotas of closed units end the day before; terms that come later are taken away."""
    ended = end_held(Membership, "unit_id", act.closing, act.day, act.event.pk)
    act.effects.add("memberships.ended", len(ended))
    act.effects.add("quotas.ended", len(end_held(Quota, "unit_id", act.closing, act.day, act.event.pk)))
    terms = Term.objects.filter(unit__in=act.closing)
    terms.filter(period__startswith__gte=act.day).delete()
    running = terms.filter(Q(period__endswith=None) | Q(period__endswith__gt=act.day))
    first = Func(F("period"), function="lower")
    cut = Func(first, Value(act.day), function="daterange", output_field=DateRangeField())
    act.effects.add("org.terms.end", running.update(period=cut))
