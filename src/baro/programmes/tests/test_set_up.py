"""Setting up a programme."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.programmes.models import Programme
from baro.programmes.tests.filling import programme
from baro.trail.models import Event


def test_the_clauses_keep_their_order_and_their_numbers_and_all_is_told(able):
    made = programme(able)
    assert [(one.position, one.label) for one in made.clauses.all()] == [(1, "I"), (2, "II.1"), (3, "II.2"), (4, "III")]
    told = Event.objects.about(made)[0]
    assert told.sentence.endswith("set up the programme “Kế hoạch chuyển đổi số phường Hà Lầm” (clauses: 4)")
    assert told.facts["clauses"][2] == "II.2. Số hóa hồ sơ lưu trữ"


def test_a_plan_is_one_programme_at_a_time(able):
    first = programme(able)
    with pytest.raises(Refused, match="A programme of this document exists already"):
        programme(able, source=first.source)


def test_days_in_the_wrong_order_are_refused_beside_their_field(able):
    with pytest.raises(Refused) as refusal:
        programme(able, last_on=timezone.localdate() - timedelta(days=90))
    assert refusal.value.fields == {"last_on": "The period ends before it begins. Choose a later last day."}
    assert not Programme.objects.exists()


def test_more_clauses_than_the_rule_allows_are_refused_with_their_number(able):
    with pytest.raises(Refused, match=r"There are 501 clauses. Write up to 500, one on each line."):
        programme(able, clauses="\n".join(f"{at}. x" for at in range(501)))


def test_who_was_given_no_power_sets_up_nothing(world):
    with pytest.raises(NotPermitted, match="You cannot set up programmes in this unit"):
        programme(world)


def test_a_plan_out_of_sight_is_no_plan(able):
    with pytest.raises(Http404):
        programme(able, source=able.registered())
