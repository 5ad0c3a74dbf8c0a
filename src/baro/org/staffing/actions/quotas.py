"""Giving units a quota: how many people of a kind they may have, from a day on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.models import Quota, Unit, UnitFacts
from baro.org.reorganising.actions.carrying_out.act import set_each
from baro.org.staffing.counting import kind_name, kind_names
from baro.org.verbs import GIVE_QUOTA
from baro.trail.changes import Batch, change_many
from baro.trail.kept import plain


def give_quota(
    unit_ids: Iterable[int], *, kind: str, number: int, since: date, decision: str, by: Actor
) -> Batch[Unit]:
    """Let each of the units have so many people of a kind from a day on, until something else is decided.

    Raises Refused for a kind that the rulebook does not know that day.
    """
    if kind not in kind_names(since):
        sentence = _("On %(day)s nothing was counted as “%(kind)s”; choose another kind or another day.")
        sentence %= {"day": spoken_day(since), "kind": kind_name(kind, since)}
        raise Refused(sentence, fields={"kind": sentence})
    facts = {"kind": coded("org.staffing", kind), "number": number, "since": since, "decision": decision.strip()}
    with transaction.atomic():
        with change_many(Unit, unit_ids, GIVE_QUOTA, by=by) as batch:
            _refuse_before_founding(batch.records, since)
            for unit in batch.records:
                batch.tell(unit, said=plain({"kind": kind, "number": number, "decision": decision.strip()}), **facts)
        _record(batch, kind, number, since, decision.strip())
    return batch


def _refuse_before_founding(units: Iterable[Unit], since: date) -> None:
    """Raise Refused, beside the day, when one of the units did not exist then."""
    there = set(UnitFacts.objects.on(since).filter(unit__in=[u.pk for u in units]).values_list("unit", flat=True))
    if missing := next((unit for unit in units if unit.pk not in there), None):
        sentence = _("%(unit)s did not exist on %(day)s; choose a later day.")
        sentence %= {"unit": missing, "day": spoken_day(since)}
        raise Refused(sentence, fields={"since": sentence})


def _record(batch: Batch[Unit], kind: str, number: int, since: date, decision: str) -> None:
    """What was allowed from the day on is superseded; what was before is said again up to it."""
    deeds = {unit.pk: event for unit, event in zip(batch.records, batch.events, strict=True)}
    former = list(Quota.objects.current().filter(unit__in=deeds, kind=kind, period__overlap=DateRange(since, None)))
    set_each(Quota, "superseded", {one.pk: deeds[one.unit_id].pk for one in former})
    before = [
        Quota(
            unit_id=one.unit_id,
            kind=kind,
            number=one.number,
            decision=one.decision,
            period=DateRange(one.period.lower, since),
            recorded=deeds[one.unit_id],
        )
        for one in former
        if one.period.lower is None or one.period.lower < since
    ]
    given = [
        Quota(unit_id=pk, kind=kind, number=number, decision=decision, period=DateRange(since, None), recorded=event)
        for pk, event in deeds.items()
    ]
    Quota.objects.bulk_create([*before, *given], batch_size=2000)
