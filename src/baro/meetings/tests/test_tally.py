"""Papers with names: elections and votes of confidence, counted by two tellers who must agree."""

from __future__ import annotations

import pytest
from django.urls import reverse

from baro.kernel.errors import NotPermitted, Refused
from baro.meetings.actions import calling, conducting, tallying, voting
from baro.meetings.models import Vote
from baro.meetings.tests.filling import everybody, item, under_way, vote
from baro.trail.models import Event

NAMES = "Trần An\nLê Bình\nPhạm Chi"


@pytest.fixture
def found(town):
    return under_way(town)


@pytest.fixture
def about(town, found):
    return item(town, meeting=found)


def election(town, about, *, seats=2, candidates=NAMES) -> Vote:
    return vote(town, about, matter="election", way="paper", candidates=candidates, seats=seats)


def entered(town, asked, marks, *, valid=5, invalid=0) -> None:
    for teller in (town.gus, town.eve):
        tallying.enter(asked.pk, valid=valid, invalid=invalid, marks=marks, by=teller)


def test_who_has_more_than_half_of_all_is_elected(town, about):
    asked = election(town, about)
    entered(town, asked, [[5], [3], [2]])
    result = voting.close(asked.pk, by=town.gus).result
    assert [(line.name, str(line.standing)) for line in result.lines] == [
        ("Trần An", "elected"),
        ("Lê Bình", "elected"),
        ("Phạm Chi", "not_elected"),
    ]
    assert Event.objects.about(asked)[0].sentence.endswith("closed the vote: every seat is filled")


def test_two_tellers_enter_the_same_before_it_is_closed(town, about):
    asked = election(town, about)
    tallying.enter(asked.pk, valid=5, invalid=0, marks=[[5], [3], [2]], by=town.gus)
    with pytest.raises(Refused, match="A count is missing"):
        voting.close(asked.pk, by=town.gus)
    tallying.enter(asked.pk, valid=5, invalid=0, marks=[[5], [2], [3]], by=town.eve)
    with pytest.raises(Refused, match="The counts differ"):
        voting.close(asked.pk, by=town.gus)
    tallying.enter(asked.pk, valid=5, invalid=0, marks=[[5], [3], [2]], by=town.eve)
    assert asked.tallies.count() == 2, "a second count of a teller replaces the first"
    assert voting.close(asked.pk, by=town.gus).state == "closed"


@pytest.mark.parametrize(
    ("papers", "said"),
    [
        ({"valid": 6, "invalid": 0, "marks": [[1], [1], [1]]}, "You counted 6 papers, but 5 members"),
        ({"valid": 4, "invalid": 2, "marks": [[1], [1], [1]]}, "You counted 6 papers, but 5 members"),
        ({"valid": 4, "invalid": 1, "marks": [[5], [1], [1]]}, "more marks than there are valid papers"),
        ({"valid": 4, "invalid": 1, "marks": [[4], [3], [2]]}, "more marks than 2 each"),
    ],
)
def test_papers_that_cannot_be_are_refused_and_nothing_stays(town, about, papers, said):
    asked = election(town, about)
    with pytest.raises(Refused, match=said):
        tallying.enter(asked.pk, by=town.gus, **papers)
    assert not asked.tallies.exists()


def test_a_tie_for_the_last_seat_is_voted_on_again_between_those_who_were_tied(town, about):
    asked = election(town, about)
    entered(town, asked, [[4], [3], [3]])
    closed = voting.close(asked.pk, by=town.gus)
    assert closed.result.outcome == "tied"
    again = tallying.run_off(asked.pk, by=town.gus)
    assert (again.matter, again.seats, again.names, again.again_id) == (
        "election_again",
        1,
        ["Lê Bình", "Phạm Chi"],
        asked.pk,
    )
    with pytest.raises(Refused, match="The run-off was opened already"):
        tallying.run_off(asked.pk, by=town.gus)
    entered(town, again, [[2], [1]], invalid=1, valid=4)
    result = voting.close(again.pk, by=town.gus).result
    assert (result.needed, [line.name for line in result.lines if line.standing == "elected"]) == (1, ["Lê Bình"])


def test_seats_that_nobody_reached_are_voted_on_again_by_the_same_rule(town, about):
    asked = election(town, about)
    entered(town, asked, [[4], [2], [1]])
    voting.close(asked.pk, by=town.gus)
    again = tallying.run_off(asked.pk, by=town.gus)
    assert (again.matter, again.seats, again.names) == ("election", 1, ["Lê Bình", "Phạm Chi"])
    assert "between Lê Bình, Phạm Chi for 1 seats" in Event.objects.about(asked)[0].sentence


