"""Papers with names: elections to several seats and votes of confidence, counted by two tellers who must agree."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baro.kernel.elections import Papers, Tallied, count_papers, tally
from baro.kernel.errors import Refused
from baro.meetings.flow import VOTE_FLOW
from baro.meetings.models import Candidate, Tally, Vote
from baro.meetings.rulebook import Matter
from baro.meetings.verbs import OPEN, RUN_OFF, TALLY
from baro.org.actors import Actor
from baro.trail.changes import change, create
from baro.trail.models import Event

TELLERS = 2


def named(matter: Matter, candidates: str, seats: int | None) -> tuple[list[str], int | None]:
    """The names of who stands, one a line, and for an election how many seats there are; nothing for a question.

    Raises Refused for no name, for one that stands twice, and for an election without seats or with fewer names.
    """
    if matter.form == "question":
        return [], None
    names = [name for line in candidates.splitlines() if (name := " ".join(line.split()))]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise _refuse("candidates", _("This name stands twice: %(names)s.") % {"names": ", ".join(twice)})
    if not names:
        raise _refuse("candidates", _("Write the names, one a line."))
    if matter.form == "confidence":
        return names, None
    if not seats:
        raise _refuse("seats", _("Say how many seats are filled."))
    if seats > len(names):
        raise _refuse("seats", _("There are fewer candidates than seats."))
    return names, seats


def begun(vote: Vote, names: Sequence[str], *, by: Actor) -> Event:
    """Open a vote with the names of who stands; returns what was told."""
    vote, event = create(vote, OPEN, vote.item, by=by, question=vote.question)
    Candidate.objects.bulk_create(Candidate(vote=vote, name=name) for name in names)
    return event


def _refuse(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})


def enter(vote_id: int, *, valid: int, invalid: int, marks: Sequence[Sequence[int]], by: Actor) -> Vote:
    """Enter the papers that one counted; a second count by the same teller replaces the first.

    Raises Refused for papers that cannot have been in the urn.
    """
    with change(Vote, vote_id, TALLY, by=by) as (vote, tell):
        VOTE_FLOW.move(vote, TALLY)
        papers = Papers(valid, invalid, tuple(tuple(levels) for levels in marks))
        _refuse_impossible(vote, papers)
        counted = {"valid": valid, "invalid": invalid, "marks": [list(levels) for levels in marks]}
        Tally.objects.update_or_create(vote=vote, person_id=by.person_id or 0, defaults=counted)
        tell(vote.item)
    return vote


def _refuse_impossible(vote: Vote, papers: Papers) -> None:
    electorate, seats = vote.electorate, vote.seats or 0
    why = count_papers(electorate, papers, vote.names, seats=seats)
    if why == "cast":
        sentence = _("You counted %(cast)s papers, but %(present)s members who count are there.")
        raise _refuse("valid", sentence % {"cast": papers.cast, "present": electorate.present})
    if why == "marks":
        raise Refused(_("A name has more marks than there are valid papers. Count again."))
    if why == "seats":
        sentence = ngettext(
            "The valid papers bear more marks than one each. A paper with more marks than seats is invalid.",
            "The valid papers bear more marks than %(seats)s each. A paper with more marks than seats is invalid.",
            seats,
        )
        raise Refused(sentence % {"seats": seats})


def tallied(vote: Vote) -> Tallied:
    """What became of the vote, by what both tellers counted.

    Raises Refused while a count is missing, when the counts differ, and when fewer members are there than papers.
    """
    counts = [one.papers for one in vote.tallies.all()]
    if len(counts) < TELLERS:
        raise Refused(_("Two people enter the count of a paper ballot. A count is missing."))
    if len(set(counts)) > 1:
        raise Refused(_("The counts differ. Count the votes again and enter what you counted."))
    matter, electorate = vote.about, vote.electorate
    if count_papers(electorate, counts[0], vote.names, seats=vote.seats or 0):
        raise Refused(_("More votes were counted than members who count are there. Count again."))
    return tally(
        vote.rule,
        electorate,
        counts[0],
        vote.names,
        seats=vote.seats or 0,
        most=matter.most,
        consequences=matter.consequences,
    )


def run_off(vote_id: int, *, by: Actor) -> Vote:
    """Open the run-off for the seats that were not filled: between those tied, or between whoever was not elected.

    Where fewer stand than there are seats left, so many seats are voted on as there are names.
    """
    with change(Vote, vote_id, RUN_OFF, by=by) as (vote, tell):
        VOTE_FLOW.move(vote, RUN_OFF)
        result = vote.result
        if not isinstance(result, Tallied):
            raise AssertionError("the policy lets nobody open a run-off of what has no seats")
        tied = result.outcome == "tied"
        again = Vote(item=vote.item, question=vote.question, way=vote.way, opened_on=timezone.localdate(), again=vote)
        again.matter = vote.about.again if tied and vote.about.again else vote.matter
        again.seats = min(result.left, len(result.again))
        tell(vote.item, names=", ".join(result.again), seats=again.seats)
        begun(again, result.again, by=by)
    return again
