"""What goes wrong in meetings: clocks that jump, chairs who leave, bodies that are reorganised, doors that shut."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.meetings.actions import calling, conducting, minuting, proposing, tallying, voting
from baro.meetings.models import Attendee, Opinion, Tally, Vote
from baro.meetings.queries import presence_of
from baro.meetings.tests.filling import called, decided, everybody, item, under_way, vote
from baro.org.models import Person

TODAY = timezone.localdate()


@pytest.fixture
def found(town):
    return under_way(town)


def test_a_member_stands_in_a_meeting_once(town, found):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendee.objects.create(meeting=found, person_id=town.eve.person_id, role="member")


def test_an_opinion_given_twice_counts_once_the_last_one(town):
    asked = vote(town, item(town, meeting=called(town)), way="written", until=TODAY)
    for choice in ("yes", "no"):
        voting.opine(asked.pk, choice=choice, by=town.eve)
    assert [one.choice for one in Opinion.objects.all()] == ["no"]


def test_after_closing_nobody_counts_opines_or_closes_again(town, found):
    about = item(town, meeting=found)
    asked = vote(town, about)
    voting.count(asked.pk, yes=3, no=2, by=town.gus)
    voting.close(asked.pk, by=town.gus)
    for deed in (
        lambda: voting.count(asked.pk, yes=5, no=0, by=town.gus),
        lambda: voting.close(asked.pk, by=town.gus),
        lambda: voting.stop(asked.pk, reason="x", by=town.gus),
    ):
        with pytest.raises(Refused, match="not possible any more"):
            deed()
    papers = vote(town, about, matter="election", way="paper", candidates="An", seats=1)
    voting.stop(papers.pk, reason="Sai", by=town.gus)
    with pytest.raises(Refused, match="not possible any more"):
        tallying.enter(papers.pk, valid=1, invalid=0, marks=[[1]], by=town.gus)


def test_who_was_suspended_after_answering_is_not_counted(town):
    meeting = called(town)
    asked = vote(town, item(town, meeting=meeting), way="written", until=TODAY)
    voting.opine(asked.pk, choice="yes", by=town.eve)
    eve = meeting.attendees.get(person=town.eve.person_id)
    calling.except_(meeting.pk, member=eve, standing="suspended", by=town.gus)
    with patch("django.utils.timezone.localdate", return_value=TODAY + timedelta(days=1)):
        assert voting.close(asked.pk, by=town.gus).result.ballots.yes == 0


def test_when_the_clock_jumps_back_moments_stay_in_order_and_a_vote_is_judged(town, found):
    with patch("django.utils.timezone.now", return_value=timezone.now() - timedelta(hours=2)):
        conducting.attend(found.pk, here=everybody(found)[:4], by=town.gus)
    moments = [one.at for one in presence_of(found, list(found.attendees.select_related("person")))]
    assert moments == sorted(moments)
    asked = vote(town, item(town, meeting=found))
    voting.count(asked.pk, yes=4, no=0, by=town.gus)
    assert voting.close(asked.pk, by=town.gus).result.present == 4


def test_the_chair_leaves_and_another_member_takes_the_chair(town, found):
    eve = found.attendees.get(person=town.eve.person_id)
    conducting.attend(found.pk, here=[key for key in everybody(found) if key != eve.pk], by=town.gus)
    gus = Person.objects.get(pk=town.gus.person_id)
    changed = calling.revise(found.pk, day=found.day, begins=found.begins, chair=gus, by=town.gus)
    assert changed.chair == gus
    decided(town, found)
    minutes = conducting.end(found.pk, by=town.gus).minutes
    assert f"Chair: {gus}" in minutes
    minuting.attest(minuting.circulate(found.pk, by=town.gus).pk, by=town.gus)
    with pytest.raises(NotPermitted, match="Only the chair"):
        minuting.sign(found.pk, by=town.eve)


def test_an_item_with_an_open_vote_is_neither_withdrawn_nor_taken_off(town, found):
    about = item(town, meeting=found)
    vote(town, about)
    with pytest.raises(Refused, match="A vote about this item is open"):
        proposing.withdraw(about.pk, reason="Đổi ý", by=town.gus)
    with pytest.raises(Refused, match="vote about this item"):
        proposing.take_off(about.pk, reason="Đổi ý", by=town.gus)


def test_a_meeting_across_midnight_keeps_the_day_for_which_it_was_called(town, found):
    tomorrow = timezone.now() + timedelta(days=1)
    with patch("django.utils.timezone.now", return_value=tomorrow):
        about = item(town, meeting=found)
        asked = vote(town, about)
        voting.count(asked.pk, yes=5, no=0, by=town.gus)
        voting.close(asked.pk, by=town.gus)
        conducting.conclude(about.pk, conclusion="adopted", decision="Đồng ý", by=town.gus)
        closed = conducting.end(found.pk, by=town.gus)
    assert closed.day == TODAY
    assert timezone.localtime(closed.ended_at).date() == TODAY + timedelta(days=1)


def test_what_fails_half_way_leaves_no_half_of_a_count(town, found):
    asked = vote(town, item(town, meeting=found), matter="election", way="paper", candidates="An\nBình", seats=1)
    with (
        patch("baro.meetings.models.Tally.objects.update_or_create", side_effect=ConnectionError),
        pytest.raises(ConnectionError),
    ):
        tallying.enter(asked.pk, valid=5, invalid=0, marks=[[3], [2]], by=town.gus)
    assert not Tally.objects.exists()
    tallying.enter(asked.pk, valid=5, invalid=0, marks=[[3], [2]], by=town.gus)
    tallying.enter(asked.pk, valid=5, invalid=0, marks=[[3], [2]], by=town.gus)
    assert Tally.objects.count() == 1, "sent again after the line came back it counts once"


def test_a_form_sent_twice_opens_one_vote(town, found):
    gus, about = town.browser(town.gus), item(town, meeting=found)
    typed = {"item": about.pk, "question": "Bầu", "matter": "election", "way": "paper", "candidates": "An", "seats": 1}
    assert gus.post(reverse("meetings.vote.open"), typed).status_code == 302
    assert gus.post(reverse("meetings.vote.open"), typed).status_code in (302, 409, 422)
    assert Vote.objects.count() == 1


@pytest.mark.parametrize("marks", [[], [[3]], [[3], [2], [1]], [[3, 1], [2, 0]]])
def test_papers_that_do_not_name_who_stands_are_refused(town, found, marks):
    asked = vote(town, item(town, meeting=found), matter="election", way="paper", candidates="An\nBình", seats=1)
    with pytest.raises(Refused):
        tallying.enter(asked.pk, valid=3, invalid=0, marks=marks, by=town.gus)
