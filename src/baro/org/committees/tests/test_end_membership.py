"""Ending a membership: with its last day and a reason, and without forgetting that it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.kernel.errors import Refused
from baro.org.committees.actions.electing import Member, end_membership
from baro.org.committees.tests.test_elect import entered, person
from baro.org.models import Membership
from baro.trail.models import Event

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def test_it_ends_with_its_last_day_and_a_reason(world):
    ben, qn = person(world, "ben"), world.unit("QN")
    entered(world, Member("member", ben))
    end_membership(qn.pk, ben.pk, last=TODAY, reason=" Nghỉ hưu ", by=world.kim)
    assert [(one.role, one.period.upper) for one in Membership.objects.current()] == [("member", TODAY + DAY)]
    assert Membership.objects.filter(superseded=None).count() == 1
    assert Membership.objects.count() == 2
    assert "Nghỉ hưu" in Event.objects.about(qn)[0].sentence


def test_a_day_outside_the_membership_is_refused(world):
    ben, qn = person(world, "ben"), world.unit("QN")
    entered(world, Member("member", ben))
    with pytest.raises(Refused, match="choose a day of the membership"):
        end_membership(qn.pk, ben.pk, last=date(2019, 1, 1), reason="x", by=world.kim)


def test_only_members_can_be_chosen(world):
    entered(world, Member("member", person(world, "ben")))
    answer = world.browser(world.kim).get(reverse("org.unit.end_membership", args=[world.unit("QN").pk]))
    assert [one.name for one in answer.context["form"].fields["person"].queryset] == ["Ben Chuyên Viên"]
