"""How meetings come to wait for somebody."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from baro.meetings.actions import calling, minuting
from baro.meetings.tests import filling
from tests.waiting import waits
from tests.world import World


@waits("meetings.invited")
def invited(world: World) -> None:
    filling.powers(world)
    calling.invite(filling.meeting(world).pk, by=world.gus)


@waits("meetings.to_answer")
def to_answer(world: World) -> None:
    filling.powers(world)
    filling.question(world)


@waits("meetings.to_opine")
def to_opine(world: World) -> None:
    filling.powers(world)
    about = filling.item(world, meeting=filling.called(world))
    filling.vote(world, about, way="written", until=timezone.localdate() + timedelta(days=3))


@waits("meetings.to_read")
def to_read(world: World) -> None:
    filling.powers(world)
    minuting.circulate(filling.held(world).pk, by=world.gus)


@waits("meetings.to_write")
def to_write(world: World) -> None:
    filling.powers(world)
    filling.held(world)


@waits("meetings.to_sign")
def to_sign(world: World) -> None:
    filling.powers(world)
    filling.attested(world)
