"""Asking for a trip."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Event
from baro.trips.models import Trip
from baro.trips.tests.filling import powers, trip


def test_a_request_waits_for_approval_and_is_told(world):
    powers(world)
    asked = trip(world)
    assert asked.state == "requested"
    assert Event.objects.about(asked)[0].sentence.endswith("requested a trip to Tỉnh ủy Quảng Ninh")


def test_a_day_that_is_over_is_refused_beside_its_field(world):
    powers(world)
    with pytest.raises(Refused) as refusal:
        trip(world, day=timezone.localdate() - timedelta(days=1))
    assert refusal.value.fields == {"day": "This day is over. Choose today or a later day."}
    assert not Trip.objects.exists()


def test_who_was_given_no_power_asks_for_nothing(world):
    with pytest.raises(NotPermitted, match="You cannot request trips in this unit"):
        trip(world)


def test_the_trip_is_seen_in_the_unit_and_by_who_asked_and_by_nobody_else(world):
    powers(world)
    asked = trip(world)
    assert asked in Trip.objects.visible_to(world.eve)
    assert asked in Trip.objects.visible_to(world.gus)
    assert asked not in Trip.objects.visible_to(world.dov)
