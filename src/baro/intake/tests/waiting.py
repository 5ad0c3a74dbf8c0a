"""How deliveries come to wait for a clerk."""

from __future__ import annotations

from baro.intake.tests.filling import delivery
from tests.waiting import waits
from tests.world import World


@waits("intake.to_register")
def to_register(world: World) -> None:
    delivery(world)
