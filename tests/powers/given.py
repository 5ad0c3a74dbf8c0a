"""Grants for tests: what the leader of the town gives to the office, unless said otherwise; to other units too."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from baro.org.powers.actions.granting import Powers, Terms, grant

DAY = timedelta(days=1)


def granted(
    world, *, giver="ada", to=("QN-VP", "Chánh Văn phòng"), unit="QN-VP", duties=("documents.document.sign",), **other
):
    today = timezone.localdate()
    powers = {k: other.pop(k) for k in ("below", "ceiling", "mark") if k in other}
    terms = {"first": today, "last": today + 30 * DAY, "basis": "Quy chế làm việc, Điều 7", "basis_on": today} | other
    what, by = Powers(duties, world.unit(unit), **powers), getattr(world, giver)
    return grant(world.post(*to), what, Terms(**terms), by=by, also_if_outside=True)
