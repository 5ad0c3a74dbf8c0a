"""Changing a weak point."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Event, Notice
from baro.weakpoints.actions.recording import revise
from baro.weakpoints.tests.filling import accepted, point, solved


def revised(town, found, **other: Any):
    names = ("what", "detail", "kind", "nature", "seriousness", "owner_post", "due_on")
    facts: dict[str, Any] = {name: getattr(found, name) for name in names} | {"reason": "Rà soát lại", "by": town.gus}
    return revise(found.pk, **(facts | other))


def test_another_owner_is_told_and_the_former_too(town):
    found = revised(town, point(town), owner_post=town.post("QN-VP", "Chánh Văn phòng"))
    assert Event.objects.about(found)[0].sentence.endswith("changed the weak point: Rà soát lại")
    assert Notice.objects.to(town.chi.post_id).filter(reason="assigned").exists()
    assert Notice.objects.to(town.eve.post_id).filter(reason="informed").exists()


def test_another_kind_may_make_it_recurrent(town):
    before = accepted(town, kind="finance", found_on=timezone.localdate() - timedelta(days=100))
    assert revised(town, point(town), kind="finance").earlier == before


def test_a_later_deadline_is_a_working_day_to_come(town):
    with pytest.raises(Refused, match="is past"):
        revised(town, point(town), due_on=timezone.localdate() - timedelta(days=3))


def test_what_is_solved_is_not_changed(town):
    with pytest.raises(Refused, match="not possible"):
        revised(town, solved(town))


def test_others_change_nothing(town):
    with pytest.raises(NotPermitted):
        revised(town, point(town, owner_post=town.post("QN-VP", "Chánh Văn phòng")), by=town.chi)
