"""Recording weak points; what comes back is marked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from baro.directory.tests.reforms import merged
from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Event, Notice
from baro.weakpoints.models import Point
from baro.weakpoints.tests.filling import accepted, point

TODAY = timezone.localdate()


def test_the_owner_is_told_of_a_new_weak_point(town):
    found = point(town)
    assert (found.state, found.is_recurrent, found.age) == ("open", False, 10)
    assert "recorded the weak point “Chậm giải phóng mặt bằng khu phố 1”" in Event.objects.about(found)[0].sentence
    assert Notice.objects.to(town.eve.post_id).filter(subject=f"weakpoints.point:{found.pk}").exists()


def test_the_same_kind_in_the_same_unit_is_recurrent(town):
    before = accepted(town, found_on=TODAY - timedelta(days=300))
    again = point(town)
    assert again.earlier == before
    assert Event.objects.about(again)[0].sentence.endswith("(recurrent, after “Chậm giải phóng mặt bằng khu phố 1”)")
    assert not point(town, kind="finance").is_recurrent
    assert not point(town, unit=town.unit("QN-HL-CB")).is_recurrent


def test_outside_the_window_it_is_not(town):
    accepted(town, found_on=TODAY - timedelta(days=10 + 731))
    assert not point(town).is_recurrent


def test_what_was_recorded_by_mistake_does_not_count(town):
    from baro.weakpoints.actions.recording import cancel

    cancel(point(town).pk, reason="Ghi nhầm", by=town.gus)
    assert not point(town).is_recurrent


def test_everything_wrong_is_said_beside_its_field(town):
    with pytest.raises(Refused) as refusal:
        point(
            town,
            found_on=TODAY + timedelta(days=1),
            due_on=TODAY - timedelta(days=1),
            owner_post=town.post("QN-HL", "Phó Bí thư"),
        )
    assert set(refusal.value.fields) == {"found_on", "due_on", "owner_post"}
    assert not Point.objects.exists()


def test_who_has_no_power_records_nothing(town):
    with pytest.raises(NotPermitted, match="You cannot record weak points of this unit"):
        point(town, by=town.dov)


def test_it_is_seen_in_the_unit_and_by_its_owner_alone(town):
    found = point(town, owner_post=town.post("QN-VP", "Chánh Văn phòng"))
    assert found in Point.objects.visible_to(town.gus)
    assert found in Point.objects.visible_to(town.chi)
    assert found not in Point.objects.visible_to(town.dov)


def test_after_a_merger_the_successor_has_the_weak_points_of_both(town):
    before = accepted(town, found_on=TODAY - timedelta(days=300))
    still = point(town, kind="finance")
    merged(town)
    still.refresh_from_db()
    assert still.unit.name == "Đảng ủy phường Hà Lầm mới"
    again = point(town, unit=still.unit, owner_post=still.owner_post, by=town.gus)
    assert again.earlier == before
