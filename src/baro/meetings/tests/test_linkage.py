"""Secret means secret: nothing that is kept of a paper ballot leads to a voter; a store that does is found out."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import transaction

from baro.meetings.actions import tallying, voting
from baro.meetings.models import Candidate, Count, Opinion, Tally, Vote
from baro.meetings.tests.filling import item, under_way, vote
from baro.meetings.tests.linking import kept_of, links, told_of

VOTERS = ("Lan Ủy Viên", "Minh Ủy Viên")


class Undo(Exception):  # noqa: N818 - no fault: what one world left behind is taken back
    """One world is over."""


def _world(play):
    """What a world leaves in the store; it is taken back afterwards, so that the other one begins alike."""
    left = []
    try:
        with transaction.atomic():
            left = play()
            raise Undo
    except Undo:
        return left


def _left_of(asked):
    rows = [*asked.counts.all(), *asked.tallies.all(), *asked.candidates.all(), *asked.opinions.all()]
    asked.refresh_from_db()
    return [*kept_of([asked]), *kept_of(rows), *told_of(asked), *told_of(asked.item)]


@pytest.fixture
def about(town):
    return item(town, meeting=under_way(town))


def test_a_paper_ballot_about_a_question_links_nothing(town, about):
    def store(votes):
        def play():
            asked = vote(town, about, matter="expulsion", way="paper")
            for teller in (town.gus, town.eve):
                voting.count(asked.pk, yes=3 + sum(votes.values()), no=2 - sum(votes.values()), by=teller)
            voting.close(asked.pk, by=town.gus)
            return _left_of(asked)

        return _world(play)

    assert store({"a": 1, "b": 0}), "the store keeps something to look at"
    assert not links(store, VOTERS)


def test_a_paper_ballot_with_names_links_nothing(town, about):
    def store(votes):
        def play():
            asked = vote(town, about, matter="election", way="paper", candidates="An\nBình", seats=1)
            marks = [[3 + sum(votes.values()) - 1], [5 - 3 - sum(votes.values()) + 1]]
            for teller in (town.gus, town.eve):
                tallying.enter(asked.pk, valid=5, invalid=0, marks=marks, by=teller)
            voting.close(asked.pk, by=town.gus)
            return _left_of(asked)

        return _world(play)

    assert not links(store, VOTERS)


def test_the_game_finds_a_store_that_keeps_who_voted_how(town, about):
    """The control: ballots of members, as a vote by written opinion keeps them, are told apart."""

    def store(votes):
        def play():
            asked = vote(town, about, matter="expulsion", way="paper")
            for name, choice in votes.items():
                member = about.meeting.attendees.get(person__name=name)
                Opinion.objects.create(vote=asked, attendee=member, choice="yes" if choice else "no")
            return _left_of(asked)

        return _world(play)

    assert links(store, VOTERS)


def test_the_game_finds_a_store_whose_order_is_that_of_the_voters(town, about):
    """The control without names: ballots that lie in the order in which members came tell who cast them."""

    def store(votes):
        def play():
            asked = vote(town, about, matter="expulsion", way="paper")
            for name in sorted(votes):
                Candidate.objects.create(vote=asked, name=f"{'x' if votes[name] else 'y'}{asked.candidates.count()}")
            return _left_of(asked)

        return _world(play)

    assert links(store, VOTERS)


def test_no_row_of_a_paper_ballot_belongs_to_a_voter():
    """What is kept of a ballot belongs to who counted it; a new table beside the vote has to be looked at here."""
    beside = {found.related_model for found in Vote._meta.related_objects if found.field.model is not Vote}
    assert beside == {Count, Tally, Candidate, Opinion}
    for model in (Count, Tally, Candidate):
        assert not {field.related_model for field in model._meta.fields} & {apps.get_model("meetings", "attendee")}
