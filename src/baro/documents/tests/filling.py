"""Documents and papers for the filled town."""

from __future__ import annotations

from itertools import cycle
from typing import Any

from django.test import Client

from baro.documents.actions.bringing import bring
from baro.documents.models import Direction, Document
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
    states = (world.signed, world.drafted, world.submitted, world.issued)
    for _at, made in zip(range(number), cycle(states), strict=False):
        made(recipients=[world.unit("QN-HL")])


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
