"""Calling a meeting: who belongs to it, invitations, answers, changes, and that it does not take place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from baro.documents.actions import recalling
from baro.kernel.errors import NotPermitted, Refused
from baro.meetings.actions import calling, proposing, voting
from baro.meetings.models import Item, Meeting
from baro.meetings.tests.filling import called, item, meeting
from baro.org.committees.actions.electing import Member, elect
from baro.org.models import Membership, Person
from baro.trail.models import Event, Notice

TODAY = timezone.localdate()


def test_the_members_of_the_day_belong_to_it_and_the_secretary_of_the_committee_chairs(town):
    found = meeting(town)
    assert (found.state, found.chair_id, found.secretary_id) == ("planned", town.eve.person_id, town.gus.person_id)
    assert [one.role for one in found.attendees.all()] == ["secretary", "member", "member", "member", "member"]
    assert Event.objects.about(found)[0].sentence.endswith("(members: 5)")


def test_a_member_who_comes_later_does_not_belong_to_it(town):
    found = meeting(town)
    elect(town.unit("QN-HL").pk, [Member("member", name="Oanh Mới")], since=TODAY, by=town.kim)
    assert found.attendees.count() == 5
    assert meeting(town).attendees.count() == 6


def test_whoever_is_in_the_body_twice_belongs_to_it_once_by_the_leading_role(town):
    eve = Person.objects.get(pk=town.eve.person_id)
    Membership.objects.filter(person=eve).update(period=(TODAY - timedelta(days=60), TODAY))
    elect(town.unit("QN-HL").pk, [Member("deputy_secretary", eve)], since=TODAY, by=town.kim)
    assert meeting(town).attendees.filter(person=eve).count() == 1


def test_the_usual_agenda_comes_with_it(town):
    found = meeting(town, with_agenda=True)
    assert [(one.position, one.length) for one in found.items.all()] == [(1, 15)]


@pytest.mark.parametrize(
    ("other", "field", "said"),
    [
        ({"unit": "QN-VP"}, "unit", "does not meet as a body"),
        ({"unit": "QN-HL-CB"}, "unit", "has no members"),
        ({"day": TODAY - timedelta(days=1)}, "day", "This day is over"),
    ],
)
def test_what_is_refused_stands_beside_its_field(town, other, field, said):
    given = other | ({"unit": town.unit(other["unit"])} if "unit" in other else {})
    with pytest.raises(Refused, match=said) as refusal:
        meeting(town, **given)
    assert set(refusal.value.fields) == {field}
    assert not Meeting.objects.exists()


def test_who_was_given_no_power_calls_nobody(town):
    with pytest.raises(NotPermitted, match="You cannot call meetings"):
        meeting(town, by=town.chi)


def test_invitations_reach_the_posts_of_the_members(town):
    found = calling.invite(meeting(town).pk, by=town.gus)
    assert Notice.objects.to(town.eve.post_id).filter(subject=f"meetings.meeting:{found.pk}", reason="decide").exists()


def test_an_excuse_needs_a_reason_and_is_told(town):
    found = called(town)
    with pytest.raises(Refused, match="Say why"):
        calling.answer(found.pk, comes=False, by=town.eve)
    calling.answer(found.pk, comes=False, excuse="Đi họp tỉnh", by=town.eve)
    assert Event.objects.about(found)[0].sentence.endswith("answered: cannot come – Đi họp tỉnh")
    calling.answer(found.pk, comes=True, by=town.eve)
    assert found.attendees.get(person=town.eve.person_id).excuse == ""


def test_the_secretary_notes_an_excuse_that_was_told_by_telephone(town):
    found = called(town)
    eve = found.attendees.get(person=town.eve.person_id)
    calling.excuse(found.pk, member=eve, reason="Ốm", by=town.gus)
    eve.refresh_from_db()
    assert (eve.comes, eve.excuse) == (False, "Ốm")
    assert Event.objects.about(found)[0].sentence.endswith(f"noted why {eve} does not come: Ốm")
    with pytest.raises(Http404):
        calling.excuse(found.pk, member=eve, reason="Ốm", by=town.dov)
    with pytest.raises(Refused, match="is no member of this body"):
        calling.excuse(found.pk, member=meeting(town).attendees.last(), reason="Ốm", by=town.gus)


def test_what_was_recalled_is_not_put_to_a_meeting(town):
    document = recalling.recall(town.issued().pk, reason="sai ngày", by=town.ada)
    with pytest.raises(Refused, match="was recalled by its issuer"):
        item(town, document=document.copies.get(unit__code="QN-HL"))


def test_who_is_no_member_answers_nothing(town):
    with pytest.raises(Http404):
        calling.answer(called(town).pk, comes=True, by=town.dov)


def test_a_change_is_told_to_who_was_invited(town):
    found = called(town)
    gus = Person.objects.get(pk=town.gus.person_id)
    calling.revise(
        found.pk, day=TODAY + timedelta(days=1), begins=found.begins, place="Hội trường", chair=gus, by=town.gus
    )
    found.refresh_from_db()
    assert (found.place, found.chair_id) == ("Hội trường", town.gus.person_id)
    assert Notice.objects.to(town.eve.post_id).filter(reason="date").exists()


def test_only_a_member_chairs(town):
    found = meeting(town)
    dov = Person.objects.get(pk=town.dov.person_id)
    with pytest.raises(Refused, match="is no member of this body"):
        calling.revise(found.pk, day=found.day, begins=found.begins, chair=dov, by=town.gus)


def test_a_standing_is_told(town):
    found = meeting(town)
    member = found.attendees.last()
    calling.except_(found.pk, member=member, standing="suspended", by=town.gus)
    assert Event.objects.about(found)[0].sentence.endswith(f"{member} – suspended")
    with pytest.raises(Refused, match="is no member of this body"):
        calling.except_(found.pk, member=meeting(town).attendees.last(), standing="", by=town.gus)


def test_what_was_on_the_agenda_of_a_cancelled_meeting_waits_again(town):
    found = called(town)
    about = item(town, meeting=found)
    calling.cancel(found.pk, reason="Bão", by=town.gus)
    about.refresh_from_db()
    assert (about.state, about.meeting_id) == ("proposed", None)


def test_a_proposal_is_seen_until_its_post_withdraws_it_and_then_too(town):
    about = item(town)
    assert list(Notice.objects.to(town.eve.post_id).values_list("reason", flat=True)) == ["arrived"]
    with pytest.raises(NotPermitted, match="Only the post that proposed it"):
        proposing.withdraw(about.pk, reason="x", by=town.eve)
    proposing.withdraw(about.pk, reason="Chưa đủ hồ sơ", by=town.gus)
    assert Item.objects.visible_to(town.eve).get().state == "withdrawn"
    assert Event.objects.about(about)[0].sentence.endswith("withdrew the proposal: Chưa đủ hồ sơ")


def test_items_make_room(town):
    found = meeting(town)
    first, second, third = (item(town, title=name, meeting=found) for name in "ABC")
    proposing.arrange(third.pk, position=1, length=30, by=town.gus)
    assert [(one.title, one.position) for one in found.items.order_by("position")] == [("C", 1), ("A", 2), ("B", 3)]
    assert first.pk < second.pk


def test_a_proposal_goes_on_no_agenda_of_another_body(town):
    with pytest.raises(Refused, match="Choose a meeting of this body"):
        item(town, unit=town.unit("QN-HL-CB"), meeting=meeting(town))


def test_a_meeting_with_a_stopped_vote_is_cancelled(town):
    about = item(town, meeting=called(town))
    asked = voting.open_(
        item=about.pk, question="Có đồng ý không?", matter="ordinary", way="written", until=TODAY, by=town.gus
    )
    with pytest.raises(Refused, match="There was a vote"):
        calling.cancel(about.meeting_id, reason="Bão", by=town.gus)
    voting.stop(asked.pk, reason="Bão", by=town.gus)
    calling.cancel(about.meeting_id, reason="Bão", by=town.gus)
    assert town.browser(town.gus).get(asked.get_absolute_url()).status_code == 200


def test_an_item_goes_on_an_agenda_of_its_own_body_alone(town):
    about = item(town)
    with pytest.raises(Refused, match="Choose a meeting of this body"):
        proposing.schedule(about.pk, meeting=calling.cancel(meeting(town).pk, reason="x", by=town.gus), by=town.gus)
