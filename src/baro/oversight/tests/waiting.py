"""How cases come to wait for somebody."""

from __future__ import annotations

from baro.oversight.tests.filling import announced, appealed, heard, powers, staffed
from tests.waiting import waits
from tests.world import World


@waits("oversight.underway")
def underway(world: World) -> None:
    powers(world)
    staffed(world)


@waits("oversight.to_decide")
def to_decide(world: World) -> None:
    powers(world)
    heard(world)


@waits("oversight.to_judge")
def to_judge(world: World) -> None:
    powers(world)
    appealed(world)


@waits("oversight.to_answer")
def to_answer(world: World) -> None:
    powers(world)
    announced(world)
