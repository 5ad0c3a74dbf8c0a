"""How figures come to wait for somebody."""

from __future__ import annotations

from baro.statistics.tests.filling import free_year, frozen, powers
from tests.waiting import waits
from tests.world import World


@waits("statistics.to_publish")
def to_publish(world: World) -> None:
    powers(world)
    frozen(world, free_year(world))
