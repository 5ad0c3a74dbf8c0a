"""Meetings in a few signs and words."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.elections import Line, Standing, Tallied
from baro.kernel.majorities import Outcome
from baro.meetings.models import Conclusion, Item, Meeting, Vote
from baro.meetings.rulebook import Scoring
from baro.ui.words.cells import badge, text

TONES = {
    Conclusion.ADOPTED: "good",
    Conclusion.REJECTED: "bad",
    Conclusion.POSTPONED: "warn",
    Conclusion.NOTED: "neutral",
}
STANDINGS = {
    Standing.ELECTED: "good",
    Standing.NOT_ELECTED: "neutral",
    Standing.TIED: "warn",
    Standing.STAYS: "good",
    Standing.CONSIDERED: "bad",
}
OUTCOMES = {Outcome.ADOPTED: "good", Outcome.REJECTED: "bad", Outcome.TIED: "warn", Outcome.NO_QUORUM: "warn"}


def when(meeting: Meeting) -> str:
    """The hour at which it begins."""
    return f"{meeting.begins:%H:%M}"


def hour(meeting: Meeting, _value: Any) -> SafeString:
    """The same in a cell."""
    return text(when(meeting))


def conclusion_badge(item: Item, _beside: Any = None) -> SafeString:
    """How the item ended; nothing for one that is open."""
    if not item.conclusion:
        return SafeString("")
    return badge(item.get_conclusion_display(), TONES[Conclusion(item.conclusion)])


def conclusion_name(item: Item) -> str:
    """How the item ended, in words."""
    return item.get_conclusion_display()


def outcome_badge(vote: Vote, _beside: Any = None) -> SafeString:
    """What became of the vote; nothing while it is open."""
    if not vote.result:
        return SafeString("")
    if isinstance(vote.result, Tallied):
        return _of_names(vote.result)
    return badge(vote.result.outcome.called, OUTCOMES[vote.result.outcome])


def _of_names(found: Tallied) -> SafeString:
    """How many seats are filled, or for how many something follows."""
    if found.outcome is Outcome.NO_QUORUM:
        return badge(found.outcome.called, OUTCOMES[found.outcome])
    if found.is_election:
        elected = found.seats - found.left
        said = _("Elected: %(elected)s of %(seats)s") % {"elected": elected, "seats": found.seats}
        return badge(said, "warn" if found.left else "good")
    follows = len(found.named(Standing.CONSIDERED))
    return badge(_("Something follows for %(count)s") % {"count": follows}, "bad" if follows else "good")


def standing_badge(line: Line) -> SafeString:
    """What became of a name."""
    return badge(line.standing.called, STANDINGS[line.standing])


def grade_badge(meeting: Meeting, _beside: Any = None) -> SafeString:
    """The points with their grade; nothing until it is scored."""
    if meeting.score is None:
        return SafeString("")
    return badge(meeting.grade_name, rulebook.closest(Scoring, on=meeting.day).body.grade_of(meeting.score).tone)


def graded(meeting: Meeting, _value: Any) -> SafeString:
    """The same in a cell."""
    return grade_badge(meeting)


def quorum_badge(able: bool) -> SafeString:
    """The light: whether the body can decide."""
    return badge(_("Able to decide"), "good") if able else badge(_("Not able to decide"), "bad")
