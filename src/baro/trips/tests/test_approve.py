"""Approving a trip."""

from __future__ import annotations

import pytest
from django.http import Http404

from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Event, Notice
from baro.trips.actions.asking import approve
from baro.trips.tests.filling import powers, trip


@pytest.fixture
def asked(world):
    powers(world)
    return trip(world)


def test_who_asked_is_told_of_the_approval(world, asked):
    assert approve(asked.pk, by=world.eve).state == "approved"
    assert Event.objects.about(asked)[0].verb_code == "trips.trip.approve"
    assert Notice.objects.to(world.gus.post_id).filter(subject=f"trips.trip:{asked.pk}").exists()


def test_nobody_approves_their_own_trip(world):
    powers(world)
    own = trip(world, by=world.eve)
    with pytest.raises(NotPermitted, match="your own trip"):
        approve(own.pk, by=world.eve)


def test_a_trip_is_decided_about_once(world, asked):
    approve(asked.pk, by=world.eve)
    with pytest.raises(Refused, match="“Approve the trip” is not possible any more: the state is “Approved”"):
        approve(asked.pk, by=world.eve)


def test_for_strangers_it_does_not_exist(world, asked):
    with pytest.raises(Http404):
        approve(asked.pk, by=world.dov)