def test_where_every_seat_is_filled_there_is_no_run_off(town, about):
    asked = election(town, about)
    entered(town, asked, [[5], [3], [2]])
    voting.close(asked.pk, by=town.gus)
    with pytest.raises(NotPermitted, match="No seat is left"):
        tallying.run_off(asked.pk, by=town.gus)


def test_confidence_has_three_levels_and_consequences_by_rule(town, about):
    asked = vote(town, about, matter="confidence", way="paper", candidates="Trần An\nLê Bình\nPhạm Chi")
    entered(town, asked, [[5, 0, 0], [1, 1, 3], [0, 1, 4]])
    result = voting.close(asked.pk, by=town.gus).result
    assert [dict(line.follows).get("en", "")[:18] for line in result.lines] == [
        "",
        "taken out of the p",
        "to be dismissed fr",
    ]
    page = town.browser(town.gus).get(asked.get_absolute_url()).content.decode()
    assert "Low confidence" in page
    assert "to be dismissed from the post" in page


@pytest.mark.parametrize(
    ("other", "field", "said"),
    [
        ({"candidates": "", "seats": 1}, "candidates", "Write the names"),
        ({"candidates": "An\nBình\nAn", "seats": 1}, "candidates", "stands twice: An"),
        ({"candidates": "An\nBình", "seats": None}, "seats", "how many seats"),
        ({"candidates": "An\nBình", "seats": 3}, "seats", "fewer candidates than seats"),
        ({"candidates": "An", "seats": 1, "way": "hands"}, "way", "not voted on in this way"),
    ],
)
def test_what_is_no_election_is_refused_beside_its_field(town, about, other, field, said):
    with pytest.raises(Refused, match=said) as refusal:
        vote(town, about, **{"matter": "election", "way": "paper"} | other)
    assert set(refusal.value.fields) == {field}
    assert not Vote.objects.exists()


def test_a_question_is_counted_by_numbers_and_an_election_by_papers(town, about):
    asked = election(town, about)
    with pytest.raises(NotPermitted, match="papers with names are counted"):
        voting.count(asked.pk, yes=3, no=2, by=town.gus)
    voting.stop(asked.pk, reason="Sai phiếu", by=town.gus)
    question = vote(town, about)
    with pytest.raises(NotPermitted, match="a question is decided, without names"):
        tallying.enter(question.pk, valid=5, invalid=0, marks=[], by=town.gus)


def test_who_left_before_it_is_closed_makes_it_be_counted_again_or_undecided(town, found, about):
    asked = election(town, about)
    entered(town, asked, [[5], [3], [2]])
    conducting.attend(found.pk, here=everybody(found)[:4], by=town.gus)
    with pytest.raises(Refused, match="More votes were counted"):
        voting.close(asked.pk, by=town.gus)
    entered(town, asked, [[3], [2], [1]], valid=3)
    conducting.attend(found.pk, here=everybody(found)[:3], by=town.gus)
    result = voting.close(asked.pk, by=town.gus).result
    assert (result.outcome, result.lines, result.quorum) == ("no_quorum", (), 4)


def test_who_is_suspended_is_left_out_by_name(town, found, about):
    calling.except_(found.pk, member=found.attendees.last(), standing="suspended", by=town.gus)
    asked = election(town, about, seats=1)
    entered(town, asked, [[3], [1], [0]], valid=4)
    result = voting.close(asked.pk, by=town.gus).result
    assert (result.entitled, result.needed, result.excluded) == (4, 3, (("Nga Ủy Viên", "suspended"),))


def test_on_pages_from_the_vote_to_the_run_off(town, about):
    gus, eve = town.browser(town.gus), town.browser(town.eve)
    typed = {"item": about.pk, "question": "Bầu Ban Thường vụ", "matter": "election", "way": "paper"}
    assert gus.post(reverse("meetings.vote.open"), typed).status_code == 422
    assert gus.post(reverse("meetings.vote.open"), typed | {"candidates": NAMES, "seats": 2}).status_code == 302
    asked = Vote.objects.get()
    address = reverse("meetings.vote.tally", args=[asked.pk])
    assert "Phạm Chi" in gus.get(address).content.decode()
    papers = {"valid": 5, "invalid": 0, "name_1_1": 4, "name_2_1": 3, "name_3_1": 3}
    assert gus.post(address, papers | {"name_1_1": "x"}).status_code == 422
    assert "more marks than 2 each" in gus.post(address, papers | {"name_1_1": 5}).content.decode()
    for teller in (gus, eve):
        assert teller.post(address, papers).status_code == 302
    gus.post(reverse("meetings.vote.close", args=[asked.pk]))
    page = gus.get(asked.get_absolute_url()).content.decode()
    assert "Elected: 1 of 2" in page
    assert "Seats not filled: 1 of 2." in page
    gus.post(reverse("meetings.vote.run_off", args=[asked.pk]))
    assert asked.run_offs.get().names == ["Lê Bình", "Phạm Chi"]
