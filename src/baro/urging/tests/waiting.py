"""How obstacles come to wait for somebody."""

from __future__ import annotations

from baro.tasks.tests.conftest import TaskWorld
from baro.urging.tests.conftest import obstacle
from tests.waiting import waits
from tests.world import World


@waits("urging.to_remove")
def to_remove(world: World) -> None:
    given = TaskWorld(world)
    obstacle(given, given.underway())
    obstacle(given, given.underway(), post=None, unit=world.unit("QN"))
