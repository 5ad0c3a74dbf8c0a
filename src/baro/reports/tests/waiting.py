"""How yearly reports come to wait for somebody."""

from __future__ import annotations

from baro.reports.tests.filling import powers, returned, submitted
from tests.waiting import waits
from tests.world import World


@waits("reports.to_approve")
def to_approve(world: World) -> None:
    powers(world)
    submitted(world)


@waits("reports.returned")
def sent_back(world: World) -> None:
    powers(world)
    returned(world)
