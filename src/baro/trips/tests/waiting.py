"""How trips come to wait for somebody."""

from __future__ import annotations

from baro.trips.tests.filling import powers, trip
from tests.waiting import waits
from tests.world import World


@waits("trips.to_decide")
def to_decide(world: World) -> None:
    powers(world)
    trip(world)
