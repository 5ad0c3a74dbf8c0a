"""Somebody always keeps the organisation and its accounts: no deed takes these powers from the last who has them.

Whoever may give powers and let people in can bring everything else back. Without anybody, only who runs the server can
(`baro account keeper`), so every deed that ends a tenure, takes a mandate or closes an account passes here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.kernel.permissions import permission_name
from baro.org.models import Mandate, Tenure
from baro.org.models.accounts import KEEP

KEPT = ("org.organise", "org.decide", KEEP)  # in the whole organisation: at a unit that stands under no other
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('org.last_keeper', 0))"
Gaps = dict[str, date | None]


@contextmanager
def somebody_keeps() -> Iterator[None]:
    """Do something after which somebody still has each of these powers, for as long as before.

    Two that would each leave the other as the last wait for each other. Raises Refused, and says what to do first.
    """
    before = nobody_from()
    yield
    if not _lost(before, nobody_from()):
        return
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    after = nobody_from()  # what another did meanwhile counts
    if lost := _lost(before, after):
        sentence = _(
            "From %(day)s on nobody could use the power “%(power)s” for the whole organisation any more. First give it"
            " to a second person: appoint them to a post with this power, or add it under “Who may do what” on the"
            " page of the highest unit, and see that they have an account."
        )
        day = after[lost[0]] or timezone.localdate()
        raise Refused(sentence % {"day": spoken_day(day), "power": permission_name(lost[0])})


def nobody_from() -> Gaps:
    """By power the first day, from today on, on which nobody with an open account has it; None where there is none."""
    whole = Mandate.objects.filter(includes_below=True, unit__parent=None, unit__closed_on=None, post__closed_on=None)
    carrying: dict[int, set[str]] = {}
    for post, permissions in whole.filter(permissions__overlap=list(KEPT)).values_list("post", "permissions"):
        carrying.setdefault(post, set()).update(permissions)
    held = Tenure.objects.current().filter(post__in=carrying, person__account__is_active=True).order_by("period")
    rows = [(carrying[post], period) for post, period in held.values_list("post", "period")]
    return {power: _first_gap([period for powers, period in rows if power in powers]) for power in KEPT}


def _first_gap(periods: list[object]) -> date | None:
    """The first day from today on that none of the periods holds; they come in order of their first days."""
    day = timezone.localdate()
    for period in periods:
        first, after = period.lower, period.upper  # type: ignore[attr-defined]
        if first and first > day:
            return day
        if after is None:
            return None
        day = max(day, after)
    return day


def _lost(before: Gaps, after: Gaps) -> list[str]:
    """The powers that nobody has from an earlier day on than before."""
    gone = ((power, before[power], day) for power, day in after.items() if day is not None)
    return [power for power, until, day in gone if until is None or day < until]
