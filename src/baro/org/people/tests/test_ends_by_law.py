"""Ends that the law computes: the roadmap of retirement, the longest tenure, the term; shown, and never written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baro.kernel.rulebook import in_force
from baro.org.checks import check_of
from baro.org.committees.actions.electing import Member
from baro.org.committees.tests.test_elect import entered, person
from baro.org.models import Mandate, Membership, Person, Sex, Tenure, Term
from baro.org.people.ends import end_of_membership, end_of_tenure, memberships_ended_by_law, years_after
from baro.org.rulebook import Retirement

TODAY = timezone.localdate()
DAY = timedelta(days=1)
RULE = in_force(Retirement, on=TODAY).body


def born(world, name, born_on, sex=Sex.MALE):
    """Somebody with a birth, as if it had been entered."""
    Person.objects.filter(pk=getattr(world, name).person_id).update(born_on=born_on, sex=sex)


def past(sex=Sex.MALE):
    return RULE.last_birth(sex, TODAY)


def soon():
    """A birth whose retirement lies two months ahead."""
    return RULE.last_birth(Sex.MALE, TODAY + 70 * DAY)


def tenure(world, name):
    return Tenure.objects.select_related("person", "post").get(person=getattr(world, name).person_id)


@pytest.mark.parametrize(
    ("born_on", "sex", "first", "months"),
    [
        (date(1960, 12, 31), "male", date(2021, 1, 1), 720),
        (date(1961, 9, 30), "male", date(2022, 1, 1), 723),
        (date(1961, 10, 1), "male", date(2022, 5, 1), 726),
        (date(1966, 8, 31), "female", date(2022, 1, 1), 664),
        (date(1966, 9, 1), "female", date(2022, 6, 1), 668),
        (date(1970, 1, 1), "male", date(2032, 2, 1), 744),
        (date(1980, 12, 15), "female", date(2041, 1, 1), 720),
    ],
)
def test_the_roadmap_of_decree_135(born_on, sex, first, months):
    assert RULE.first_day(born_on, sex) == (first, months)


@pytest.mark.parametrize("sex", Sex.values)
@pytest.mark.parametrize("year", range(2019, 2040))
def test_the_bound_of_births_says_the_same_as_the_day_of_each(sex, year):
    day = date(year, 11, 26)
    last = RULE.last_birth(sex, day)
    assert RULE.first_day(last, sex)[0] <= day < RULE.first_day(last + DAY, sex)[0]


def test_of_an_unknown_sex_nothing_is_computed():
    assert RULE.first_day(date(1970, 1, 1), "") is None


def test_the_earlier_of_retirement_and_longest_tenure_is_told_with_its_source(world):
    held = tenure(world, "eve")
    end = end_of_tenure(held, TODAY, knows_birth=True)
    assert (end.day, end.certainty, end.from_birth) == (date(2030, 9, 28), "assumed", False)
    assert "65-QĐ/TW" in end.source
    born(world, "eve", date(1966, 1, 10))
    end = end_of_tenure(tenure(world, "eve"), TODAY, knows_birth=True)
    assert (end.day, end.from_birth) == (date(2027, 11, 1), True)
    assert "61 years and 9 months" in end.why
    assert "135/2020/NĐ-CP" in end.source
    assert end_of_tenure(tenure(world, "eve"), TODAY, knows_birth=False).day == date(2030, 9, 28)


def test_a_membership_ends_with_retirement_or_with_the_term(world):
    entered(world, Member("member", person(world, "ben")))
    one = Membership.objects.select_related("person", "term").get()
    assert end_of_membership(one, TODAY, knows_birth=True).day == date(2025, 9, 28)
    assert list(memberships_ended_by_law(TODAY)) == [one]
    Term.objects.filter(pk=one.term_id).update(period=(TODAY - DAY, None))
    assert not memberships_ended_by_law(TODAY).exists()
    born(world, "ben", past())
    assert list(memberships_ended_by_law(TODAY)) == [one]


def test_nothing_is_written_when_an_end_by_law_has_come(world):
    born(world, "eve", past())
    world.browser(world.kim).get(reverse("org.posts"))
    assert tenure(world, "eve").period.upper is None


def test_it_is_shown_to_who_keeps_the_organisation_and_to_the_person_alone(world):
    born(world, "eve", soon())
    eve = world.eve.person_id
    for who, knows in (("kim", True), ("eve", True), ("ada", False)):
        client = world.browser(getattr(world, who))
        pages = [
            client.get(world.post("QN-HL", "Bí thư").get_absolute_url()),
            client.get(reverse("org.person", args=[eve])),
            client.get(reverse("org.posts")),
        ]
        assert ["retirement at" in page.text for page in pages] == [knows] * 3, who


def test_the_lists_cost_the_same_however_many_births_are_known(world):
    def cost(name):
        with CaptureQueriesContext(connection) as asked:
            world.browser(world.kim).get(reverse(name))
        return len(asked)

    for name in ("org.people", "org.posts"):
        cost(name)
        few = cost(name)
        Person.objects.update(born_on=date(1970, 1, 1), sex=Sex.FEMALE)
        assert cost(name) == few


def test_the_list_of_people_is_narrowed_to_those_whose_tenure_ends_soon(world):
    born(world, "dov", soon())
    born(world, "gus", past())

    def listed(who):
        page = world.browser(getattr(world, who)).get(reverse("org.people"), {"ends_soon": "on"}).context["list"]
        return [person.name for person in page.records]

    assert listed("kim") == ["Dov Bí Thư Láng Giềng"], "not whose tenure has ended by law already"
    assert len(listed("ada")) > 1, "who may not see births is not asked"
    Mandate.objects.filter(post__name="Chuyên viên tổ chức").update(unit=world.unit("QN-HL"))
    assert listed("kim") == [], "of units whose organisation one keeps"


def test_tenures_that_end_soon_and_those_that_have_ended_are_two_checks(world):
    post = world.post("QN-HL", "Bí thư")
    near, over = check_of("org.ends_soon"), check_of("org.ended_by_law")
    assert not near.rows(TODAY).exists()
    born(world, "eve", soon())
    assert (list(near.rows(TODAY)), list(over.rows(TODAY))) == ([post], [])
    born(world, "eve", past())
    assert (list(near.rows(TODAY)), list(over.rows(TODAY))) == ([], [post])
    Person.objects.update(born_on=None)
    Tenure.objects.filter(post=post).update(period=(years_after(TODAY, -10), None))
    assert list(over.rows(TODAY)) == [post]


def test_the_checks_tell_of_births_only_to_who_keeps_the_organisation(world):
    born(world, "eve", past())
    over = check_of("org.ended_by_law")
    assert over.rows_for(world.kim, TODAY).count() == 1
    assert over.rows_for(world.ada, TODAY).count() == 0
    url = reverse("org.check", args=["org.ended_by_law"])
    assert world.browser(world.kim).get(url).context["list"].count == 1


def test_the_29_of_february_comes_again_as_the_first_of_march():
    assert years_after(date(2024, 2, 29), 1) == date(2025, 3, 1)
