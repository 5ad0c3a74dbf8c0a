"""How the town comes to have trips."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from baro.org.powers.actions.mandating import set_mandate
from baro.trips.actions import asking
from baro.trips.models import Trip
from tests.filling import fills
from tests.powers.given import by_two
from tests.world import World

MORE = ("trips.see", "trips.trip.request", "trips.trip.approve")


def powers(world: World) -> None:
    """In the ward Eve approves trips and Gus asks for them."""
    unit = world.unit("QN-HL")
    for name in ("Bí thư", "Văn thư"):
        post = world.post("QN-HL", name)
        carried = {p for row in post.mandates.filter(unit=unit) for p in row.permissions}
        set_mandate(post.pk, unit, here=[], below=sorted({*carried, *MORE}), limited=[], by=by_two(world, "QN-HL"))


def trip(world: World, **other: Any) -> Trip:
    """A trip that Gus asked for."""
    facts: dict[str, Any] = {
        "unit": world.unit("QN-HL"),
        "destination": "Tỉnh ủy Quảng Ninh",
        "purpose": "Họp giao ban",
        "day": timezone.localdate() + timedelta(days=3),
        "seats": 4,
        "by": world.gus,
    }
    return asking.request(**(facts | other))


@fills("trips.trips", sees="eve")
def trips(world: World, number: int) -> None:
    powers(world)
    for at in range(number):
        trip(world, seats=at % 5 + 1)
