"""Votes: opened by a rule, counted by hands, papers or opinions, closed with a result and its numbers."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.majorities import Ballots, Result, judge
from baro.kernel.wordings import coded
from baro.meetings.actions import tallying
from baro.meetings.flow import VOTE_FLOW
from baro.meetings.models import Count, Item, Opinion, Vote, Way
from baro.meetings.queries import posts_of, procedure
from baro.meetings.verbs import CLOSE, COUNT, OPINE, STOP
from baro.org.actors import Actor
from baro.trail.changes import change
from baro.trail.models import Reason, notify

COUNTS_NEEDED = {Way.HANDS.value: 1, Way.PAPER.value: 2}


def open_(
    *,
    item: int,
    question: str,
    matter: str,
    way: str,
    by: Actor,
    until: date | None = None,
    candidates: str = "",
    seats: int | None = None,
) -> Vote:
    """Open a vote about an item on an agenda; ``candidates`` are the names for an election or a vote of confidence.

    Raises Refused when the matter is not voted on in this way, when written opinions have no day to come until which
    they are given, and when names or seats do not fit; Http404 for an item that the actor does not see.
    """
    today = timezone.localdate()
    about = get_object_or_404(Item.objects.visible_to(by).select_related("meeting__unit", "unit"), pk=item)
    rule = procedure(today).matter(matter)
    if rule is None or way not in rule.ways:
        sentence = _("This matter is not voted on in this way. Choose another way.")
        raise Refused(sentence, fields={"way": sentence})
    if way == Way.WRITTEN and (until is None or until < today):
        sentence = _("Choose the day until which members give their opinion: today or later.")
        raise Refused(sentence, fields={"until": sentence})
    names, seats = tallying.named(rule, candidates, seats)
    vote = Vote(item=about, question=question.strip(), matter=matter, way=way, opened_on=today)
    vote.until = until if way == Way.WRITTEN else None
    vote.seats = seats
    with transaction.atomic():
        event = tallying.begun(vote, names, by=by)
    if way == Way.WRITTEN:
        notify(event, vote, Reason.DECIDE, posts_of(about.meeting, [one.person_id for one in vote.voters()]))
    return vote


def count(vote_id: int, *, yes: int, no: int, by: Actor, abstained: int = 0, invalid: int = 0) -> Vote:
    """Enter what one counted; a second count by the same person replaces the first.

    Raises Refused when more votes were counted than members who count are there.
    """
    with change(Vote, vote_id, COUNT, by=by) as (vote, tell):
        VOTE_FLOW.move(vote, COUNT)
        present, cast = vote.electorate.present, yes + no + abstained + invalid
        if cast > present:
            sentence = _("You counted %(cast)s votes, but %(present)s members who count are there.")
            raise Refused(sentence % {"cast": cast, "present": present})
        numbers = {"yes": yes, "no": no, "abstained": abstained, "invalid": invalid}
        Count.objects.update_or_create(vote=vote, person_id=by.person_id or 0, defaults=numbers)
        tell(vote.item)
    return vote


def opine(vote_id: int, *, choice: str, by: Actor, words: str = "") -> Vote:
    """Give, or change, one's opinion in writing.

    Raises Refused once the day is over until which opinions are given.
    """
    with change(Vote, vote_id, OPINE, by=by) as (vote, tell):
        VOTE_FLOW.move(vote, OPINE)
        if vote.until and timezone.localdate() > vote.until:
            raise Refused(_("The day until which opinions are given is over."))
        own = next(one for one in vote.voters() if one.person_id == by.person_id)
        said = {"choice": choice, "words": words.strip()}
        Opinion.objects.update_or_create(vote=vote, attendee=own, defaults=said)
        tell()
    return vote


def close(vote_id: int, *, by: Actor) -> Vote:
    """Close the vote: the rule says what became of it, with the numbers behind it.

    Raises Refused when counts are missing or differ, when more votes were counted than members are there now, and while
    the day until which opinions are given is not over and somebody has not answered.
    """
    with change(Vote, vote_id, CLOSE, by=by) as (vote, tell):
        VOTE_FLOW.move(vote, CLOSE)
        found = tallying.tallied(vote) if vote.is_tallied else _judged(vote)
        vote.numbers, vote.closed_on = found.as_facts(), timezone.localdate()
        vote.save(update_fields=["state", "numbers", "closed_on"])
        tell(vote.item, outcome=coded("meetings.outcome", vote.outcome_code))
    return vote


def _judged(vote: Vote) -> Result:
    """What the rule makes of the counts or opinions."""
    written = vote.way == Way.WRITTEN
    ballots = _opinions(vote) if written else _counted(vote)
    try:
        return judge(vote.rule, vote.electorate, ballots, written=written)
    except ValueError:
        raise Refused(_("More votes were counted than members who count are there. Count again.")) from None


def _counted(vote: Vote) -> Ballots:
    """What was counted, if as many as must have counted the same."""
    counts = list(vote.counts.all())
    if len(counts) < COUNTS_NEEDED[vote.way]:
        if vote.way == Way.PAPER:
            raise Refused(_("Two people enter the count of a paper ballot. A count is missing."))
        raise Refused(_("Enter the count first."))
    if len({one.numbers for one in counts}) > 1:
        raise Refused(_("The counts differ. Count the votes again and enter what you counted."))
    return Ballots(*counts[0].numbers)


def _opinions(vote: Vote) -> Ballots:
    """The opinions of those who count now."""
    voters = vote.voters()
    said = Counter(vote.opinions.filter(attendee__in=voters).order_by().values_list("choice", flat=True))
    if vote.until and timezone.localdate() <= vote.until and said.total() < len(voters):
        raise Refused(_("Not every member has answered, and the day until which they can is not over."))
    return Ballots(said["yes"], said["no"], said["abstained"])


def stop(vote_id: int, *, reason: str, by: Actor) -> Vote:
    """End a vote without a result."""
    with change(Vote, vote_id, STOP, by=by) as (vote, tell):
        VOTE_FLOW.move(vote, STOP)
        vote.save(update_fields=["state"])
        tell(vote.item, reason=reason)
    return vote
