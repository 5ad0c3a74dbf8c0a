"""Trips through their pages, counted and waiting."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from baro.org.checks import check_of
from baro.org.figures.indicators import line_of
from baro.trips.actions.asking import approve
from baro.trips.models import Trip
from baro.trips.tests.filling import powers, trip


def test_a_trip_is_requested_and_approved_through_its_pages(world):
    powers(world)
    typed = {
        "unit_code": "QN-HL",
        "destination": "Hạ Long",
        "purpose": "Khảo sát",
        "day": timezone.localdate().isoformat(),
        "seats": 3,
    }
    answer = world.browser(world.gus).post(reverse("trips.trip.request"), typed)
    asked = Trip.objects.get()
    assert answer["Location"] == asked.get_absolute_url()
    eve = world.browser(world.eve)
    work = eve.get(reverse("ui.my_work"))
    assert [card.label for card in work.context["cards"]] == ["Trips to decide"]
    page = eve.get(asked.get_absolute_url()).content.decode()
    assert "Khảo sát" in page
    assert reverse("trips.trip.refuse", args=[asked.pk]) in page
    assert eve.post(reverse("trips.trip.approve", args=[asked.pk])).status_code == 302
    assert "Approved" in eve.get(asked.get_absolute_url()).content.decode()
    listed = eve.get(reverse("trips.trips"), {"state": "approved"}).content.decode()
    assert "Hạ Long" in listed


def test_a_request_that_nobody_answered_breaks_the_check(world):
    powers(world)
    asked = trip(world)
    check, day = check_of("trips.undecided"), timezone.localdate()
    assert not check.rows_for(world.eve, day).exists()
    assert list(check.rows_for(world.eve, day + timedelta(days=3))) == [asked]


def test_the_figure_counts_what_was_approved(world):
    powers(world)
    asked = trip(world)
    trip(world, destination="Cẩm Phả")
    approve(asked.pk, by=world.eve)
    assert list(line_of("trips.approved", world.unit("QN"), asked.day.year).rows()) == [asked]
