"""The nightly checks: counted for each post that keeps the organisation, told when a count has risen."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.checks import Check, checks
from baro.org.models import CheckCount
from baro.org.queries import actor_at
from baro.org.verbs import CHECK
from baro.trail.changes import change
from baro.trail.models import Reason, notify


def check_for(post_id: int, *, today: date) -> list[CheckCount]:
    """Count what every check finds where the post keeps the organisation; returns those that have risen.

    A post that nobody holds is not told: the count of the day on which somebody does is then a rise.
    """
    keeper = actor_at(post_id, on=today)
    if keeper.post_id is None:
        return []
    with transaction.atomic():
        found = {one: one.kept_by(keeper, today).count() for one in checks() if one.told}
        former = dict(CheckCount.objects.filter(post=post_id).values_list("check_code", "count"))
        counts = CheckCount.objects.bulk_create(
            [CheckCount(post_id=post_id, check_code=c.code, count=n, counted_on=today) for c, n in found.items()],
            update_conflicts=True,
            unique_fields=["post", "check_code"],
            update_fields=["count", "counted_on"],
        )
        risen = [(c, row) for c, row in zip(found, counts, strict=True) if row.count > former.get(c.code, 0)]
        return [_told(one, row, former.get(one.code, 0)) for one, row in risen]


def _told(check: Check, count: CheckCount, former: int) -> CheckCount:
    """Tell one rise to the post that keeps the organisation."""
    with change(CheckCount, count.pk, CHECK, by=Actor.system("org.check")) as (row, tell):
        event = tell(check=coded("org.check", check.code), count=count.count, former=former)
        notify(event, row, Reason.INFORMED, [count.post_id])
    return row
