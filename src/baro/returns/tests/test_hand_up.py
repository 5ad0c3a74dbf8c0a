"""Filling in and handing up: checked as a whole, locked, counted."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from baro.kernel.errors import NotPermitted, Refused
from baro.returns.actions import filling
from baro.returns.adding import cell_sum, sums_of
from baro.returns.judging import is_code
from baro.returns.models import Cell, Return
from baro.trail.models import Event, Notice
from baro.trail.replaying import strange_records

CELL = "inspection.members.inspected"


def test_a_draft_stays_and_counts_nothing(given, world):
    one = given.opened()
    found = given.of(one)
    filling.fill(found.pk, values={CELL: 4}, by=world.gus)
    assert filling.values_of(filling.last_version(found)) == {CELL: 4}
    assert Event.objects.about(found)[0].sentence.endswith("filled in 1 of 24 cells")
    assert sums_of(one, world.chi) == {}


def test_what_was_handed_up_is_locked_under_a_code_and_adds_up(given, world):
    one = given.opened()
    handed = given.handed_up(one, members__inspected=5, members__violation=2)
    given.handed_up(one, "QN-CX", members__inspected=3)
    assert (handed.state, handed.number) == ("handed_up", 1)
    assert is_code(handed.code)
    assert not is_code(handed.code[:-1] + ("0" if handed.code[-1] != "0" else "1"))
    assert sums_of(one, world.chi)[CELL] == 8
    assert cell_sum(one, CELL).rows_for(world.eve, one.due_on).get().value == 5
    with pytest.raises(Refused, match="not possible"):
        filling.fill(handed.pk, values={CELL: 6}, by=world.eve)
    assert Notice.objects.to(world.chi.post_id).filter(subject=f"returns.return:{handed.pk}").exists()
    assert list(strange_records()) == []


def test_empty_cells_are_named_unless_they_are_said_to_be_nought(given, world):
    one = given.opened()
    found = given.of(one)
    filling.fill(found.pk, values={CELL: 4}, by=world.gus)
    with pytest.raises(Refused, match="This cell is empty") as refusal:
        filling.hand_up(found.pk, by=world.eve)
    assert len(refusal.value.fields) == 23
    assert filling.hand_up(found.pk, zeros=True, by=world.eve).state == "handed_up"


def test_a_nil_return_is_said_and_has_no_figures(given, world):
    one = given.opened()
    nil = filling.hand_up(given.of(one).pk, nil=True, by=world.eve)
    assert nil.nil
    other = given.of(one, "QN-CX")
    filling.fill(other.pk, values={CELL: 1}, by=world.dov)
    with pytest.raises(Refused, match="The return holds figures"):
        filling.hand_up(other.pk, nil=True, by=world.dov)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"members__inspected": 1, "members__violation": 2}, "2 is more than “Inspected”"),
        ({"members__inspected": 1, "committee_members__inspected": 2}, "2 is more than “Members”"),
    ],
)
def test_parts_above_their_whole_are_refused_beside_the_cell(given, world, values, why):
    found = given.filled(given.opened(), **values)
    with pytest.raises(Refused, match=why):
        filling.hand_up(found.pk, by=world.eve)
    assert given.of(found.round).state == "asked"


def test_forms_of_discipline_add_up_to_the_total(given, world):
    found = given.filled(given.opened("discipline"), members__total=3, members__reprimand=1, members__warning=1)
    with pytest.raises(Refused, match="“Total” is 3, but the cells of “Form of discipline” add up to 2"):
        filling.hand_up(found.pk, by=world.eve)


def test_a_group_that_is_filled_in_adds_up_and_an_empty_one_does_not(given, world):
    one = given.opened("discipline")
    found = given.filled(one, members__total=2, members__warning=2, members__ethics=1)
    with pytest.raises(Refused, match="the cells of “Content of the violation” add up to 1"):
        filling.hand_up(found.pk, by=world.eve)


def test_cumulative_figures_fall_only_with_a_note(given, world):
    given.handed_up(given.opened(period="2025-Q1"), members__inspected=9)
    given.handed_up(given.opened(period="2025-05"), members__inspected=1)
    half = given.filled(given.opened(period="2025-H1"), members__inspected=7)
    with pytest.raises(Refused, match="It was 9 in an earlier return of this year and is 7 now"):
        filling.hand_up(half.pk, by=world.eve)
    assert filling.hand_up(half.pk, note="Một vụ được chuyển sang quý sau", by=world.eve).state == "handed_up"


def test_whoever_fills_in_does_not_hand_up(given, world):
    found = given.filled(given.opened())
    with pytest.raises(NotPermitted, match="Only a person who hands up returns"):
        filling.hand_up(found.pk, by=world.gus)


def test_for_neighbours_it_does_not_exist(given, world):
    found = given.of(given.opened())
    for act in (
        lambda: filling.hand_up(found.pk, nil=True, by=world.dov),
        lambda: filling.accept(found.pk, by=world.hue),
    ):
        with pytest.raises(Http404):
            act()


def test_two_returns_for_one_period_are_impossible(given):
    one = given.opened()
    there = given.of(one)
    twice = {f.attname: getattr(there, f.attname) for f in Return._meta.concrete_fields if f.name != "id"}
    with pytest.raises(IntegrityError, match="one_return_of_a_unit_for_a_period"), transaction.atomic():
        Return.objects.create(**twice)


def test_a_late_return_is_marked_for_ever(given, world):
    found = given.filled(given.opened(period="2025-01"))
    handed = filling.hand_up(found.pk, by=world.eve)
    assert handed.is_late
    corrected = filling.correct(handed.pk, reason="x", by=world.eve)
    assert filling.hand_up(corrected.pk, by=world.eve).handed_up_on == handed.handed_up_on
    assert Cell.objects.filter(version__of=handed, counts=True).values("version").distinct().count() == 1
