"""Documents and papers for the filled town."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import cycle
from typing import Any

from django.test import Client
from django.utils import timezone

from baro.documents.actions import approving, numbering, relating, reviewing
from baro.documents.actions.bringing import bring
from baro.documents.actions.entering import Issued, enter_issued
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
    states = (
        *(world.signed, world.drafted, world.submitted, world.issued, world.asked),
        *(partial(made, world) for made in (asked_elsewhere, numbered, based, regulation)),
    )
    for _at, made in zip(range(number), cycle(states), strict=False):
        made(recipients=[world.unit("QN-HL")])


def asked_elsewhere(world: World, **other: Any) -> Document:
    """A plan of the committee that Gus of the ward drafts: Eve, the head of the ward, approves it before the office."""
    for one in (world.gus, world.eve):
        set_mandate(one.post_id, world.unit("QN"), here=["documents.see"], below=[], by=Actor.system("world"))
    draft = world.drafted(unit=world.unit("QN"), type="plan", drafter=world.gus, **other)
    return approving.ask(draft.pk, by=actor_of(world.gus.person_id))


def numbered(world: World, **other: Any) -> Document:
    """A draft for which Clo reserved a number."""
    return numbering.reserve(world.drafted(**other).pk, reason="ký trên giấy tại hội nghị", by=world.clo)


def based(world: World, **other: Any) -> Document:
    """A draft that rests upon a paper that came in."""
    target = world.registered(symbol="21-QĐ/TW")
    return relating.relate(world.drafted(**other).pk, target=target, kind="based_on", part="Điều 5", by=world.clo)


def regulation(world: World, **other: Any) -> Document:
    """A regulation of the office from its earlier register, whose review is planned."""
    number = Document.objects.filter(type="guideline").count() + 1
    line = Issued("guideline", number, f"{number:02}-HD/VPTU", timezone.localdate(), "về công tác văn thư", "Ada", "")
    (entered,) = enter_issued([line], world.unit("QN-VP"), source="sổ cũ", by=Actor.system("world"))
    due_on = timezone.localdate() + timedelta(days=30)
    return reviewing.plan_review(entered.pk, due_on=due_on, unit=world.unit("QN-VP"), by=world.clo)


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
