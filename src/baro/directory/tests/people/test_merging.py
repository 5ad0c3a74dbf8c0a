"""Merging a person with their duplicate: what goes over, what stays as it was told, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import DateRange

from baro.kernel.errors import NotPermitted, Refused
from baro.org.actors import Actor
from baro.org.committees.actions.electing import Member, elect
from baro.org.handovers.actions.handing_over import hand_over
from baro.org.models import Absence, Account, Delegation, Handover, Membership, Person, Tenure, TenureKind
from baro.org.people.actions.merging import merge
from baro.org.posts.actions.appointing import appoint, release
from baro.org.powers.actions.absences import declare_absence
from baro.org.powers.actions.delegating import Powers, Terms, delegate_powers
from baro.org.queries import actor_of
from baro.trail.models import Event
from baro.ui.forms.choices import choosable_of
from tests.powers.given import by_two, lightened
from tests.world import SINCE

TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def twins(world):
    """Ben, who left the office, and a second record of Ben: since a month a deputy in Hà Lầm, who signs nothing."""
    deputy = lightened(world.post("QN-HL", "Phó Bí thư"))
    appoint(deputy.pk, name="Ben Chuyên Viên", also_if_known=True, since=TODAY - 30 * DAY, by=world.kim)
    stays, goes = Person.objects.filter(name="Ben Chuyên Viên").order_by("pk")
    Tenure.objects.filter(person=stays).update(period=DateRange(SINCE, TODAY))
    return stays, goes


def merged(world, twins, by=None):
    stays, goes = twins
    return merge(stays.pk, goes, reason="Cùng một người", by=by or world.kim)


def held(person):
    rows = Tenure.objects.current().filter(person=person).order_by("period", "pk")
    return [(row.post.name, row.period.lower, row.period.upper) for row in rows]


def refused(world, twins, by=None):
    stays, goes = twins
    before = held(stays), held(goes), Event.objects.count()
    with pytest.raises(Refused) as refusal:
        merge(stays.pk, goes, reason="x", by=by or world.kim)
    assert (held(stays), held(goes), Event.objects.count()) == before, "nothing half-written stays"
    goes.refresh_from_db()
    assert goes.merged_into is None
    return refusal.value


def test_posts_go_over_and_what_was_current_before_stays(world, twins):
    stays, goes = twins
    merged(world, twins)
    assert held(stays) == [("Chuyên viên", SINCE, TODAY), ("Phó Bí thư", TODAY - 30 * DAY, None)]
    event = Event.objects.about(stays)[0]
    former = Tenure.objects.get(person=goes)
    assert (former.superseded, Tenure.objects.get(person=stays, recorded=event).post) == (event, former.post)
    assert "merged Ben Chuyên Viên into this person (tenures: 1): Cùng một người" in event.sentence
    goes.refresh_from_db()
    assert goes.merged_into == stays


def test_events_of_the_past_name_who_acted_then(world, twins):
    _stays, goes = twins
    deputy = actor_of(goes.pk)
    absence = declare_absence(TODAY, TODAY + DAY, "annual_leave", by=deputy)
    merged(world, twins)
    assert Event.objects.about(absence)[0].person_id == goes.pk


def test_absences_that_overlap_become_one(world, twins):
    stays, goes = twins
    declare_absence(TODAY, TODAY + 4 * DAY, "annual_leave", by=replace(Actor.nobody(), person_id=stays.pk))
    declare_absence(TODAY + 2 * DAY, TODAY + 9 * DAY, "study", by=actor_of(goes.pk))
    declare_absence(TODAY + 20 * DAY, TODAY + 21 * DAY, "study", by=actor_of(goes.pk))
    merged(world, twins)
    lasting = Absence.objects.filter(ended=None).order_by("period")
    assert [(one.person, one.first, one.last) for one in lasting] == [
        (stays, TODAY, TODAY + 9 * DAY),
        (stays, TODAY + 20 * DAY, TODAY + 21 * DAY),
    ]
    assert not Absence.objects.filter(person=goes).exists()


def test_a_delegation_that_the_duplicate_gave_stays_in_force(world, twins):
    stays, goes = twins
    powers = Powers(["documents.document.present"], world.unit("QN-HL"))
    terms = Terms(TODAY, TODAY + 9 * DAY, basis="Quy chế", basis_on=SINCE)
    given = delegate_powers(world.post("QN-HL", "Văn thư"), powers, terms, by=actor_of(goes.pk))
    merged(world, twins)
    assert Delegation.objects.in_force(TODAY).get(pk=given.pk).given_by == stays


def test_two_tenures_of_one_post_that_touch_become_one(world, twins):
    stays, goes = twins
    post = world.post("QN-HL", "Phó Bí thư")
    release(post.pk, goes.pk, last=TODAY - 10 * DAY, reason="x", by=by_two(world))
    appoint(post.pk, stays.pk, since=TODAY - 9 * DAY, by=by_two(world))
    assert Handover.objects.filter(post=post).exists()
    merged(world, twins)
    assert ("Phó Bí thư", TODAY - 30 * DAY, None) in held(stays)
    assert len(held(stays)) == 2
    assert not Handover.objects.filter(post=post).exists(), "nobody hands over to themselves"


def test_a_tenure_of_the_one_who_stays_that_does_not_touch_is_left_alone(world, twins):
    stays, goes = twins
    post = world.post("QN-HL", "Phó Bí thư")
    release(post.pk, goes.pk, last=TODAY - 10 * DAY, reason="x", by=by_two(world))
    own = appoint(post.pk, stays.pk, since=TODAY - 2 * DAY, by=by_two(world))
    merged(world, twins)
    assert Tenure.objects.current().get(pk=own.pk)
    assert len(held(stays)) == 3


def test_the_account_of_the_duplicate_goes_along(world, twins):
    stays, goes = twins
    account = Account.objects.create_user("ben2", person=goes)
    merged(world, twins)
    account.refresh_from_db()
    assert account.person == stays


def test_the_personnel_number_and_the_memberships_go_along(world, twins):
    stays, goes = twins
    Person.objects.filter(pk=goes.pk).update(number="QN-0042", born_on=date(1980, 5, 1), sex="male")
    elect(world.unit("QN").pk, [Member("member", person=goes)], since=TODAY, by=world.kim)
    goes.refresh_from_db()
    merged(world, (stays, goes))
    stays.refresh_from_db()
    assert (stays.number, stays.born_on, stays.sex) == ("QN-0042", date(1980, 5, 1), "male")
    assert Membership.objects.on(TODAY).get(unit=world.unit("QN")).person == stays
    assert Membership.objects.get(person=goes).superseded is not None, "what was believed before stays as it was"


def test_two_members_of_one_committee_or_two_numbers_are_two_people(world, twins):
    stays, goes = twins
    elect(world.unit("QN").pk, [Member("member", person=one) for one in twins], since=TODAY, by=world.kim)
    assert "Both are members of Tỉnh ủy Quảng Ninh" in str(refused(world, twins))
    for at, one in enumerate(twins):
        Person.objects.filter(pk=one.pk).update(born_on=date(1980, 5, 1 + at))
        one.refresh_from_db()
    assert "is recorded otherwise" in str(refused(world, (stays, goes)))
    for at, one in enumerate(twins):
        one.number = f"QN-{at}"
        one.save()
    assert "Both have a personnel number (QN-0 and QN-1)" in str(refused(world, (stays, goes)))


def test_documents_and_results_go_along(world, twins):
    stays, goes = twins
    document = world.drafted()
    type(document).objects.filter(pk=document.pk).update(drafter=goes)
    merged(world, twins)
    document.refresh_from_db()
    assert document.drafter == stays


def test_the_duplicate_is_shown_nowhere_to_choose(world, twins):
    stays, goes = twins
    merged(world, twins)
    people = choosable_of("org.persons")
    assert [one.value for one in people.search(world.kim, "ben chuyen vien", 5)] == [str(stays.pk)]
    assert people.read([str(goes.pk)]) == {}
    client = world.browser(world.kim)
    assert client.get(reverse("org.people"), {"q": "ben chuyen vien"}).text.count("Ben Chuyên Viên") == 1
    assert client.get(reverse("org.person", args=[goes.pk]))["Location"] == stays.get_absolute_url()
    with pytest.raises(Refused, match="was merged into Ben"):
        appoint(world.post("QN-CX", "Văn thư").pk, goes.pk, kind=TenureKind.ACTING, since=TODAY, by=by_two(world))


# What is refused


def test_nobody_is_their_own_duplicate(world, twins):
    stays, _goes = twins
    assert "their own duplicate" in refused(world, (stays, stays)).fields["duplicate"]


def test_who_was_merged_already_is_refused(world, twins):
    merged(world, twins)
    _stays, goes = twins
    with pytest.raises(Refused, match="was merged into Ben Chuyên Viên already"):
        merge(world.fay.person_id, goes, reason="x", by=world.kim)


def test_both_in_one_post_at_once_are_refused_with_post_and_days(world, twins):
    stays, _goes = twins
    appoint(world.post("QN-HL", "Phó Bí thư").pk, stays.pk, since=TODAY, kind=TenureKind.ACTING, by=by_two(world))
    assert "“Phó Bí thư, Đảng ủy phường Hà Lầm” from" in refused(world, twins).fields["duplicate"]


def test_two_accounts_are_refused_with_the_one_to_close(world, twins):
    stays, goes = twins
    Account.objects.create_user("ben", person=stays)
    second = Account.objects.create_user("ben2", person=goes)
    assert "close ben2" in refused(world, twins).fields["duplicate"]
    Account.objects.filter(pk=second.pk).update(is_active=False)
    assert "The account ben would come by “Phó Bí thư" in refused(world, twins).fields["duplicate"]
    release(world.post("QN-HL", "Phó Bí thư").pk, goes.pk, last=TODAY - DAY, reason="x", by=world.kim)
    merged(world, twins)


def test_who_signed_a_handover_to_each_other_are_two(world, twins):
    stays, goes = twins
    post = world.post("QN-HL", "Phó Bí thư")
    release(post.pk, goes.pk, last=TODAY, reason="x", by=by_two(world))
    appoint(post.pk, stays.pk, since=TODAY + DAY, by=by_two(world))
    hand_over(Handover.objects.get(post=post).pk, remark="", by=actor_of(goes.pk))
    assert "so they are two people" in refused(world, twins).fields["duplicate"]


def test_only_who_keeps_the_organisation_of_all_units_merges_and_nobody_themselves(world, twins):
    stays, goes = twins
    with pytest.raises(NotPermitted):
        merge(stays.pk, goes, reason="x", by=world.ada)
    with pytest.raises(NotPermitted, match="their own record"):
        merge(world.kim.person_id, goes, reason="x", by=world.kim)
    with pytest.raises(Refused, match="their own record"):
        merge(stays.pk, Person.objects.get(pk=world.kim.person_id), reason="x", by=world.kim)
    assert world.browser(world.ada).get(reverse("org.person.merge", args=[stays.pk])).status_code == 403
    assert world.browser(world.dov).get(reverse("org.person.merge", args=[stays.pk])).status_code == 404


def test_the_page_shows_both_sides_and_what_moves_before_it_merges(world, twins):
    stays, goes = twins
    client, url = world.browser(world.kim), reverse("org.person.merge", args=[stays.pk])
    typed = {"duplicate_code": goes.pk, "reason": "Cùng một người"}
    look = client.post(url, typed, follow=True)
    seen = look.context["foreseen"]
    assert [[stretch.facts.post.name for stretch in side.held] for side in seen.sides] == [
        ["Chuyên viên"],
        ["Phó Bí thư"],
    ]
    assert Person.objects.get(pk=goes.pk).merged_into is None
    saved = client.post(url, typed | {"seen": seen.digest})
    assert saved["Location"] == stays.get_absolute_url()
    assert Person.objects.get(pk=goes.pk).merged_into == stays
