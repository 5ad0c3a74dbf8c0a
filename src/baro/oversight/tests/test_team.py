"""The team: certain exclusions block, possible ones are shown and answered, an interest is declared."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import Http404
from hypothesis import given, settings
from hypothesis import strategies as st

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.oversight.actions import opening
from baro.oversight.independence import Somebody, Stay, Subject, conflicts, fit
from baro.oversight.models import Case, Seat
from baro.oversight.rulebook import Independence
from baro.oversight.tests.filling import case, staffed

DAY = date(2026, 9, 1)


def test_whom_the_case_concerns_comes_into_no_team(town):
    found = case(town)
    with pytest.raises(Refused, match="One's own case"):
        opening.appoint(found.pk, post=town.post("QN-HL-CB", "Bí thư chi bộ"), by=town.gus)
    assert not Seat.objects.exists()


def test_nor_does_somebody_of_the_unit_concerned(town):
    found = case(town, subject_person=None)
    with pytest.raises(Refused, match="The same unit"):
        opening.appoint(found.pk, post=town.post("QN-HL-CB", "Bí thư chi bộ"), by=town.gus)


def test_a_possible_exclusion_is_shown_and_answered_with_a_reason(town):
    found = case(town, unit=town.unit("QN-HL"), subject_person=None)
    post = town.post("QN-HL", "Văn thư")
    from baro.org.models import Person, Tenure

    held = Tenure.objects.filter(person=town.gus.person_id).first()
    Tenure.objects.create(
        person=Person.objects.get(pk=town.gus.person_id),
        post=town.post("QN-HL-CB", "Bí thư chi bộ"),
        period=(date(2015, 1, 1), date(2016, 1, 1)),
        recorded=held.recorded,
    )
    with pytest.raises(Refused) as refused:
        opening.appoint(found.pk, post=post, by=town.gus)
    assert "Worked in the unit earlier" in refused.value.fields["reason"]
    opening.appoint(found.pk, post=post, reason="Đã chuyển mười năm", leads=True, by=town.gus)
    assert Seat.objects.get().possible == ["earlier_unit"]


def test_in_a_cell_who_is_of_it_now_was_not_of_it_earlier():
    rule = rulebook.in_force(Independence, on=DAY).body
    secretary, subject = Somebody(1, (Stay(7, leads=True),)), Subject(frozenset({7}))
    assert conflicts(rule, "cell", secretary, subject, DAY) == []
    who_left = Somebody(2, (Stay(7, until=date(2020, 1, 1)),))
    assert [one.exclusion.id for one in conflicts(rule, "cell", who_left, subject, DAY)] == ["earlier_unit"]


def test_the_team_has_one_leader(town):
    found = staffed(town)
    opening.release(found.pk, member=found.seats.get(leads=True), reason="Đi học", by=town.gus)
    opening.appoint(found.pk, post=town.post("QN-HL", "Văn thư"), leads=True, by=town.eve)
    assert found.seats.filter(left_on=None, leads=True).count() == 1


def test_who_declares_an_interest_leaves_the_team_and_the_case(town):
    found = staffed(town)
    seat = found.seats.get(person=town.gus.person_id)
    opening.declare(found.pk, reason="Là anh em họ của người được kiểm tra", by=town.gus)
    seat.refresh_from_db()
    assert seat.left_on
    assert not seat.leads


def test_a_member_of_the_team_without_any_mandate_sees_the_case_until_they_leave(town):
    found = staffed(town)
    assert not Case.objects.visible_to(town.ben).exists()
    opening.appoint(found.pk, post=town.post("QN-VP", "Chuyên viên"), reason="Có nghiệp vụ", by=town.gus)
    assert Case.objects.visible_to(town.ben).get() == found
    opening.release(found.pk, member=found.seats.get(person=town.ben.person_id), reason="Xong việc", by=town.gus)
    with pytest.raises(Http404):
        opening.stop(found.pk, reason="?", by=town.ben)


# Generated organisations: whatever the house looks like, who fits satisfies every exclusion.

UNITS = st.integers(min_value=1, max_value=8)
STAYS = st.builds(
    Stay,
    unit=UNITS,
    until=st.one_of(st.none(), st.dates(min_value=date(2015, 1, 1), max_value=DAY - timedelta(days=1))),
    leads=st.booleans(),
)


@st.composite
def organisations(draw):
    """A tree of units, people with stays in them, and a case about a unit or one of the people."""
    above = {1: ()}
    for unit in range(2, 9):
        parent = draw(st.integers(min_value=1, max_value=unit - 1))
        above[unit] = (parent, *above[parent])
    people = [
        Somebody(key, tuple(draw(st.lists(STAYS, min_size=1, max_size=3)))) for key in range(draw(st.integers(1, 7)))
    ]
    about = draw(st.one_of(st.none(), st.sampled_from(people)))
    return people, Subject(frozenset({draw(UNITS)}), about, above), draw(st.sampled_from(["commune_committee", "cell"]))


@settings(max_examples=300, deadline=None)
@given(organisations())
def test_every_team_of_who_fits_satisfies_the_exclusions(house):
    people, subject, body = house
    rule = rulebook.in_force(Independence, on=DAY).body
    years = {row.id: row.years for row in rule.rows}
    in_a_cell = body == "cell"
    team = fit(rule, body, people, subject, DAY)
    for one in team:
        assert not subject.person or one.person != subject.person.person
        if in_a_cell:
            continue
        since = DAY.replace(year=DAY.year - years["same_unit"])
        recent = {stay.unit for stay in one.stays if stay.until is None or stay.until >= since}
        assert not recent & subject.units
        if subject.person:
            led = {stay.unit for stay in subject.person.stays if stay.leads and stay.until is None}
            now = {stay.unit for stay in one.stays if stay.until is None}
            assert not any(led & {unit, *subject.above[unit]} for unit in now)
    for one in set(people) - set(team):
        assert any(conflict.blocks for conflict in conflicts(rule, body, one, subject, DAY))
