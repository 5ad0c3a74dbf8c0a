"""What the organisation keeps that no list shows, for the filled town: accounts."""

from __future__ import annotations

from tests.filling import fills
from tests.world import World


@fills("org.account", sees="ada")
def accounts(world: World, _number: int) -> None:
    world.account(world.ada)
