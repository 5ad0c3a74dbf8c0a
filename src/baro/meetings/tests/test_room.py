"""The meeting under way: the item at hand, the list of speakers, the quorum as people come and go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.meetings.actions import conducting, speaking
from baro.meetings.tests.filling import called, cell_called, everybody, held, item, under_way, vote
from baro.trail.models import Event


@pytest.fixture
def found(town):
    return under_way(town)


def _room(town, found, who="gus", **headers) -> str:
    client = town.browser(getattr(town, who))
    return client.get(reverse("meetings.room", args=[found.pk]), **headers).content.decode()


def test_the_item_at_hand_stands_large_with_its_time(town, found):
    about = item(town, meeting=found)
    assert "No item was taken up yet" in _room(town, found)
    speaking.take_up(found.pk, item=about, by=town.gus)
    found.refresh_from_db()
    assert (found.current_id, Event.objects.about(found)[0].facts["position"]) == (about.pk, 1)
    page = _room(town, found)
    assert "Item 1 of 1" in page
    assert f'data-since="{found.current_since.astimezone(timezone.get_current_timezone()).isoformat()[:16]}' in page
    assert 'data-minutes="20"' in page


def test_an_item_of_another_agenda_or_one_concluded_is_not_taken_up(town, found):
    about, other = item(town, meeting=found), item(town)
    conducting.conclude(about.pk, conclusion="noted", by=town.gus)
    for one in (about, other):
        with pytest.raises(Refused, match="Choose an item of this agenda"):
            speaking.take_up(found.pk, item=one, by=town.gus)


def test_members_speak_in_the_order_in_which_they_asked(town, found):
    speaking.ask_to_speak(found.pk, by=town.gus)
    speaking.ask_to_speak(found.pk, by=town.eve)
    queue = _room(town, found).partition("room-queue")[2]
    assert queue.index("Gus Văn Thư Phường") < queue.index("Eve Bí Thư Phường")
    with pytest.raises(Refused, match="on the list of speakers already"):
        speaking.ask_to_speak(found.pk, by=town.eve)
    assert [one.attendee.person_id for one in found.speakers.all()] == [town.gus.person_id, town.eve.person_id]


def test_one_speaks_at_a_time_and_the_next_ends_the_speech_before(town, found):
    eve, gus = (found.attendees.get(person=one.person_id) for one in (town.eve, town.gus))
    speaking.ask_to_speak(found.pk, by=town.eve)
    speaking.give_floor(found.pk, member=eve, by=town.gus)
    speaking.give_floor(found.pk, member=gus, by=town.gus)
    first, second = found.speakers.all()
    assert (first.attendee, bool(first.ended_at), second.attendee, second.ended_at) == (eve, True, gus, None)
    speaking.end_speech(found.pk, by=town.gus)
    with pytest.raises(Refused, match="Nobody speaks now"):
        speaking.end_speech(found.pk, by=town.gus)
    speaking.ask_to_speak(found.pk, by=town.eve)
    assert found.speakers.filter(ended_at=None).count() == 1


def test_who_is_not_there_neither_asks_nor_speaks(town, found):
    eve = found.attendees.get(person=town.eve.person_id)
    conducting.attend(found.pk, here=[key for key in everybody(found) if key != eve.pk], by=town.gus)
    with pytest.raises(Refused, match="not recorded as being there"):
        speaking.ask_to_speak(found.pk, by=town.eve)
    with pytest.raises(Refused, match="is not recorded as being there"):
        speaking.give_floor(found.pk, member=eve, by=town.gus)


def test_only_who_keeps_the_meeting_gives_the_floor(town):
    found = cell_called(town)
    conducting.begin(found.pk, by=town.fay)
    conducting.attend(found.pk, here=everybody(found), by=town.fay)
    with pytest.raises(NotPermitted, match="Only the secretary of the meeting"):
        speaking.give_floor(found.pk, member=found.attendees.last(), by=without_calling(town))


def without_calling(town):
    """Eve sees the cell's meetings and here does not call them."""
    return replace(town.eve, scopes=tuple(one for one in town.eve.scopes if one.permission != "meetings.meeting.call"))


def test_the_light_says_from_when_the_body_cannot_decide_and_why(town, found):
    later = timezone.now() + timedelta(minutes=40)
    with patch("django.utils.timezone.now", return_value=later):
        conducting.attend(found.pk, here=everybody(found)[:3], by=town.gus)
    at = f"{timezone.localtime(later):%H:%M}"
    said = f"Not able to decide from {at} on because 2 left (there: 3)."
    assert said in _room(town, found)
    item_of = item(town, meeting=found)
    conducting.conclude(item_of.pk, conclusion="noted", by=town.gus)
    assert said in conducting.end(found.pk, by=town.gus).minutes


def test_members_follow_the_vote_and_ask_to_speak(town, found):
    about = item(town, meeting=found)
    speaking.take_up(found.pk, item=about, by=town.gus)
    vote(town, about)
    for who in ("gus", "eve"):
        assert "Tán thành phương án bồi thường" in _room(town, found, who)
        assert "Ask to speak" in _room(town, found, who)
    assert "Take up an item" in _room(town, found, "gus")


def test_htmx_gets_the_piece_that_changes(town, found):
    piece = _room(town, found, headers={"HX-Request": "true"})
    assert piece.lstrip().startswith('<div class="room"')
    assert "<html" not in piece


def test_before_and_after_the_meeting_the_view_says_so(town):
    assert "The meeting is not under way." in _room(town, called(town))
    closed = held(town)
    assert "The meeting is not under way." in _room(town, closed)
    assert (closed.current_id, closed.current_since) == (None, None)


def test_who_does_not_see_the_meeting_finds_no_view_of_it(town, found):
    assert town.browser(town.dov).get(reverse("meetings.room", args=[found.pk])).status_code == 404


def test_on_pages_it_leads_back_to_the_view(town, found):
    gus, about = town.browser(town.gus), item(town, meeting=found)
    there = reverse("meetings.room", args=[found.pk])
    form = gus.get(reverse("meetings.meeting.take_up", args=[found.pk])).content.decode()
    assert "1. Chủ trương giải phóng" in form
    assert gus.post(reverse("meetings.meeting.take_up", args=[found.pk]), {"item": about.pk}).url == there
    assert there in gus.get(about.get_absolute_url()).content.decode(), "the way back from the item"
    assert gus.post(reverse("meetings.meeting.ask_to_speak", args=[found.pk])).url == there
    speaks = found.attendees.get(person=town.gus.person_id).pk
    assert gus.post(reverse("meetings.meeting.give_floor", args=[found.pk]), {"member": speaks}).url == there
    assert gus.post(reverse("meetings.meeting.end_speech", args=[found.pk])).url == there
