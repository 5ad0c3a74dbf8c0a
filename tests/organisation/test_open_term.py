"""Opening a term: the last one ends with its members, and what is numbered by term begins anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.documents.actions.numbering import give_number
from baro.kernel.errors import NotPermitted, Refused
from baro.kernel.rulebook import in_force
from baro.org.committees.actions.electing import elect, open_term
from baro.org.committees.tests.test_elect import named
from baro.org.models import Membership, Term
from baro.org.queries import term_of
from baro.org.rulebook import Committees
from baro.trail.models import Event

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def congress(world, unit="QN", by="kim", **other):
    """A congress that closed yesterday, so that the term begins today."""
    facts = {"name": "2025-2030", "congress": TODAY - DAY, "by": getattr(world, by)} | other
    return open_term(world.unit(unit).pk, **facts)


def periods(unit):
    return {term.name: (term.period.lower, term.period.upper) for term in Term.objects.filter(unit=unit)}


def test_the_term_begins_the_day_after_the_congress_and_the_last_one_ends_with_it(world):
    qn = congress(world, seats=55)
    assert periods(qn) == {"2020-2025": (date(2020, 9, 28), TODAY), "2025-2030": (TODAY, None)}
    assert (term_of(qn, TODAY - DAY).name, term_of(qn, TODAY).name) == ("2020-2025", "2025-2030")
    assert "opened the term 2025-2030" in Event.objects.about(qn)[0].sentence


def test_a_first_meeting_during_the_congress_begins_the_term(world):
    qn = congress(world, first=TODAY - DAY)
    assert periods(qn)["2025-2030"] == (TODAY - DAY, None)
    with pytest.raises(Refused, match="lies after the congress"):
        congress(world, "QN-HL", first=TODAY + DAY)


def test_numbers_of_the_kinds_counted_by_term_begin_anew(world):
    qn, standing = world.unit("QN"), world.unit("QN-BTV")
    numbers = [give_number(qn, "plan", on=TODAY - DAY).number for _twice in range(2)]
    congress(world)
    assert numbers == [1, 2]
    assert give_number(qn, "plan", on=TODAY).number == 1
    assert give_number(standing, "plan", on=TODAY).number == 2
    assert give_number(qn, "plan", on=TODAY - DAY).number == 3
    assert give_number(world.unit("QN-HL"), "plan", on=TODAY).term.name == "2020-2025"


def test_the_members_of_the_committee_and_of_the_bodies_that_it_elects_leave_with_the_term(world):
    for code, role in (("QN", "member"), ("QN-BTV", "standing_member"), ("QN-HL", "member")):
        elect(world.unit(code).pk, named(f"Người {code}", role=role), since=TODAY - 9 * DAY, by=world.kim)
    congress(world)
    left = {one.unit.code: one.period.upper for one in Membership.objects.current().select_related("unit")}
    assert left == {"QN": TODAY, "QN-BTV": TODAY, "QN-HL": None}


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"name": "2020-2025", "congress": TODAY}, "name", "has had a term of this name"),
        ({"name": "x", "congress": date(2019, 1, 1)}, "congress", "28 September 2020 already"),
        ({"name": "x"}, "congress", "Choose a date"),
        ({"name": "3000-2999", "congress": TODAY - DAY}, "name", "the earlier first"),
        ({"name": "3000 – 3005", "congress": TODAY - DAY}, "name", "the earlier first"),
    ],
)
def test_what_is_refused_stands_beside_its_field(world, typed, field, said):
    url = reverse("org.unit.open_term", args=[world.unit("QN").pk])
    answer = world.browser(world.kim).post(url, typed)
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field])


def test_a_body_that_a_committee_elects_has_no_term_of_its_own(world):
    with pytest.raises(Refused, match="open the term there"):
        congress(world, "QN-BTV")
    with pytest.raises(Refused, match="no elected body"):
        congress(world, "QN-VP")


def test_only_who_keeps_the_organisation_opens_a_term(world):
    with pytest.raises(NotPermitted):
        congress(world, by="ada")


def test_a_congress_that_has_not_taken_place_opens_no_term(world):
    with pytest.raises(Refused, match="has not taken place yet"):
        congress(world, congress=TODAY + DAY)


def test_the_form_says_when_the_running_term_has_not_run_its_length(world):
    term = Term.objects.filter(unit=world.unit("QN"))
    url, page = reverse("org.unit.open_term", args=[world.unit("QN").pk]), world.browser(world.kim)
    for first, said in ((TODAY - 99 * DAY, True), (TODAY - 2000 * DAY, False)):
        term.update(period=(first, None))
        assert ("has not run its length yet" in page.get(url).content.decode()) is said


@pytest.mark.parametrize(
    ("start", "end", "first_year", "fits"),
    [
        (2025, 2030, 2024, True),
        (2025, 2030, 2025, True),
        (2025, 2030, 2030, True),
        (2025, 2030, 2023, False),
        (2025, 2030, 2031, False),
        (2030, 2025, 2027, False),
        (2025, 2025, 2025, False),
    ],
)
def test_the_years_of_a_name_are_bounded_by_the_rulebook(start, end, first_year, fits):
    rule = in_force(Committees, on=TODAY).body.term_name
    assert rule.begins_at_most_years_before == 1
    assert rule.fits(start, end, first_year) is fits
