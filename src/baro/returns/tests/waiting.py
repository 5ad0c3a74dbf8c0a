"""How returns come to wait for somebody."""

from __future__ import annotations

from baro.returns.tests.conftest import ReturnWorld
from tests.waiting import waits
from tests.world import World


@waits("returns.to_fill")
def to_fill(world: World) -> None:
    ReturnWorld(world).opened(form="supervision")


@waits("returns.to_check")
def to_check(world: World) -> None:
    given = ReturnWorld(world)
    given.handed_up(given.opened(form="inspection"), members__inspected=2)
