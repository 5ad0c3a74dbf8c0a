"""Taking a request back."""

from __future__ import annotations

import pytest

from baro.kernel.errors import NotPermitted, Refused
from baro.trips.actions.asking import approve, cancel, refuse
from baro.trips.tests.filling import powers, trip


def test_who_asked_cancels_even_what_was_approved(world):
    powers(world)
    asked = approve(trip(world).pk, by=world.eve)
    assert cancel(asked.pk, reason="Hoãn họp", by=world.gus).state == "cancelled"


def test_nobody_else_cancels_it(world):
    powers(world)
    with pytest.raises(NotPermitted, match="Only the post that requested the trip"):
        cancel(trip(world).pk, reason="x", by=world.eve)


def test_what_was_refused_is_not_cancelled(world):
    powers(world)
    asked = refuse(trip(world).pk, reason="x", by=world.eve)
    with pytest.raises(Refused, match="not possible any more"):
        cancel(asked.pk, reason="x", by=world.gus)
