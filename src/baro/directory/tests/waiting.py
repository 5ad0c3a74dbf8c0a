"""How papers of the organisation come to wait for somebody."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from baro.directory.tests.filling import proposals as fillers_of_proposals
from baro.directory.tests.reforms import merger, prepared
from baro.org.posts.actions.appointing import release
from baro.org.reorganising.actions import signing as reorganising
from tests.powers.given import delegated
from tests.waiting import waits
from tests.world import World


@waits("org.proposals_to_decide")
def proposals(world: World) -> None:
    """Kim proposes who is to sign for the office beside Ada."""
    fillers_of_proposals(world, 2)


@waits("org.plans_to_sign")
def plans(world: World) -> None:
    """Beside a draft that waits for nobody."""
    prepared(world)
    reorganising.submit_plan(merger(world).pk, by=world.kim)


@waits("org.reports_to_write")
def reports(world: World) -> None:
    """On one of the two delegations."""
    delegated(world)
    delegated(world, reports_until=timezone.localdate() + timedelta(days=9))


@waits("org.handovers_to_sign")
def handovers(world: World) -> None:
    """Ben leaves after today, and with him a draft."""
    world.drafted(by=world.ben)
    release(world.ben.post_id, world.ben.person_id, last=timezone.localdate(), reason="điều động", by=world.kim)
