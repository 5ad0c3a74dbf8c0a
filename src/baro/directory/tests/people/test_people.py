"""People: who sees whom, what stands on the page of one, how the list is narrowed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baro.directory.tests.reforms import merged
from baro.directory.web.places import find_people
from baro.org.actors import Actor
from baro.org.committees.actions.electing import Member, elect
from baro.org.facts.actions.changing import Told, change_post, change_unit
from baro.org.models import Mandate, Person, TenureKind, Unit
from baro.org.posts.actions.appointing import appoint, release
from baro.org.powers.actions.absences import declare_absence
from baro.org.powers.actions.delegating import Powers, Terms, delegate_powers
from baro.org.queries import CHANGEABLE
from baro.ui.lists import list_of
from tests.powers.given import by_two
from tests.world import SINCE

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def page(world, person_id, who="kim"):
    return world.browser(getattr(world, who)).get(reverse("org.person", args=[person_id]))


def listed(actor, query=""):
    return [person.name for person in list_of("org.people")(actor, QueryDict(query)).records]


def test_posts_stand_under_now_planned_and_earlier(world):
    ben = world.ben
    appoint(world.post("QN-HL", "Phó Bí thư").pk, ben.person_id, since=TODAY + DAY, by=by_two(world))
    release(ben.post_id, ben.person_id, last=TODAY - DAY, reason="x", by=by_two(world))
    appoint(world.post("QN-CX", "Bí thư").pk, ben.person_id, since=TODAY, by=by_two(world), kind=TenureKind.ACTING)
    answer = page(world, ben.person_id)
    places = answer.context["life"]
    assert [one.post for one in places.planned] == ["Phó Bí thư"]
    assert [(one.post, one.stretch.facts.kind) for one in places.now] == [("Bí thư", "acting")]
    assert [one.post for one in places.past] == ["Chuyên viên"]
    assert "Acts in it" in answer.text
    assert answer.context["handovers"]


def test_a_person_is_seen_where_they_hold_or_held_a_post_and_by_themselves(world):
    eve, hl = world.eve, world.post("QN-HL", "Bí thư")
    assert page(world, eve.person_id, "gus").status_code == 200
    assert page(world, eve.person_id, "dov").status_code == 404
    release(hl.pk, eve.person_id, last=TODAY - DAY, reason="x", by=by_two(world))
    assert page(world, eve.person_id, "gus").status_code == 200, "she was there before"
    fay = page(world, world.fay.person_id, "fay")
    assert "you" in fay.text


def test_who_never_had_a_post_or_a_seat_is_seen_by_who_keeps_the_organisation_alone(world):
    ivy = Person.objects.create(name="Ivy Mới")
    assert page(world, ivy.pk).status_code == 200
    assert page(world, ivy.pk, "ada").status_code == 404, "she decides, and sees every unit, but keeps nothing"
    assert ivy.name in listed(world.kim, "q=ivy")
    assert ivy.name in listed(world.kim, "post=without")
    assert ivy.name not in listed(world.kim, "post=with")
    assert ivy.name not in listed(world.ada)
    assert [hit.title for hit in find_people(world.kim, "ivy moi", 5)] == [ivy.name]
    assert find_people(world.ada, "ivy moi", 5) == []


def test_once_they_sit_or_are_appointed_the_unit_decides_who_sees_them(world):
    near, far = Person.objects.create(name="Ivy Mới"), Person.objects.create(name="Nam Xa")
    kept = Mandate.objects.filter(post=world.kim.post_id)
    kept.update(unit=world.unit("QN-CX"), permissions=["org.see", "org.organise"], includes_below=False)
    keeper = world.kim
    assert {near, far} <= set(Person.objects.visible_to(keeper))
    appoint(world.post("QN-HL", "Phó Bí thư").pk, far.pk, since=TODAY, by=Actor.system("test"))
    elect(world.unit("QN-CX").pk, [Member("member", near)], since=TODAY, by=Actor.system("test"))
    seen = set(Person.objects.visible_to(keeper))
    assert near in seen
    assert far not in seen


def test_a_duplicate_whose_tenures_went_to_who_stays_is_not_somebody_without_a_post(world):
    Person.objects.create(name="Ben Chuyên Viên", merged_into_id=world.ben.person_id)
    assert listed(world.kim).count("Ben Chuyên Viên") == 1


def test_who_sits_in_a_committee_is_seen_there_without_a_post(world):
    elect(world.unit("QN").pk, [Member("member", name="Ivy Mới")], since=TODAY, by=world.kim)
    ivy = Person.objects.get(name="Ivy Mới")
    answer = page(world, ivy.pk)
    assert [(stretch.facts.unit.code, role) for stretch, role, _end in answer.context["seats"]] == [("QN", "Member")]
    assert page(world, ivy.pk, "dov").status_code == 404


def test_a_stranger_finds_nobody(world):
    assert not Person.objects.visible_to(world.stranger).exists()
    assert page(world, world.eve.person_id, "hue").status_code == 404


def test_posts_out_of_sight_are_named_without_a_link(world):
    appoint(world.post("QN-HL", "Phó Bí thư").pk, world.dov.person_id, since=TODAY, by=by_two(world))
    shown = page(world, world.dov.person_id, "gus").text
    assert "Đảng ủy phường Cao Xanh" in shown
    assert reverse("org.post", args=[world.post("QN-CX", "Bí thư").pk]) not in shown


def test_why_somebody_is_away_is_read_by_nobody_else(world):
    ada = world.ada
    declare_absence(TODAY, TODAY + 3 * DAY, "annual_leave", by=ada)
    own, others = page(world, ada.person_id, "ada"), page(world, ada.person_id)
    assert [one.reason for one, _why in own.context["absences"]] == ["annual_leave"]
    assert others.context["absences"] == []
    assert "away until" in others.text


def test_delegations_given_and_received_stand_on_both_pages(world):
    chi, ben = world.chi, world.ben
    powers = Powers(["documents.document.present"], world.unit("QN-VP"))
    terms = Terms(TODAY, TODAY + 9 * DAY, basis="Quy chế", basis_on=SINCE)
    delegate_powers(world.post("QN-VP", "Chuyên viên"), powers, terms, by=chi)
    assert len(page(world, chi.person_id).context["given"]) == 1
    received = page(world, ben.person_id).context["received"]
    assert [str(one.STATES(one.state).label) for one in received] == ["In force"]


@pytest.mark.parametrize(
    "address", ["org.unit", "org.tree", "org.post", "org.posts", "org.people", "org.unit.mandates"]
)
def test_every_name_on_the_pages_of_the_organisation_leads_to_the_person(world, address):
    args = {"org.unit": [world.unit("QN-HL").pk], "org.unit.mandates": [world.unit("QN-HL").pk]}
    args["org.post"] = [world.post("QN-HL", "Bí thư").pk]
    shown = world.browser(world.kim).get(reverse(address, args=args.get(address, []))).text
    assert reverse("org.person", args=[world.eve.person_id]) in shown


def test_the_list_is_narrowed_by_words_post_and_unit(world):
    kim = world.kim
    assert listed(kim, "q=eve+bi+thu") == ["Eve Bí Thư Phường"]
    assert listed(kim, "q=ha+lam")[0] == "Eve Bí Thư Phường"
    assert listed(kim, "under=QN-CX") == ["Dov Bí Thư Láng Giềng", "Hue Văn Thư Láng Giềng"]
    hue = world.hue
    release(hue.post_id, hue.person_id, last=TODAY - DAY, reason="x", by=by_two(world))
    assert listed(kim, "post=without") == ["Hue Văn Thư Láng Giềng"]
    assert listed(kim, "post=without&under=QN-CX") == ["Hue Văn Thư Láng Giềng"]
    assert listed(kim, "post=without&under=QN-HL") == []
    assert "Hue Văn Thư Láng Giềng" not in listed(kim, "post=with")
    assert listed(world.stranger) == []


def test_the_page_costs_the_same_however_many_posts_were_held(world):
    client, ben = world.browser(world.kim), world.ben
    url = reverse("org.person", args=[ben.person_id])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for unit, name in (("QN-HL", "Phó Bí thư"), ("QN-CX", "Văn thư")):
        post = world.post(unit, name)
        appoint(post.pk, ben.person_id, since=TODAY, by=by_two(world), kind=TenureKind.ACTING)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(few) == len(many), "\n".join(q["sql"][:150] for q in many)


def test_search_finds_people_without_a_post_too(world):
    hue = world.hue
    release(hue.post_id, hue.person_id, last=TODAY - DAY, reason="x", by=by_two(world))
    shown = world.browser(world.kim).get(reverse("ui.search"), {"q": "hue van thu"}).text
    assert reverse("org.person", args=[hue.person_id]) in shown


def changed(world, record, day, **values):
    """The record of a unit or post under another name from a day on."""
    change = change_unit if isinstance(record, Unit) else change_post
    told = Told({name: getattr(record, name) for name in CHANGEABLE[type(record)]} | values, day)
    change(record.pk, told, reason="x", by=by_two(world))


def test_a_tenure_is_told_under_the_names_of_its_time(world):
    eve, ward, post = world.eve, world.unit("QN-HL"), world.post("QN-HL", "Bí thư")
    release(post.pk, eve.person_id, last=TODAY - 9 * DAY, reason="x", by=by_two(world))
    appoint(post.pk, world.ben.person_id, since=TODAY - 8 * DAY, by=by_two(world))
    changed(world, ward, TODAY - 2 * DAY, name="Đảng ủy phường Hà Tu")
    changed(world, post, TODAY - DAY, name="Bí thư Đảng ủy")
    (hers,) = page(world, eve.person_id).context["life"].past
    assert (hers.post, hers.unit) == ("Bí thư", "Đảng ủy phường Hà Lầm")
    assert hers.is_called_otherwise
    his = page(world, world.ben.person_id).context["life"].now[0]
    assert (his.post, his.unit) == ("Bí thư Đảng ủy", "Đảng ủy phường Hà Tu")
    assert not his.is_called_otherwise
    shown = page(world, eve.person_id).text
    assert "Đảng ủy phường Hà Lầm" in shown
    assert "today: <bdi>Bí thư Đảng ủy, Đảng ủy phường Hà Tu</bdi>" in shown


def test_a_tenure_in_a_merged_unit_keeps_the_name_of_the_unit(world):
    dov = world.dov
    release(dov.post_id, dov.person_id, last=TODAY - DAY, reason="x", by=by_two(world))
    merged(world)
    (his,) = page(world, dov.person_id).context["life"].past
    assert his.unit == "Đảng ủy phường Cao Xanh"


def test_one_tenure_stands_in_as_many_lines_as_it_was_called_or_placed(world):
    hl, post = world.unit("QN-HL"), world.post("QN-HL", "Bí thư")
    changed(world, hl, TODAY - 9 * DAY, name="Đảng ủy phường Hà Tu")
    changed(world, post, TODAY - 5 * DAY, quota="cadre")
    appoint(
        world.post("QN-CX", "Bí thư").pk, world.eve.person_id, since=TODAY - 7 * DAY, by=by_two(world), kind="acting"
    )
    life = page(world, world.eve.person_id).context["life"]
    told = [(one.post, one.unit, one.stretch.first, one.stretch.last) for one in (*life.now, *life.past)]
    assert told == [
        ("Bí thư", "Đảng ủy phường Cao Xanh", TODAY - 7 * DAY, None),
        ("Bí thư", "Đảng ủy phường Hà Tu", TODAY - 9 * DAY, None),
        ("Bí thư", "Đảng ủy phường Hà Lầm", SINCE, TODAY - 10 * DAY),
    ], "counted otherwise is not called otherwise"
    assert [(one.is_open, one.by_law is None) for one in (*life.now, *life.past)] == [
        (True, True),
        (True, False),
        (False, True),
    ], "what concerns the whole tenure stands on its last line"


def test_a_post_that_moved_with_its_holder_was_in_another_unit_before(world):
    merged(world)
    life = page(world, world.eve.person_id).context["life"]
    assert [(one.post, one.unit, one.stretch.first) for one in life.now] == [
        ("Bí thư", "Đảng ủy phường Hà Lầm mới", TODAY)
    ]
    assert [(one.post, one.unit, one.stretch.last) for one in life.past] == [
        ("Bí thư", "Đảng ủy phường Hà Lầm", TODAY - DAY)
    ]
    assert life.past[0].stretch.facts == life.now[0].stretch.facts, "one tenure"


def test_a_tenure_to_come_is_told_under_the_names_of_its_first_day(world):
    ward = world.unit("QN-CX")
    changed(world, ward, TODAY + 5 * DAY, name="Đảng ủy phường Cao Thắng")
    appoint(
        world.post("QN-CX", "Bí thư").pk, world.ben.person_id, since=TODAY + 9 * DAY, by=by_two(world), kind="acting"
    )
    (planned,) = page(world, world.ben.person_id).context["life"].planned
    assert planned.unit == "Đảng ủy phường Cao Thắng"
