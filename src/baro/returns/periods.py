"""The periods for which returns are made: the months, quarters, six and nine months and years of `kernel.reporting`."""

from __future__ import annotations

from django.utils.translation import gettext as _

from baro.kernel import reporting
from baro.kernel.errors import Refused
from baro.kernel.reporting import Period, PeriodKind

KINDS = frozenset(PeriodKind) - {PeriodKind.TERM, PeriodKind.DAYS}


def period_of(code: str) -> Period:
    """The period of a code.

    Raises Refused for what is none.
    """
    try:
        period = reporting.period_of(code)
    except ValueError:
        period = None
    if period is None or period.kind not in KINDS:
        sentence = _("“%(period)s” is not a period. Write 2024-03, 2024-Q1, 2024-H1, 2024-9M or 2024.")
        raise Refused(sentence % {"period": code[:20]}, fields={"period": sentence % {"period": code[:20]}})
    return period


def periods_of(year: int) -> list[Period]:
    """Every period that ends in a year, in order of their ends, the shorter ones first."""
    whole = reporting.year_of(year)
    parts = [one for kind in (PeriodKind.MONTH, PeriodKind.QUARTER) for one in whole.parts(kind)]
    found = [*parts, *(period_of(f"{year:04}{mark}") for mark in ("-H1", "-9M")), whole]
    return sorted(found, key=lambda one: (one.last, -one.first.toordinal()))
