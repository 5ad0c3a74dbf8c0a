"""Documents and papers for the filled town."""

from __future__ import annotations

from functools import partial
from itertools import cycle
from typing import Any

from django.test import Client

from baro.documents.actions import approving
from baro.documents.actions.bringing import bring
from baro.documents.models import Direction, Document
from baro.org.actors import Actor
from baro.org.powers.actions.mandating import set_mandate
from baro.org.queries import actor_of
from tests.filling import fills, names
from tests.world import World


@fills("documents.incoming", sees="ada")
def incoming(world: World, number: int) -> None:
    """In each of their first states, so that the columns differ."""
    entered = Document.objects.count()
    states = (world.instructed, world.registered, world.proposed, world.filed)
    for at, made in zip(range(number), cycle(states), strict=False):
        made(symbol=f"{entered + at}-CT/TW", urgency=at % 3)


@fills("documents.outgoing", sees="ada")
def outgoing(world: World, number: int) -> None:
    """In each of their states; what is issued arrives in the ward."""
    states = (world.signed, world.drafted, world.submitted, world.issued, world.asked, partial(asked_elsewhere, world))
    for _at, made in zip(range(number), cycle(states), strict=False):
        made(recipients=[world.unit("QN-HL")])


def asked_elsewhere(world: World, **other: Any) -> Document:
    """A plan of the committee that Gus of the ward drafts: Eve, the head of the ward, approves it before the office."""
    for one in (world.gus, world.eve):
        set_mandate(one.post_id, world.unit("QN"), here=["documents.see"], below=[], by=Actor.system("world"))
    draft = world.drafted(unit=world.unit("QN"), type="plan", drafter=world.gus, **other)
    return approving.ask(draft.pk, by=actor_of(world.gus.person_id))


@fills("documents.attachment", sees="clo")
def papers(world: World, number: int) -> None:
    for at in range(number):
        bring(world.paper(f"{at}.pdf"), world.unit("QN"), by=world.clo)


@names("documents.attachment.sheet", sees="clo")
def sheet(_world: World, _client: Client) -> dict[str, Any]:
    return {"number": 1}


@names("documents.document.paper", sees="clo")
def printed(world: World, _client: Client) -> dict[str, Any]:
    written = Document.objects.visible_to(world.clo).filter(direction=Direction.OUTGOING).exclude(body="")
    return {"pk": written.order_by("-pk").values_list("pk", flat=True)[0], "kind": "pdf"}
