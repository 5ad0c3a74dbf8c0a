"""Entering members of a committee: several at once, once each, in a role that there is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.org.committees.actions.electing import Member, elect
from baro.org.models import Membership, MembershipKind, Person, Term
from baro.trail.models import Event

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def named(*names, role="member"):
    """People who are new here."""
    return [Member(role, name=name) for name in names]


def entered(world, *members, unit="QN", **other):
    facts = {"since": TODAY - 9 * DAY, "by": world.kim} | other
    return elect(world.unit(unit).pk, members, **facts)


def person(world, name):
    return Person.objects.get(pk=getattr(world, name).person_id)


def typed_in(world, unit="QN", who="kim", **typed):
    url = reverse("org.unit.enter_members", args=[world.unit(unit).pk])
    facts = {"role": "member", "kind": "elected", "since": TODAY} | typed
    return world.browser(getattr(world, who)).post(url, facts)


def test_several_are_entered_at_once_some_of_them_new(world):
    ada, ben = world.ada.person_id, world.ben.person_id
    answer = typed_in(world, people_code=[ada, ben], names="  Ivy   Mới \n\nJan Mới", kind="appointed")
    assert answer["Location"] == world.unit("QN").get_absolute_url()
    members = Membership.objects.on(TODAY).filter(unit=world.unit("QN"))
    assert sorted(one.person.name.split()[0] for one in members) == ["Ada", "Ben", "Ivy", "Jan"]
    assert {(one.kind, one.term.name) for one in members} == {(MembershipKind.APPOINTED, "2020-2025")}
    sentence = Event.objects.about(world.unit("QN"))[0].sentence
    assert "entered members from" in sentence
    assert "(4)" in sentence


def test_who_is_a_member_in_another_role_leaves_that_role(world):
    ben = person(world, "ben")
    entered(world, Member("member", ben))
    entered(world, Member("deputy_secretary", ben), since=TODAY)
    current = Membership.objects.current().order_by("period")
    assert [(one.role, one.period.upper) for one in current] == [("member", TODAY), ("deputy_secretary", None)]


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({}, "people", "Choose at least one person"),
        ({"names": "A\nA"}, "people", "named twice"),
        ({"names": "Ben Chuyên Viên"}, "also_if_known", "is known here"),
        ({"names": "A\nB", "role": "secretary"}, "role", "one “Secretary” at a time"),
        ({"names": "A", "since": date(2019, 1, 1)}, "since", "open the term first"),
        ({"names": "A", "role": "chair"}, "role", "Select a valid choice"),
    ],
)
def test_what_is_refused_stands_beside_its_field(world, typed, field, said):
    answer = typed_in(world, **typed)
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field])
    assert not Membership.objects.exists()
    assert not Person.objects.filter(name="A").exists()


def test_nobody_is_a_member_twice(world):
    ben = person(world, "ben")
    entered(world, Member("member", ben))
    with pytest.raises(Refused, match="is a member of this committee then"):
        entered(world, Member("member", ben), since=TODAY)
    with pytest.raises(Refused, match="is a member of this committee then"):
        entered(world, Member("secretary", ben), since=TODAY - 20 * DAY)


def test_who_was_a_member_in_the_last_term_is_entered_there(world):
    hl, ben = world.unit("QN-HL"), person(world, "ben")
    Term.objects.filter(unit=hl).update(period=(date(2020, 9, 28), TODAY))
    Term.objects.create(unit=hl, name="2025-2030", period=(TODAY, None))
    entered(world, Member("member", ben), unit="QN-HL", since=TODAY)
    entered(world, Member("member", ben), unit="QN-HL", since=date(2021, 1, 1))
    ends = Membership.objects.current().filter(unit=hl).order_by("period").values_list("period", flat=True)
    assert [period.upper for period in ends] == [TODAY, None]


def test_a_commune_without_its_own_term_does_not_sit_in_that_of_the_province(world):
    Term.objects.filter(unit=world.unit("QN-HL")).delete()
    with pytest.raises(Refused, match="open the term first"):
        entered(world, *named("A"), unit="QN-HL")


def test_more_than_a_rule_that_binds_allows_are_refused_with_its_source(world):
    cell, day = world.unit("QN-HL-CB"), date(2025, 6, 2)
    Term.objects.create(unit=cell, name="2025-2027", period=(date(2025, 6, 1), None))
    eight = named(*"ABCDEFGH")
    with pytest.raises(Refused, match=r"at most 7 members.*294-QĐ/TW"):
        entered(world, *eight, unit="QN-HL-CB", since=day)
    entered(world, *eight[:7], unit="QN-HL-CB", since=day)
    assert Membership.objects.filter(unit=cell).count() == 7


@pytest.mark.parametrize("verb", ["org.unit.enter_members", "org.unit.end_membership", "org.unit.open_term"])
def test_only_who_keeps_the_organisation_may(world, verb):
    url = reverse(verb, args=[world.unit("QN").pk])
    assert world.browser(world.ada).get(url).status_code == 403
    assert world.browser(world.dov).get(url).status_code == 404
    with pytest.raises(NotPermitted):
        entered(world, *named("A"), by=world.ada)


def test_who_was_merged_into_another_is_not_entered_under_the_record_that_was_given_up(world):
    stays = person(world, "ada")
    gone = Person.objects.create(name=stays.name, merged_into=stays)
    with pytest.raises(Refused, match="was merged into Ada"):
        entered(world, Member("member", person=gone))
