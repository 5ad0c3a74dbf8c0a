"""Urging owners, one or many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import urging
from baro.trail.models import Event, Notice


def test_urging_is_a_deed_that_stays(given, world):
    task = urging.urge(given.underway().pk, words="Đề nghị gửi trước thứ Sáu", by=world.chi)
    assert task.urged_count == 1
    assert Event.objects.about(task)[0].sentence.endswith("urged the owner: Đề nghị gửi trước thứ Sáu")
    assert Notice.objects.filter(post_id=task.owner_post_id, reason="date").count() == 1


def test_who_urges_for_the_assigning_unit_may_urge(given, world):
    assert urging.urge(given.assigned().pk, words="Khẩn trương", by=world.ada).urged_count == 1


def test_others_urge_nobody(given, world):
    with pytest.raises(NotPermitted, match="urges its owner"):
        urging.urge(given.assigned().pk, words="x", by=world.gus)


def test_nobody_urges_themselves(given, world):
    own = given.assigned(unit=world.unit("QN-VP"), owner_post=world.post("QN-VP", "Chánh Văn phòng"))
    with pytest.raises(NotPermitted, match="Nobody urges themselves"):
        urging.urge(own.pk, words="x", by=world.chi)


@pytest.mark.parametrize("state", ["declined", "handed_in", "done"])
def test_nobody_is_urged_for_what_does_not_wait_for_them(given, world, state):
    with pytest.raises(Refused, match="nothing to urge"):
        urging.urge(getattr(given, state)().pk, words="x", by=world.chi)


def test_many_owners_are_urged_at_the_same_cost_as_two(given, world, django_assert_num_queries):
    few, many = [given.assigned().pk for _ in range(2)], [given.assigned().pk for _ in range(8)]
    chi = world.chi
    with CaptureQueriesContext(connection) as cost:
        urging.urge_many(few, words="Khẩn trương", by=chi)
    with django_assert_num_queries(len(cost)):
        batch = urging.urge_many(many, words="Khẩn trương", by=chi)
    assert len(batch.records) == 8
    assert Notice.objects.filter(reason="date").count() == 10
