"""How documents come to wait for somebody."""

from __future__ import annotations

from baro.org.actors import Limits
from tests.powers.given import delegated
from tests.waiting import waits
from tests.world import World

waits("documents.to_register")(World.issued)
waits("documents.to_present")(World.registered)
waits("documents.to_instruct")(World.presented)
waits("documents.to_approve")(World.asked)
waits("documents.to_issue")(World.signed)
waits("documents.my_drafts")(World.drafted)


@waits("documents.to_sign")
def to_sign(world: World) -> None:
    """For Chi up to a limit, beyond which only one of the drafts lies."""
    delegated(world, limits=Limits(types=("notice",)))
    world.submitted()
    world.submitted(type="report")
