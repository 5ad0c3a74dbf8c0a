"""Terms of committees as reporting periods."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from baro.kernel.reporting import Period, PeriodKind, period_of, term_of
from baro.org.models import Term, Unit

ONE_DAY = timedelta(days=1)


def terms_of(unit: Unit) -> list[Period]:
    """The terms that the unit's committee had and has, the earliest first, each knowing the one before: one query.

    The one that runs is reported until today.
    A unit without terms of its own reports by those of the nearest unit above that has some.
    """
    rows = Term.objects.filter(Q(unit=unit) | Q(unit__in=unit.above)).select_related("unit").order_by("period")
    found, today = list(rows), timezone.localdate()
    nearest = max((len(row.unit.above) for row in found), default=0)
    terms: list[Period] = []
    for row in found:
        if len(row.unit.above) == nearest and row.period.lower and row.period.lower <= today:
            last = row.period.upper - ONE_DAY if row.period.upper else today
            terms.append(term_of(row.name, row.period.lower, last, terms[-1] if terms else None))
    return terms


def period_asked(code: str, unit: Unit) -> Period:
    """The period that a code or the name of one of the unit's terms stands for; a term's days are that term.

    Raises ValueError for anything else.
    """
    try:
        found = period_of(code)
    except ValueError:
        found = None  # perhaps the name of a term
    if found is not None and found.kind is not PeriodKind.DAYS:
        return found
    for term in terms_of(unit):
        if code in (term.name, term.code):
            return term
    if found is None:
        raise ValueError(f"{code!r} is no period")
    return found
