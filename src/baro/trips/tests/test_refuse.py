"""Refusing a trip."""

from __future__ import annotations

from baro.trail.models import Event
from baro.trips.actions.asking import refuse
from baro.trips.tests.filling import powers, trip


def test_a_refusal_names_its_reason(world):
    powers(world)
    refused = refuse(trip(world).pk, reason="Xe đang sửa", by=world.eve)
    assert refused.state == "refused"
    assert Event.objects.about(refused)[0].sentence.endswith("refused the trip: Xe đang sửa")
