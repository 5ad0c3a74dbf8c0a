"""Giving a quota: by the level above, from a day on, and what was allowed before stays known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.kernel.errors import Refused
from baro.org.models import Quota
from baro.org.staffing.actions.quotas import give_quota
from baro.trail.models import Event

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def given(world, unit="QN-HL", by="kim", **other):
    facts = {"kind": "civil_servant", "number": 3, "since": TODAY - 5 * DAY, "decision": "12-QĐ/TU"} | other
    return give_quota([world.unit(unit).pk], by=getattr(world, by), **facts)


def current(world, unit="QN-HL"):
    rows = Quota.objects.current().filter(unit=world.unit(unit)).order_by("kind", "period")
    return [(row.kind, row.number, row.period.lower, row.period.upper) for row in rows]


def test_a_quota_holds_until_another_is_given(world):
    given(world)
    given(world, number=2, since=TODAY, decision="15-QĐ/TU")
    begun = TODAY - 5 * DAY
    assert current(world) == [("civil_servant", 3, begun, TODAY), ("civil_servant", 2, TODAY, None)]
    assert Quota.objects.count() == 3
    told = Event.objects.about(world.unit("QN-HL"))[0].sentence
    assert "gave a quota of 2" in told
    assert "15-QĐ/TU" in told


def test_nobody_gives_a_quota_to_a_unit_that_did_not_exist(world):
    with pytest.raises(Refused, match="Đảng ủy phường Hà Lầm did not exist on"):
        given(world, since=date(2019, 1, 1))
    assert not Quota.objects.exists()


def test_an_earlier_day_takes_the_place_of_what_was_said_for_later(world):
    given(world)
    given(world, number=9, since=TODAY - 20 * DAY)
    assert current(world) == [("civil_servant", 9, TODAY - 20 * DAY, None)]


def test_kinds_do_not_touch_each_other(world):
    given(world)
    given(world, kind="cadre", number=1)
    assert [row[:2] for row in current(world)] == [("cadre", 1), ("civil_servant", 3)]


def test_a_kind_of_another_time_is_refused(world):
    with pytest.raises(Refused, match="nothing was counted as “Cadres and civil servants of communes”"):
        given(world, kind="commune_staff")
    given(world, kind="commune_staff", since=date(2025, 6, 1))


def test_it_is_typed_on_a_page_of_the_unit(world):
    unit = world.unit("QN-HL")
    url = reverse("org.unit.give_quota", args=[unit.pk])
    client = world.browser(world.kim)
    assert url in client.get(unit.get_absolute_url()).text
    typed = {"kind": "cadre", "number": 2, "since": TODAY, "decision": "12-QĐ/TU"}
    assert client.post(url, typed)["Location"] == unit.get_absolute_url()
    assert current(world) == [("cadre", 2, TODAY, None)]
    assert "number" in client.post(url, typed | {"number": -1}).context["form"].errors


def test_only_who_keeps_the_organisation_of_the_unit_above_gives_it(world):
    (refusal,) = given(world, by="ada").refused
    assert "unit above gives a quota" in refusal.sentence
    url = reverse("org.unit.give_quota", args=[world.unit("QN-HL").pk])
    assert world.browser(world.ada).get(url).status_code == 403
    assert world.browser(world.dov).get(url).status_code == 404
    assert not Quota.objects.exists()
