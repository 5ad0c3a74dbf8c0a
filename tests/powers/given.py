"""Powers for tests: what the leader of the town gives to the office, unless said otherwise; to other units too."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from baro.org.powers.actions.delegating import Powers, Terms, delegate_powers
from baro.org.powers.second_person import approving

DAY = timedelta(days=1)


def by_two(world, unit="QN"):
    """Kim, who keeps the organisation, after a second person approved: for posts above Kim's own unit."""
    return approving(world.kim, world.unit(unit))


def delegated(
    world,
    *,
    delegator="ada",
    to=("QN-VP", "Chánh Văn phòng"),
    unit="QN-VP",
    permissions=("documents.document.sign",),
    **other,
):
    today = timezone.localdate()
    powers = {k: other.pop(k) for k in ("below", "limits", "mark") if k in other}
    terms = {"first": today, "last": today + 30 * DAY, "basis": "Quy chế làm việc, Điều 7", "basis_on": today} | other
    what, by = Powers(permissions, world.unit(unit), **powers), getattr(world, delegator)
    return delegate_powers(world.post(*to), what, Terms(**terms), by=by, also_if_outside=True)
