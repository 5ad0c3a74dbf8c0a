"""Every number of a round opens as many rows as it says, whoever reads it; every sum the cells that make it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from baro.org.figures.branches import EVERYTHING, branches_of
from baro.returns.actions import filling
from baro.returns.adding import cell_sum, lines, returns_seen, stand, sums_of
from baro.returns.prefilling import figures_for, from_records
from baro.ui.counts.opening import address

TODAY = timezone.localdate()


@pytest.fixture
def busy(given, world):
    """A round in which units stand everywhere."""
    one = given.opened(unit=world.unit("QN"))
    filling.accept(given.handed_up(one, "QN-HL-CB", members__inspected=2, members__violation=1).pk, by=world.eve)
    filling.send_back(given.handed_up(one, "QN-CX", members__inspected=9).pk, reason="x", by=world.chi)
    given.handed_up(one, members__inspected=4, organisations__inspected=1)
    return one


@pytest.mark.parametrize("persona", ["chi", "eve"])
def test_a_number_of_the_table_is_the_number_of_its_returns(busy, world, persona):
    actor = getattr(world, persona)
    found = branches_of(returns_seen(busy, actor), lines(TODAY))
    assert found.totals["all"] == sum(row.counts["all"] for row in found.rows)
    places = [(EVERYTHING, found.totals), *((row.branch, row.counts) for row in found.rows)]
    for line in lines(TODAY):
        for branch, counts in places:
            assert stand(busy, line, branch).count_for(actor, TODAY) == counts[line.code], (line.code, branch)


def test_every_return_stands_in_exactly_one_class(busy, world):
    found = branches_of(returns_seen(busy, world.chi), lines(TODAY)).totals
    assert found["all"] == busy.returns.count() == 4


@pytest.mark.parametrize("code", ["QN", "QN-HL"])
def test_a_sum_is_the_sum_of_the_cells_on_its_page(busy, world, code):
    client = world.browser(world.chi)
    (row, *_others) = [
        one for one in branches_of(returns_seen(busy, world.chi), lines(TODAY)).rows if one.unit.code == "QN-HL"
    ]
    branch = row.branch if code == "QN-HL" else EVERYTHING
    for cell, value in sums_of(busy, world.chi, branch).items():
        page = client.get(address(cell_sum(busy, cell, branch)))
        assert sum(one.value for one in page.context["list"].records) == value, cell
        assert f"The sum is {value}." in page.text


def test_a_ward_sees_the_sum_of_its_branch_alone(busy, world):
    assert sums_of(busy, world.eve)["inspection.members.inspected"] == 6
    assert sums_of(busy, world.dov) == {}


def test_what_filled_in_a_cell_opens_its_rows(given, world):
    document = world.issued()
    month = document.issued_on
    one = given.opened("paperwork", period=given.period.code)
    found = given.of(one, "QN")
    found.first, found.last = month.replace(day=1), month  # as if the month were over
    found.unit = world.unit("QN-VP")
    said = figures_for(found, one.described)
    assert said["paperwork.conclusion_or_notice.issued"] == 1
    counted = from_records(found, one.described, "paperwork.conclusion_or_notice.issued")
    assert counted.count_for(world.chi, TODAY) == 1
    assert list(counted.rows_for(world.chi, TODAY)) == [document]
    assert counted.count_for(world.stranger, TODAY) == 0
