"""How the town comes to have cascades."""

from __future__ import annotations

from decimal import Decimal
from itertools import cycle
from typing import Any

from django.test import Client

from baro.cascades.actions import drafting, sending
from baro.cascades.models import Recipient, UnitSet
from baro.cascades.tests.conftest import CascadeWorld
from tests.filling import fills, names
from tests.world import World


@fills("cascades.list", sees="chi")
def cascades(world: World, number: int) -> None:
    """In each of their states, to the ward Hà Lầm alone, so that its neighbours see nothing of them."""
    given = CascadeWorld(world)
    ward = UnitSet.objects.filter(name="Một phường").first() or given.saved(name="Một phường")
    rule: dict[str, Any] = {"below": None, "kind": "", "named": ward}

    def answered(**other: Any) -> None:
        given.answered(given.sent(**other), number=Decimal(12))

    def closed(**other: Any) -> None:
        sending.close(given.sent(**other).pk, words="Đã đủ số liệu", by=world.chi)

    def discarded(**other: Any) -> None:
        drafting.discard(given.drafted(**other).pk, by=world.chi)

    states = (given.sent, answered, closed, discarded, given.drafted, given.sent)
    for at, made in zip(range(number), cycle(states), strict=False):
        made(work=f"Báo cáo số đảng viên mới, đợt {at}", source=world.instructed(), **rule)


@fills("cascades.sets", sees="chi")
def sets(world: World, number: int) -> None:
    for _ in range(number):
        at = UnitSet.objects.count()
        CascadeWorld(world).saved(name=f"Nhóm {at}")


@names("cascades.tasks", sees="chi")
def cell(_world: World, _client: Client) -> dict[str, Any]:
    return {"unit": 0, "span": "branch", "stand": "all"}


@names("cascades.recipient.answer", "cascades.recipient.forward", sees="eve")
def recipient(world: World, _client: Client) -> dict[str, Any]:
    waits = Recipient.objects.filter(task__owner_post=world.eve.post_id, task__state="assigned", forwarded=None)
    return {"pk": waits.order_by("-pk").first().pk}  # type: ignore[union-attr]
