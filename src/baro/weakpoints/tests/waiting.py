"""How weak points come to wait for somebody."""

from __future__ import annotations

from baro.weakpoints.tests.filling import point, powers, solved
from tests.waiting import waits
from tests.world import World


@waits("weakpoints.to_solve")
def to_solve(world: World) -> None:
    powers(world)
    point(world)


@waits("weakpoints.to_accept")
def to_accept(world: World) -> None:
    powers(world)
    solved(world)
