"""Returns through their pages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from baro.returns.actions import filling
from baro.returns.models import Return, form_of
from baro.returns.tests.conftest import last_month
from baro.returns.typed import whole_number

CELL = "inspection.members.inspected"


def test_a_return_is_filled_in_and_handed_up_through_its_pages(given, world):
    one = given.of(given.opened())
    gus, eve = world.browser(world.gus), world.browser(world.eve)
    page = gus.get(reverse("returns.return.fill", args=[one.pk]))
    assert "By committees and cells: Members" in page.text
    typed = {f"cell_{CELL}": "1.688", "note": ""}
    assert gus.post(reverse("returns.return.fill", args=[one.pk]), typed).status_code == 302
    wrong = gus.post(reverse("returns.return.fill", args=[one.pk]), {f"cell_{CELL}": "12,5"})
    assert wrong.status_code == 422
    assert "“12,5” is not a whole number" in wrong.text
    sent = eve.post(reverse("returns.return.hand_up", args=[one.pk]), {"zeros": "on"}, follow=True)
    assert f"Your confirmation code is {Return.objects.get(pk=one.pk).code}." in sent.text
    assert "1688" in sent.text


def test_records_fill_in_what_they_can_and_open_their_rows(given, world):
    world.issued()
    root = given.of(given.opened("paperwork", period=last_month().code), "QN")
    page = world.browser(world.chi).get(root.get_absolute_url())
    assert page.status_code == 200
    assert (
        world.browser(world.chi)
        .get(reverse("returns.records", args=[root.pk, "paperwork.conclusion_or_notice.issued"]))
        .status_code
        == 200
    )
    assert (
        world.browser(world.chi).get(reverse("returns.records", args=[root.pk, "paperwork.x.issued"])).status_code
        == 404
    )


def _this_month() -> str:
    from baro.returns.tests.conftest import last_month

    return last_month().code


def test_the_table_of_a_round_leads_to_its_returns_and_cells(given, world):
    one = given.opened()
    given.handed_up(one, members__inspected=5)
    chi = world.browser(world.chi)
    table = chi.get(reverse("returns.table", args=[one.pk]))
    assert "Đảng ủy phường Hà Lầm" in table.text
    ward = world.unit("QN-HL").pk
    rows = chi.get(reverse("returns.standing", args=[one.pk, ward, "branch", "all"]))
    assert rows.context["list"].count == 2
    cells = chi.get(reverse("returns.sum", args=[one.pk, ward, "branch", CELL]))
    assert "The sum is 5." in cells.text


def test_each_level_sees_who_is_missing_in_its_branch_alone(given, world):
    one = given.opened()
    given.handed_up(one, "QN-CX", members__inspected=7)
    table = world.browser(world.eve).get(reverse("returns.table", args=[one.pk]))
    assert "Chi bộ khu phố 1" in table.text
    assert "Cao Xanh" not in table.text
    page = world.browser(world.eve).get(reverse("returns.rounds"))
    assert [(row.asked, row.handed) for row in page.context["list"].records] == [(2, 0)]
    assert world.browser(world.ben).get(reverse("returns.table", args=[one.pk])).status_code == 404


def test_a_round_is_opened_through_its_page(given, world):
    page = world.browser(world.chi).get(reverse("returns.round.open"))
    assert '<option value="inspection">Inspection</option>' in page.text
    typed = {"unit_code": "QN", "form": "ward", "period": last_month().code}
    answer = world.browser(world.chi).post(reverse("returns.round.open"), typed, follow=True)
    assert "The round is open. Units asked: 3." in answer.text


def test_a_return_is_found_by_its_code(given, world):
    handed = given.handed_up(given.opened())
    page = world.browser(world.chi).get(reverse("returns.returns"), {"q": handed.code.lower()})
    assert page.context["list"].count == 1


def test_a_return_keeps_the_form_by_which_it_was_filled_in(given, world):
    handed = given.handed_up(given.opened())
    assert filling.last_version(handed).rule == handed.round.rule == "returns.forms@2000-01-01"


@pytest.mark.parametrize(
    ("text", "number"),
    [("974.744", 974744), ("974,744", 974744), ("1.234,5", None), ("١٬٦٨٨", 1688), ("1٢", None), ("974.744 tỷ", None),
     ("-1", None), ("", None), ("00012", 12), ("1.23", None)],
)  # fmt: skip
def test_numbers_are_whole_and_of_one_script(text, number):
    assert whole_number(text) == number


def test_a_draft_says_what_stands_in_the_way_and_leads_to_the_cells(given, world):
    one, client = given.of(given.opened()), world.browser(world.eve)
    form, page = form_of(one.round.rule, one.form), one.get_absolute_url()
    part, whole = next(
        (form.code(row, column), form.code(row, column.within))
        for row in form.rows_for(filling.kind_of(one))
        for column in form.columns_of(row)
        if column.within
    )
    filling.fill(one.pk, values={part: 7, whole: 3}, by=world.eve)
    text = client.get(page).text
    assert "Before you can hand it up:" in text
    assert f'href="{page}fill/#id_cell_{part}"' in text
    assert "cells are empty." in text
    assert f'id="id_cell_{part}"' in client.get(f"{page}fill/").text
