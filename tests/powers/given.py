"""Powers for tests: what the leader of the town gives to the office, unless said otherwise; to other units too."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from baro.kernel import rulebook
from baro.org.powers.actions.delegating import Powers, Terms, delegate_powers
from baro.org.powers.second_person import approving
from baro.org.rulebook import SecondPerson

DAY = timedelta(days=1)


def by_two(world, unit="QN"):
    """Kim, who keeps the organisation, after a second person approved: for posts with powers that Kim does not have."""
    return approving(world.kim, world.unit(unit))


def lightened(post):
    """The post without the powers for which a second person is needed: Kim alone says who holds it."""
    for mandate in post.mandates.all():
        mandate.permissions = [one for one in mandate.permissions if one not in rulebook.today(SecondPerson).powers]
        mandate.save()
    return post


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
