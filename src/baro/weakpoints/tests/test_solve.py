"""Solving a weak point, with evidence."""

from __future__ import annotations

import pytest

from baro.kernel.errors import NotPermitted, Refused
from baro.tasks.actions import approving, working
from baro.trail.models import Event, Notice
from baro.weakpoints.actions.recording import link
from baro.weakpoints.actions.solving import solve
from baro.weakpoints.models import Proof
from baro.weakpoints.tests.filling import point, solved


def test_a_solution_waits_for_those_who_accept(town):
    found = solved(town)
    assert (found.state, found.solved_by_id) == ("solved", town.eve.person_id)
    assert Proof.objects.filter(point=found).count() == 1
    assert Notice.objects.to(town.gus.post_id).filter(reason="decide").exists()


def test_without_a_file_a_reason_is_needed(town):
    found = point(town)
    with pytest.raises(Refused, match="Attach what proves"):
        solve(found.pk, solution="Xong", by=town.eve)
    solve(found.pk, solution="Xong", no_evidence="Biên bản giấy tại Văn phòng", by=town.eve)
    assert Event.objects.about(found)[0].sentence.endswith("(without evidence: Biên bản giấy tại Văn phòng)")


def test_only_the_owner_solves_it(town):
    with pytest.raises(NotPermitted, match="Only the owner"):
        solve(point(town).pk, solution="x", no_evidence="x", by=town.gus)


def test_first_its_tasks_are_finished(town, given):
    found, task = point(town), given.underway()
    link(found.pk, task=task, by=town.eve)
    with pytest.raises(Refused, match="1 task for it is not finished"):
        solve(found.pk, solution="x", no_evidence="x", by=town.eve)
    working.hand_in(task.pk, result="Đã chi trả", no_evidence="bản giấy", by=town.eve)
    approving.approve(task.pk, by=town.chi)
    assert solve(found.pk, solution="x", no_evidence="x", by=town.eve).state == "solved"
