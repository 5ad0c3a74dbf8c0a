"""Returning, accepting, correcting: which version counts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from baro.kernel.errors import NotPermitted, Refused
from baro.org.checks import check_of
from baro.returns.actions import filling
from baro.returns.adding import sums_of
from baro.trail.models import Event, Notice
from baro.trail.replaying import strange_records

CELL = "inspection.members.inspected"


def test_what_was_returned_counts_no_more_and_is_filled_in_again(given, world):
    one = given.opened()
    handed = given.handed_up(one, members__inspected=5)
    back = filling.send_back(handed.pk, reason="Thiếu chi bộ 2", by=world.chi)
    assert (back.state, back.code) == ("returned", "")
    assert sums_of(one, world.chi) == {}
    assert Notice.objects.to(world.gus.post_id).filter(reason="returned").exists()
    again = given.handed_up(one, members__inspected=6)
    assert (again.number, sums_of(one, world.chi)[CELL]) == (2, 6)
    assert again.code != handed.code
    assert list(strange_records()) == []


def test_a_correction_counts_once_it_is_handed_up_and_the_old_one_until_then(given, world):
    one = given.opened()
    accepted = filling.accept(given.handed_up(one, members__inspected=5).pk, by=world.chi)
    filling.correct(accepted.pk, reason="Cộng thiếu", by=world.eve)
    filling.fill(
        accepted.pk,
        values=dict.fromkeys(filling.values_of(filling.last_version(accepted)), 0) | {CELL: 7},
        by=world.gus,
    )
    assert sums_of(one, world.chi)[CELL] == 5
    corrected = filling.hand_up(accepted.pk, by=world.eve)
    assert (corrected.number, sums_of(one, world.chi)[CELL]) == (2, 7)
    filling.send_back(corrected.pk, reason="Chưa đúng", by=world.chi)
    assert sums_of(one, world.chi)[CELL] == 5
    assert Event.objects.about(accepted).filter(verb_code="returns.return.correct").count() == 1
    assert list(strange_records()) == []


def test_nobody_checks_what_they_handed_up(given, world):
    one = given.opened()
    own = given.handed_up(one)
    with pytest.raises(NotPermitted, match="Only a person who checks returns in the unit above"):
        filling.accept(own.pk, by=world.eve)
    cell = given.handed_up(one, "QN-HL-CB")
    assert filling.accept(cell.pk, by=world.eve).state == "accepted"
    with pytest.raises(Refused, match="not possible"):
        filling.send_back(cell.pk, reason="x", by=world.eve)


def test_many_are_accepted_and_the_others_are_named(given, world):
    one = given.opened()
    handed = [given.handed_up(one, code).pk for code in ("QN-HL", "QN-CX")]
    batch = filling.accept_many([*handed, given.of(one, "QN-HL-CB").pk], by=world.chi)
    assert len(batch.records) == 2
    assert "not possible" in batch.refused[0].sentence


def test_a_return_that_nobody_checked_until_its_deadline_is_found(given, world):
    handed = given.handed_up(given.opened())
    late = check_of("returns.unchecked").rows
    assert list(late(handed.due_on + timedelta(days=1))) == [handed]
    assert not late(handed.due_on).exists()
    filling.accept(handed.pk, by=world.chi)
    assert not late(handed.due_on + timedelta(days=1)).exists()
