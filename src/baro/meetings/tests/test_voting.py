"""Votes: who counts, counts that differ, opinions until a day, and what the rule makes of them."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from baro.kernel.errors import NotPermitted, Refused
from baro.meetings.actions import calling, conducting, proposing, voting
from baro.meetings.models import Opinion
from baro.meetings.tests.filling import called, everybody, item, meeting, under_way, vote
from baro.trail.models import Event

TODAY = timezone.localdate()


@pytest.fixture
def found(town):
    return under_way(town)


@pytest.fixture
def about(town, found):
    return item(town, meeting=found)


def test_a_show_of_hands_is_decided_by_the_rule(town, about):
    asked = vote(town, about)
    voting.count(asked.pk, yes=3, no=2, by=town.gus)
    closed = voting.close(asked.pk, by=town.gus)
    assert (closed.result.outcome, closed.result.whole, closed.result.needed) == ("adopted", 5, 3)
    assert Event.objects.about(asked)[0].sentence.endswith("closed the vote: Adopted")


def test_an_absent_member_counts_and_a_suspended_one_does_not(town, found, about):
    keys = everybody(found)
    calling.except_(found.pk, member=found.attendees.get(pk=keys[-1]), standing="suspended", by=town.gus)
    conducting.attend(found.pk, here=keys[:3], by=town.gus)
    asked = vote(town, about)
    voting.count(asked.pk, yes=2, no=1, by=town.gus)
    result = voting.close(asked.pk, by=town.gus).result
    assert (result.entitled, result.present, result.outcome) == (4, 3, "rejected")
    assert result.excluded == (("Nga Ủy Viên", "suspended"),)


def test_whose_own_matter_it_is_is_not_counted(town, found, about):
    proposing.recuse(about.pk, member=found.attendees.last(), reason="Việc của gia đình", by=town.gus)
    asked = vote(town, about)
    with pytest.raises(Refused, match="You counted 5 votes, but 4 members who count are there"):
        voting.count(asked.pk, yes=5, no=0, by=town.gus)
    voting.count(asked.pk, yes=3, no=1, by=town.gus)
    assert voting.close(asked.pk, by=town.gus).result.entitled == 4


def test_the_quorum_is_that_of_the_moment_at_which_the_vote_is_closed(town, found, about):
    asked = vote(town, about)
    voting.count(asked.pk, yes=3, no=0, by=town.gus)
    conducting.attend(found.pk, here=everybody(found)[:3], by=town.gus)
    result = voting.close(asked.pk, by=town.gus).result
    assert (result.outcome, result.present, result.quorum) == ("no_quorum", 3, 4)


def test_more_votes_than_are_left_are_counted_again(town, found, about):
    asked = vote(town, about)
    voting.count(asked.pk, yes=5, no=0, by=town.gus)
    conducting.attend(found.pk, here=everybody(found)[:4], by=town.gus)
    with pytest.raises(Refused, match="More votes were counted than members"):
        voting.close(asked.pk, by=town.gus)
    asked.refresh_from_db()
    assert asked.state == "open"


def test_a_paper_ballot_needs_two_counts_that_are_the_same(town, about):
    asked = vote(town, about, matter="discipline", way="paper")
    voting.count(asked.pk, yes=3, no=2, by=town.gus)
    with pytest.raises(Refused, match="A count is missing"):
        voting.close(asked.pk, by=town.gus)
    voting.count(asked.pk, yes=2, no=3, by=town.eve)
    with pytest.raises(Refused, match="The counts differ"):
        voting.close(asked.pk, by=town.gus)
    voting.count(asked.pk, yes=3, no=2, by=town.eve)
    assert voting.close(asked.pk, by=town.gus).result.outcome == "adopted"


def test_before_it_is_closed_nobody_reads_the_count_of_a_paper_ballot(town, about):
    asked = vote(town, about, matter="discipline", way="paper")
    voting.count(asked.pk, yes=3, no=2, by=town.gus)
    page = town.browser(town.eve).get(asked.get_absolute_url()).content.decode()
    assert "Counted by:" in page
    assert "3 for" not in page
    assert Event.objects.about(asked)[0].sentence.endswith("entered a count")


def test_what_must_be_secret_is_not_voted_on_by_hands(town, about):
    with pytest.raises(Refused, match="is not voted on in this way") as refusal:
        vote(town, about, matter="expulsion", way="hands")
    assert set(refusal.value.fields) == {"way"}


def test_expulsion_needs_two_thirds_of_all(town, about):
    asked = vote(town, about, matter="expulsion", way="paper")
    for who in (town.gus, town.eve):
        voting.count(asked.pk, yes=3, no=2, by=who)
    result = voting.close(asked.pk, by=town.gus).result
    assert (result.outcome, result.needed) == ("rejected", 4)


def test_opinions_are_given_until_a_day_and_read_once_the_vote_is_closed(town):
    about = item(town, meeting=called(town))
    asked = vote(town, about, way="written", until=TODAY)
    voting.opine(asked.pk, choice="no", words="Chưa rõ nguồn vốn", by=town.eve)
    voting.opine(asked.pk, choice="yes", words="Nhất trí", by=town.eve)
    assert Opinion.objects.get().choice == "yes"
    assert "Nhất trí" not in town.browser(town.gus).get(asked.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="Not every member has answered"):
        voting.close(asked.pk, by=town.gus)
    with patch("django.utils.timezone.localdate", return_value=TODAY + timedelta(days=1)):
        result = voting.close(asked.pk, by=town.gus).result
    assert (result.outcome, result.present) == ("no_quorum", 1)
    assert "Nhất trí" in town.browser(town.gus).get(asked.get_absolute_url()).content.decode()


def test_after_the_day_no_opinion_is_given(town):
    about = item(town, meeting=called(town))
    asked = vote(town, about, way="written", until=TODAY)
    with (
        patch("django.utils.timezone.localdate", return_value=TODAY + timedelta(days=1)),
        pytest.raises(Refused, match="is over"),
    ):
        voting.opine(asked.pk, choice="yes", by=town.eve)


def test_who_is_suspended_gives_no_opinion(town):
    found = called(town)
    asked = vote(town, item(town, meeting=found), way="written", until=TODAY)
    calling.except_(found.pk, member=found.attendees.get(person=town.eve.person_id), standing="suspended", by=town.gus)
    with pytest.raises(NotPermitted, match="You are not counted in this vote"):
        voting.opine(asked.pk, choice="yes", by=town.eve)


def test_written_opinions_need_a_day_to_come(town, about):
    with pytest.raises(Refused, match="Choose the day until which") as refusal:
        vote(town, about, way="written", until=TODAY - timedelta(days=1))
    assert set(refusal.value.fields) == {"until"}


def test_hands_are_raised_in_an_open_meeting(town):
    about = item(town, meeting=meeting(town))
    with pytest.raises(Refused, match="The meeting is not open"):
        vote(town, about)


def test_one_vote_about_an_item_is_open_at_a_time_and_holds_it(town, about):
    asked = vote(town, about)
    with pytest.raises(Refused, match="A vote about this item is open"):
        vote(town, about)
    for deed in (
        lambda: proposing.withdraw(about.pk, reason="x", by=town.gus),
        lambda: conducting.conclude(about.pk, conclusion="noted", by=town.gus),
    ):
        with pytest.raises(Refused, match="A vote about this item is open"):
            deed()
    voting.stop(asked.pk, reason="Rút để chỉnh sửa", by=town.gus)
    assert proposing.withdraw(about.pk, reason="x", by=town.gus).state == "withdrawn"


def test_what_was_voted_on_stays_on_its_agenda(town, about):
    asked = vote(town, about)
    voting.count(asked.pk, yes=5, no=0, by=town.gus)
    voting.close(asked.pk, by=town.gus)
    with pytest.raises(Refused, match="There was a vote about this item"):
        proposing.withdraw(about.pk, reason="x", by=town.gus)


def test_what_a_vote_rejected_is_not_adopted(town, about):
    asked = vote(town, about)
    voting.count(asked.pk, yes=2, no=3, by=town.gus)
    voting.close(asked.pk, by=town.gus)
    with pytest.raises(Refused, match="The last vote did not adopt it: Rejected"):
        conducting.conclude(about.pk, conclusion="adopted", decision="Đồng ý", by=town.gus)
