"""Entering returns of earlier books, and the figures that they give."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from baro.kernel import rulebook
from baro.kernel.errors import NotPermitted, Refused
from baro.org.figures.indicators import indicators, line_of
from baro.org.models import Unit
from baro.returns.actions.entering import Entered, enter
from baro.returns.models import Cell, Return
from baro.returns.rulebook import ReturnForms
from baro.trail.models import Event

THEN = datetime(2024, 12, 20, 9, tzinfo=UTC)
FORMS = {"total": 4, "reprimand": 3, "warning": 1}


def line(world, code: str, values: dict[str, int], **other) -> Entered:
    return Entered(world.unit(code), values, THEN, "Bí thư", **other)


def entered(world, lines, *, form="discipline", period="2024", **other) -> list[Return]:
    asked = {"unit": world.unit("QN"), "source": "Sổ báo cáo 2024", "by": world.chi}
    return enter(lines, form=form, period=period, **(asked | other))


def discipline(row: str, **columns: int) -> dict[str, int]:
    return {f"discipline.{row}.{column}": value for column, value in columns.items()}


def test_the_figures_of_a_year_are_sums_of_what_units_handed_up(given, world):
    ward = discipline("members", **FORMS) | discipline("committee_members", total=1, reprimand=1)
    entered(world, [line(world, "QN-HL", ward), line(world, "QN-CX", discipline("members", total=2, warning=2))])

    def figure(name: str, unit: str = "QN", year: int = 2024) -> int:
        asked = line_of(f"returns.discipline_by_committees.{name}", world.unit(unit), year)
        return asked.value_of(asked.rows())

    assert (figure("members"), figure("committee_members"), figure("organisations")) == (6, 1, 0)
    assert (figure("members", "QN-HL"), figure("members", year=2023)) == (4, 0)
    assert line_of("returns.discipline_by_committees.members", world.unit("QN"), 2024).rows().count() == 2
    assert line_of("returns.discipline_by_committees.committee_members", world.unit("QN"), 2024).line.of.endswith(
        ".members"
    )


def test_each_return_is_accepted_locked_and_told_once(given, world):
    (one,) = entered(world, [line(world, "QN-HL", discipline("members", **FORMS))])
    assert (one.state, one.number, one.nil, one.is_late, len(one.code)) == ("accepted", 1, False, False, 9)
    assert one.round.state == "closed"
    assert Event.objects.about(one).count() == 1
    assert Event.objects.about(one)[0].sentence.endswith("entered the return from Sổ báo cáo 2024")
    assert one.handed_up_on == timezone.localtime(THEN).date()


def test_a_unit_without_values_made_a_nil_return(given, world):
    (one,) = entered(world, [line(world, "QN-HL", {})])
    assert one.nil
    assert set(Cell.objects.filter(version__of=one).values_list("value", flat=True)) == {0}


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (discipline("members", total=5, reprimand=3), "add up to 3"),
        (discipline("committee_members", total=1, warning=1), "more than “Members”"),
        ({"discipline.members.fine": 1}, "no such cell"),
        (discipline("members", total=-1, warning=-1), "whole number from 0"),
    ],
)
def test_values_that_break_the_form_keep_nothing(given, world, values, why):
    with pytest.raises(Refused, match=why):
        entered(world, [line(world, "QN-CX", {}), line(world, "QN-HL", values)])
    assert not Return.objects.exists()


def test_nothing_stands_twice_and_nobody_strange_is_entered(given, world):
    with pytest.raises(Refused, match="named twice: Đảng ủy phường Hà Lầm"):
        entered(world, [line(world, "QN-HL", {}), line(world, "QN-HL", {})])
    with pytest.raises(Refused, match="not among the units that fill in “Discipline”"):
        entered(world, [line(world, "QN-VP", {})])
    entered(world, [line(world, "QN-HL", {})])
    with pytest.raises(Refused, match="entered already: Đảng ủy phường Hà Lầm"):
        entered(world, [line(world, "QN-HL", {})])
    with pytest.raises(NotPermitted):
        entered(world, [line(world, "QN-CX", {})], by=world.eve)


def test_many_are_entered_in_few_statements(given, world, django_assert_max_num_queries):
    lines = [line(world, code, {}) for code in ("QN", "QN-HL", "QN-CX", "QN-HL-CB")]
    with django_assert_max_num_queries(30):
        entered(world, lines)


def test_a_unit_that_existed_half_the_year_counts_with_its_last_return(given, world):
    entered(world, [line(world, "QN-CX", discipline("members", total=1, warning=1))], period="2024-Q1")
    entered(world, [line(world, "QN-CX", discipline("members", total=3, warning=3))], period="2024-H1")
    entered(world, [line(world, "QN-HL", discipline("members", total=4, warning=4))])
    asked = line_of("returns.discipline_by_committees.members", world.unit("QN"), 2024)
    assert asked.value_of(asked.rows()) == 4
    Unit.objects.filter(code="QN-CX").update(closed_on=date(2024, 8, 1))
    assert asked.value_of(asked.rows()) == 7


def test_figures_of_other_periods_do_not_count(given, world):
    for period in ("2024-12", "2024-9M", "2023"):
        entered(world, [line(world, "QN-HL", discipline("members", total=1, warning=1))], period=period)
    assert not line_of("returns.discipline_by_committees.members", world.unit("QN"), 2024).rows().exists()


@pytest.mark.parametrize("code", ["inspection", "discipline_by_committees", "discipline_by_commissions"])
def test_every_figure_of_the_report_has_its_own_cell(given, world, code):
    (one,) = [one for one in indicators if one.code == f"returns.{code}"]
    cells = [
        cell for form in rulebook.today(ReturnForms).forms for cell, _r, _c in form.cells_for("district_committee")
    ]
    for asked in one.lines(date(2024, 12, 31)):
        (cell,) = asked.where.children[0][1]
        assert cell in cells
