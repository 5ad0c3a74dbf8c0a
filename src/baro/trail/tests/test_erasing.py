"""Erasing facts is an act that is told; what is erased without one is named."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from baro.kernel.errors import NotPermitted, Refused
from baro.trail.actions.erasing import erase
from baro.trail.models import Event
from baro.trail.sequencing import sequence
from baro.trail.verifying import verify
from tests.world import Actor


@pytest.fixture
def system(world) -> Actor:
    """Who the command acts as."""
    return Actor.system("erase")


def test_an_erasure_is_told_and_the_log_still_holds(world, system):
    event = Event.objects.about(world.registered())[0]
    size = sequence().size
    told = erase(event.pk, reason="Điều 16", ordered="Chánh Văn phòng", by=system)
    event.refresh_from_db()
    assert (event.facts, event.salt) == (None, None)
    assert told.subjects == [f"trail.event:{event.pk}"]
    assert "Chánh Văn phòng" in told.sentence
    assert sequence().size == size + 1
    assert verify().broken == ""


def test_nothing_is_erased_twice_or_without_a_reason_or_by_somebody_at_a_page(world, system):
    event = Event.objects.about(world.registered())[0]
    with pytest.raises(Refused, match="by whose order"):
        erase(event.pk, reason=" ", ordered="x", by=system)
    with pytest.raises(NotPermitted, match="whoever runs Baro"):
        erase(event.pk, reason="x", ordered="x", by=world.ada)
    with pytest.raises(Refused, match="no event 0"):
        erase(0, reason="x", ordered="x", by=system)
    erase(event.pk, reason="x", ordered="x", by=system)
    with pytest.raises(Refused, match="erased already"):
        erase(event.pk, reason="x", ordered="x", by=system)
    assert Event.objects.done("trail.event.erase").count() == 1


def test_the_database_erases_nothing_that_no_act_tells(world):
    event = Event.objects.about(world.registered())[0]
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        cursor.execute("SELECT trail_erase(%s)", [event.pk])
