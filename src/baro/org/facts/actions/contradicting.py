"""What a change of facts must not contradict: codes and names of others at that time, and plans that are signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.org.flow import State
from baro.org.models import Ending, PlannedChange, PlannedUnit, Post, PostFacts, PostRank, Unit, UnitFacts, keys_of
from baro.org.timeline import Revision, Stretch

SIGNED = Q(reorganisation__state=State.SIGNED)


def refuse_contradictions(
    record: Unit | Post, revision: Revision, wanted: Mapping[str, str], *, since: date | None
) -> None:
    """Raise Refused, beside its field, with the first thing that others or a signed plan contradict."""
    if isinstance(record, Unit):
        _refuse_taken_code(record, revision, wanted)
        _refuse_name_of_sibling(record, revision, wanted)
        _refuse_planned(since, _plan_of_unit(record, since))
    else:
        _refuse_name_of_post(record, revision, wanted)
        _refuse_planned(since, _plan_of_post(record, since))


def _beside(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})


def _then(revision: Revision, **same: str) -> Q:
    """Facts that say the same at a time for which something new is said; each name of ``same`` is a lookup.

    Its value names the column of the stretch.
    """
    return reduce(or_, (_meeting(stretch, same) for stretch in revision.new))


def _meeting(stretch: Stretch, same: Mapping[str, str]) -> Q:
    values = {lookup: stretch.values[column] for lookup, column in same.items()}
    return Q(period__overlap=stretch.period, **values)


def _refuse_taken_code(unit: Unit, revision: Revision, wanted: Mapping[str, str]) -> None:
    """A code belongs to one unit at a time, also to one that a signed plan founds."""
    if "code" not in wanted:
        return
    taken = UnitFacts.objects.current().exclude(unit=unit).filter(_then(revision, code="code"))
    if other := taken.order_by("period").first():
        sentence = _("The code %(code)s belongs to %(unit)s at that time; choose another.")
        raise _beside("code", sentence % {"code": other.code, "unit": other.name})
    if planned := _planned_with(wanted["code"], unit):
        sentence = _("The code %(code)s is planned for another unit by “%(plan)s”; choose another.")
        raise _beside("code", sentence % {"code": planned.code, "plan": planned.reorganisation})


def _planned_with(code: str, unit: Unit) -> PlannedUnit | PlannedChange | None:
    """What a signed plan founds or changes under a code."""
    founded: Any = PlannedUnit.objects.filter(SIGNED, code=code)
    changed: Any = PlannedChange.objects.filter(SIGNED, code=code).exclude(unit=unit)
    return next((row for rows in (founded, changed) for row in rows.select_related("reorganisation")[:1]), None)


def _refuse_name_of_sibling(unit: Unit, revision: Revision, wanted: Mapping[str, str]) -> None:
    if "name" not in wanted:
        return
    same = _then(revision, name__iexact="name", parent="parent_id")
    named = UnitFacts.objects.current().exclude(unit=unit).exclude(parent=None).filter(same)
    if other := named.select_related("parent").order_by("period").first():
        sentence = _("Another unit of %(parent)s is called %(name)s at that time (%(code)s); choose another name.")
        facts = {"parent": other.parent, "name": other.name, "code": other.code}
        raise _beside("name", sentence % facts)


def _refuse_name_of_post(post: Post, revision: Revision, wanted: Mapping[str, str]) -> None:
    if not {"name", "rank"} & wanted.keys():
        return
    same = _then(revision, name__iexact="name", rank="rank", unit="unit_id")
    named = PostFacts.objects.current().exclude(post=post).filter(same)
    if other := named.order_by("period").first():
        sentence = _("The unit has another post “%(post)s” of the rank “%(rank)s” at that time; choose another name.")
        facts = {"post": other.name, "rank": PostRank(other.rank).label}
        raise _beside("name" if "name" in wanted else "rank", sentence % facts)


def _plan_of_unit(unit: Unit, since: date | None) -> Any:
    """What a signed plan does to the unit, or to where it stands, on the day or before: it would find later facts."""
    above = {"unit__in": keys_of(unit.path)}
    moves = Q(to_unit__isnull=False) | Q(to_planned__isnull=False) | Q(unit=unit)
    return _first_of(since, Ending.objects.filter(**above), PlannedChange.objects.filter(moves, **above))


def _plan_of_post(post: Post, since: date | None) -> Any:
    return _first_of(since, Ending.objects.filter(unit=post.unit_id))


def _first_of(since: date | None, *plans: Any) -> Any:
    if since is None:
        return None
    waiting = (
        rows.filter(SIGNED, reorganisation__effective_on__lte=since).select_related("reorganisation") for rows in plans
    )
    return next((row for rows in waiting for row in rows[:1]), None)


def _refuse_planned(since: date | None, planned: Any) -> None:
    if planned is None or since is None:
        return
    plan = planned.reorganisation
    sentence = _(
        "“%(plan)s” is signed and takes effect here on %(day)s; choose an earlier day, or put the change into the plan."
    )
    said = sentence % {"plan": plan, "day": spoken_day(plan.effective_on)}
    raise Refused(said, fields={"since": said}, about=plan)
