"""Birth and sex: entered and seen by who keeps the organisation, seen by the person, and by nobody else."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from baro.kernel.errors import Refused
from baro.org.models import Person
from baro.org.people.actions.entering import Birth, enter_births
from baro.trail.models import Event

BORN = date(1980, 5, 17)


def address(world, who="eve", page="org.person"):
    return reverse(page, args=[getattr(world, who).person_id])


def entered(world, who="eve", by="kim", born_on=BORN):
    return enter_births({getattr(world, who).person_id: Birth(born_on, "female")}, by=getattr(world, by))


def test_they_are_entered_on_the_page_of_the_person(world):
    typed = {"born_on": "17/05/1980", "sex": "female"}
    answer = world.browser(world.kim).post(address(world, page="org.person.enter_birth"), typed)
    assert answer["Location"] == address(world)
    person = Person.objects.get(pk=world.eve.person_id)
    assert (person.born_on, person.sex) == (BORN, "female")


def test_the_trail_says_that_and_not_what(world):
    entered(world)
    event = Event.objects.about(Person.objects.get(pk=world.eve.person_id))[0]
    assert "entered the birth and the sex of Eve Bí Thư Phường" in event.sentence
    assert "1980" not in str(event.facts)


@pytest.mark.parametrize(("who", "knows"), [("kim", True), ("eve", True), ("ada", False), ("gus", False)])
def test_who_keeps_the_organisation_and_the_person_see_them(world, who, knows):
    entered(world)
    page = world.browser(getattr(world, who)).get(address(world))
    assert page.status_code == 200
    person = page.context["record"]
    assert person.knows_birth is knows
    assert ("17 May 1980" in page.text) is knows
    assert (person.retirement is not None) is knows


def test_a_stranger_to_the_unit_finds_no_such_person(world):
    assert world.browser(world.dov).get(address(world)).status_code == 404


def test_a_birth_that_cannot_be_is_refused(world):
    with pytest.raises(Refused, match="look at the year"):
        entered(world, born_on=date(1880, 1, 1))
    answer = world.browser(world.kim).post(address(world, page="org.person.enter_birth"), {"born_on": "01/01/2020"})
    assert "look at the year" in str(answer.context["form"].errors["born_on"])


def test_nobody_enters_their_own_nor_that_of_people_elsewhere(world):
    assert entered(world, who="kim").refused
    assert entered(world, by="ada").refused
    assert world.browser(world.ada).get(address(world, page="org.person.enter_birth")).status_code == 403
    assert not Person.objects.exclude(born_on=None).exists()
