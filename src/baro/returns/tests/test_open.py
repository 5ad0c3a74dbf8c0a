"""Opening a round: by hand and by rule, for the units of then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from baro.kernel.errors import NotPermitted, Refused
from baro.org.checks import check_of
from baro.returns.actions import opening
from baro.returns.models import Return, Round
from baro.trail.models import Event, Notice


def test_every_unit_of_the_form_is_asked_and_told(given, world):
    one = given.opened()
    assert {each.unit.code for each in one.returns.all()} == {"QN", "QN-HL", "QN-CX", "QN-HL-CB"}
    assert {each.unit.code: each.checker.code for each in one.returns.all()} == {
        "QN": "QN", "QN-HL": "QN", "QN-CX": "QN", "QN-HL-CB": "QN-HL",
    }  # fmt: skip
    assert "asked 4 units for the return “Inspection”" in Event.objects.about(one)[0].sentence
    told = Notice.objects.to(world.gus.post_id).filter(subject=f"returns.return:{given.of(one).pk}")
    assert told.exists()


def test_the_deadline_comes_from_the_rule_in_working_days(given):
    one = given.opened()
    assert one.due_on > given.period.last
    assert {each.due_on for each in one.returns.all()} == {one.due_on}


def test_nobody_is_asked_twice_for_a_period(given, world):
    given.opened(unit=world.unit("QN-HL"))
    wider = given.opened()
    assert {each.unit.code for each in wider.returns.all()} == {"QN", "QN-CX"}
    with pytest.raises(Refused, match="Tỉnh ủy Quảng Ninh asked for “Inspection”"):
        given.opened()


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"period": "2024-13"}, "“2024-13” is not a period"),
        ({"period": "2199"}, "is not over yet"),
        ({"form": "weather"}, "There is no form “weather”"),
        ({"form": "staffing", "period": "2024-03"}, "is not made for March 2024"),
        ({"period": "1990"}, "no forms of returns for 1990"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_stays(given, other, why):
    with pytest.raises(Refused, match=why):
        given.opened(**other)
    assert not Round.objects.exists()


def test_whoever_was_given_no_power_asks_nobody(given, world):
    with pytest.raises(NotPermitted, match="You cannot ask for returns in this unit"):
        given.opened(by=world.eve, unit=world.unit("QN-HL"))


def test_by_rule_rounds_open_once_before_the_end_of_their_period(given):
    day = given.period.last
    opened = opening.open_all(day)
    assert day in {one.last for one in opened}
    assert {one.form for one in opened} >= {"inspection", "supervision", "discipline"}
    assert opening.open_all(day) == []


def test_a_round_of_before_a_merger_asks_the_units_of_then(given, world):
    one = given.opened(period="2020", form="inspection")
    assert one.as_of == date(2020, 12, 31)
    with pytest.raises(Refused, match="No unit under"):
        given.opened(period="2019", form="inspection")


def test_the_missing_are_reminded(given, world):
    one = given.opened()
    given.handed_up(one, "QN-CX")
    opening.remind(one.pk, words="Nộp trước thứ Sáu", by=world.chi)
    assert "reminded 3 units" in Event.objects.about(one)[0].sentence
    assert not Notice.objects.to(world.dov.post_id).filter(event=Event.objects.about(one)[0]).exists()
    assert Notice.objects.to(world.fay.post_id).filter(event=Event.objects.about(one)[0]).exists()


def test_a_closed_round_takes_nothing_until_it_is_opened_again(given, world):
    one = given.opened()
    opening.close(one.pk, by=world.chi)
    with pytest.raises(Refused, match="The round is closed"):
        given.filled(one)
    opening.reopen(one.pk, reason="Còn thiếu", by=world.chi)
    assert given.filled(one).number == 1


def test_the_check_names_what_is_missing_after_the_deadline(given):

    one = given.opened()
    rows = check_of("returns.overdue").rows(one.due_on + timedelta(days=1))
    assert rows.count() == Return.objects.count()
    assert not check_of("returns.overdue").rows(one.due_on).exists()
