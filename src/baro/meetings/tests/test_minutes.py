"""Conducting a meeting and its minutes: presence, conclusions, reading, objections, signatures."""

from __future__ import annotations

import pytest
from django.urls import reverse

from baro.kernel.errors import NotPermitted, Refused
from baro.meetings.actions import calling, conducting, minuting
from baro.meetings.models import Item, Presence
from baro.meetings.queries import presence_of
from baro.meetings.tests.filling import attested, called, decided, everybody, held, item, read, signed, under_way
from baro.trail.models import Event


def test_presence_is_a_list_of_moments_and_the_quorum_follows(town):
    found = under_way(town)
    keys = everybody(found)
    conducting.attend(found.pk, here=keys[:2], online=keys[2:3], by=town.gus)
    conducting.attend(found.pk, here=keys[:3], by=town.gus)
    moments = presence_of(found, list(found.attendees.select_related("person")))
    assert [(one.present, one.able, len(one.left)) for one in moments] == [(5, True, 0), (3, False, 2)]
    assert Presence.objects.filter(online=True).count() == 1
    assert "arrived: 0, left: 0, there now: 3" in Event.objects.about(found)[0].sentence


def test_the_minutes_say_who_was_there_and_from_when_on_nobody_could_decide(town):
    found = called(town)
    conducting.begin(found.pk, by=town.gus)
    conducting.attend(found.pk, here=everybody(found)[:1] + everybody(found)[2:], by=town.gus)
    decided(town, found)
    conducting.attend(found.pk, here=everybody(found)[:1], by=town.gus)
    minutes = conducting.end(found.pk, by=town.gus).minutes
    assert "Members: 5; there: 4." in minutes
    assert "Excused: Gus Văn Thư Phường (Đi công tác)." in minutes
    assert "Able to decide from" in minutes
    assert "Not able to decide from" in minutes
    assert "Needed: 3 (more than 1/2 of those entitled to vote: 5). Adopted." in minutes


def test_a_meeting_ends_once_every_item_is_concluded(town):
    found = under_way(town)
    about = item(town, meeting=found)
    with pytest.raises(Refused, match="1 item has no conclusion"):
        conducting.end(found.pk, by=town.gus)
    conducting.conclude(about.pk, conclusion="postponed", by=town.gus)
    assert conducting.end(found.pk, by=town.gus).state == "held"
    again = Item.objects.get(state="proposed")
    assert (again.title, again.proposer_post_id) == (about.title, town.gus.post_id)


def test_what_is_adopted_is_written_down(town):
    about = item(town, meeting=under_way(town))
    with pytest.raises(Refused, match="Write what was decided") as refusal:
        conducting.conclude(about.pk, conclusion="adopted", by=town.gus)
    assert set(refusal.value.fields) == {"decision"}


def test_an_objection_is_decided_before_anybody_signs(town):
    found = minuting.circulate(held(town).pk, by=town.gus)
    minuting.object_(found.pk, words="Bảo lưu ý kiến về mức chi", by=town.eve)
    with pytest.raises(Refused, match="1 objection is not decided"):
        minuting.attest(found.pk, by=town.gus)
    minuting.settle(found.pk, objection=found.objections.get(), accepted=False, answer="Ghi vào biên bản", by=town.gus)
    assert minuting.attest(found.pk, by=town.gus).state == "attested"
    page = town.browser(town.eve).get(found.get_absolute_url()).content.decode()
    assert "Bảo lưu ý kiến về mức chi" in page
    assert "Ghi vào biên bản" in page


def test_the_secretary_and_the_chair_sign_each_for_themselves(town):
    found = read(town)
    with pytest.raises(NotPermitted, match="Only the secretary"):
        minuting.attest(found.pk, by=town.eve)
    minuting.attest(found.pk, by=town.gus)
    with pytest.raises(NotPermitted, match="Only the chair"):
        minuting.sign(found.pk, by=town.gus)
    assert minuting.sign(found.pk, by=town.eve).signed_on


def test_signed_minutes_are_written_again_once_they_are_reopened(town):
    found = signed(town)
    with pytest.raises(Refused, match="is not possible"):
        minuting.write(found.pk, minutes="Khác", by=town.gus)
    minuting.reopen(found.pk, reason="Sai số phiếu", by=town.eve)
    found.refresh_from_db()
    assert (found.state, found.signed_on) == ("held", None)
    minuting.write(found.pk, minutes="Đã sửa", by=town.gus)
    assert minuting.circulate(found.pk, by=town.gus).minutes == "Đã sửa"


def test_reading_is_recorded_and_begins_anew_with_another_wording(town):
    found = minuting.circulate(held(town).pk, by=town.gus)
    minuting.confirm(found.pk, by=town.eve)
    assert found.attendees.filter(read_on__isnull=False).count() == 1
    minuting.reopen(found.pk, reason="Bổ sung", by=town.eve)
    minuting.circulate(found.pk, by=town.gus)
    assert not found.attendees.filter(read_on__isnull=False).exists()


def test_the_chair_leaves_and_another_member_signs(town):
    found = under_way(town)
    other = found.attendees.get(person=town.gus.person_id).person
    calling.revise(found.pk, day=found.day, begins=found.begins, chair=other, by=town.gus)
    conducting.end(found.pk, by=town.gus)
    minuting.circulate(found.pk, by=town.gus)
    minuting.attest(found.pk, by=town.gus)
    assert minuting.sign(found.pk, by=town.gus).state == "signed"


def test_the_chair_is_told_that_minutes_wait(town):
    attested(town)
    assert "Minutes to sign" in town.browser(town.eve).get(reverse("ui.my_work")).content.decode()
