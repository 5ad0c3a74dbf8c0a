"""Deciding about a solution: accepted by somebody else, returned, reopened."""

from __future__ import annotations

import pytest

from baro.kernel.errors import NotPermitted, Refused
from baro.trail.models import Event, Notice
from baro.weakpoints.actions.solving import accept, reopen, return_
from baro.weakpoints.models import Point
from baro.weakpoints.tests.filling import accepted, point, solved


def test_somebody_else_accepts_and_the_owner_is_told(town):
    found = accepted(town)
    assert found.state == "accepted"
    assert found.accepted_on
    assert Notice.objects.to(town.eve.post_id).filter(reason="finished").exists()


def test_nobody_accepts_what_they_solved(town):
    with pytest.raises(NotPermitted, match="your own solution"):
        accept(solved(town).pk, by=town.eve)


def test_nor_in_another_of_their_posts(town):
    found = solved(town)
    Point.objects.filter(pk=found.pk).update(owner_post=town.post("QN-VP", "Chánh Văn phòng"))  # passed on since
    with pytest.raises(NotPermitted, match="your own solution"):
        accept(found.pk, by=town.eve)


def test_nor_what_another_of_their_posts_owns(town):
    from dataclasses import replace

    found = solved(town)
    gus = replace(town.gus, posts=(town.gus.post_id, found.owner_post_id))
    with pytest.raises(NotPermitted, match="your own solution"):
        accept(found.pk, by=gus)


def test_who_does_not_accept_in_the_unit_is_refused(town):
    found = solved(town)
    Point.objects.filter(pk=found.pk).update(owner_post=town.post("QN-VP", "Chánh Văn phòng"))
    with pytest.raises(NotPermitted, match="your own solution"):
        accept(found.pk, by=town.chi)


def test_what_is_not_solved_is_not_accepted(town):
    with pytest.raises(Refused, match="Needed first: “Report as solved”"):
        accept(point(town).pk, by=town.gus)


def test_a_returned_solution_is_open_again(town):
    found = return_(solved(town).pk, reason="Còn hai hộ chưa nhận", by=town.gus)
    assert (found.state, found.solved_on, found.solved_by_id, found.returned_count) == ("open", None, None, 1)
    assert Event.objects.about(found)[0].sentence.endswith("returned the solution: Còn hai hộ chưa nhận")
    assert Notice.objects.to(town.eve.post_id).filter(reason="returned").exists()


def test_what_was_not_solved_after_all_is_reopened(town):
    found = reopen(accepted(town).pk, reason="Người dân phản ánh lại", by=town.gus)
    assert (found.state, found.accepted_on, found.reopened_count) == ("open", None, 1)
