"""Meetings in a few signs and words."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baro.kernel.majorities import Outcome
from baro.meetings.models import Conclusion, Item, Meeting, Vote
from baro.ui.words.cells import badge, text

TONES = {
    Conclusion.ADOPTED: "good",
    Conclusion.REJECTED: "bad",
    Conclusion.POSTPONED: "warn",
    Conclusion.NOTED: "neutral",
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
    return badge(vote.result.outcome.called, OUTCOMES[vote.result.outcome])


def quorum_badge(able: bool) -> SafeString:
    """The light: whether the body can decide."""
    return badge(_("Able to decide"), "good") if able else badge(_("Not able to decide"), "bad")
