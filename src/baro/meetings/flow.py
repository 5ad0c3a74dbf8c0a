"""The life of a meeting, of what is put to it, and of a vote."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.flows import Flow, Move
from baro.kernel.states import States
from baro.meetings import verbs as v


class State(States):
    """Where a meeting is."""

    PLANNED = "planned", "neutral", pgettext_lazy("meeting", "Being prepared")
    CALLED = "called", "info", pgettext_lazy("meeting", "Called")
    UNDER_WAY = "under_way", "accent", pgettext_lazy("meeting", "Under way")
    HELD = "held", "warn", _("Held, minutes to be written")
    READING = "reading", "info", _("Minutes to be read")
    ATTESTED = "attested", "accent", _("Minutes to be signed by the chair")
    SIGNED = "signed", "good", _("Minutes signed")
    CANCELLED = "cancelled", "neutral", pgettext_lazy("meeting", "Cancelled")


class ItemState(States):
    """Where a proposal is."""

    PROPOSED = "proposed", "info", _("Waits in the pool")
    SCHEDULED = "scheduled", "accent", _("On the agenda")
    DECIDED = "decided", "good", pgettext_lazy("item of a meeting", "Concluded")
    ANSWERED = "answered", "good", pgettext_lazy("question to a body", "Answered")
    WITHDRAWN = "withdrawn", "neutral", pgettext_lazy("item of a meeting", "Withdrawn")


class VoteState(States):
    """Where a vote is."""

    OPEN = "open", "accent", pgettext_lazy("vote", "Open")
    CLOSED = "closed", "good", pgettext_lazy("vote", "Closed")
    STOPPED = "stopped", "neutral", pgettext_lazy("vote", "Stopped")


AHEAD = (State.PLANNED, State.CALLED, State.UNDER_WAY)
HELD = (State.HELD, State.READING, State.ATTESTED, State.SIGNED)
UNFINISHED = (State.PLANNED, State.CALLED, State.UNDER_WAY, State.HELD, State.READING, State.ATTESTED)
WITH_MINUTES = (State.READING, State.ATTESTED, State.SIGNED)
IN_POOL = (ItemState.PROPOSED, ItemState.SCHEDULED)


def _from(*states: State) -> frozenset[str]:
    return frozenset(states)


FLOW = Flow(
    {
        v.REVISE: Move(_from(*AHEAD)),
        v.EXCEPT: Move(_from(*AHEAD)),
        v.EXCUSE: Move(_from(*AHEAD)),
        v.INVITE: Move(_from(State.PLANNED), State.CALLED),
        v.ANSWER: Move(_from(State.CALLED)),
        v.BEGIN: Move(_from(State.PLANNED, State.CALLED), State.UNDER_WAY),
        v.ATTEND: Move(_from(State.UNDER_WAY)),
        v.HAND_INVITATION: Move(_from(State.PLANNED, State.CALLED)),
        v.TAKE_UP: Move(_from(State.UNDER_WAY)),
        v.ASK_FLOOR: Move(_from(State.UNDER_WAY)),
        v.GIVE_FLOOR: Move(_from(State.UNDER_WAY)),
        v.END_SPEECH: Move(_from(State.UNDER_WAY)),
        v.SCORE: Move(_from(*HELD)),
        v.END: Move(_from(State.UNDER_WAY), State.HELD),
        v.WRITE: Move(_from(State.HELD)),
        v.CIRCULATE: Move(_from(State.HELD), State.READING),
        v.CONFIRM: Move(_from(State.READING)),
        v.OBJECT: Move(_from(State.READING)),
        v.SETTLE: Move(_from(State.READING)),
        v.ATTEST: Move(_from(State.READING), State.ATTESTED),
        v.SIGN: Move(_from(State.ATTESTED), State.SIGNED),
        v.REOPEN: Move(_from(*WITH_MINUTES), State.HELD, back=True),
        v.CANCEL: Move(_from(State.PLANNED, State.CALLED), State.CANCELLED),
    },
    first=(State.PLANNED,),
    final=(State.SIGNED, State.CANCELLED),
)
ITEM_FLOW = Flow(
    {
        v.SCHEDULE: Move(frozenset({ItemState.PROPOSED}), ItemState.SCHEDULED),
        v.ARRANGE: Move(frozenset({ItemState.SCHEDULED})),
        v.TAKE_OFF: Move(frozenset({ItemState.SCHEDULED}), ItemState.PROPOSED, back=True),
        v.WITHDRAW: Move(frozenset({ItemState.PROPOSED, ItemState.SCHEDULED}), ItemState.WITHDRAWN),
        v.RECUSE: Move(frozenset({ItemState.SCHEDULED})),
        v.REPLY: Move(frozenset({ItemState.PROPOSED}), ItemState.ANSWERED),
        v.RESERVE: Move(frozenset({ItemState.SCHEDULED, ItemState.DECIDED})),
        v.CONCLUDE: Move(frozenset({ItemState.SCHEDULED}), ItemState.DECIDED),
        v.HAND_ON: Move(frozenset({ItemState.DECIDED})),
        v.GIVE: Move(frozenset({ItemState.DECIDED})),
    },
    first=(ItemState.PROPOSED, ItemState.SCHEDULED),
    final=(ItemState.DECIDED, ItemState.ANSWERED, ItemState.WITHDRAWN),
)
VOTE_FLOW = Flow(
    {
        v.COUNT: Move(frozenset({VoteState.OPEN})),
        v.TALLY: Move(frozenset({VoteState.OPEN})),
        v.OPINE: Move(frozenset({VoteState.OPEN})),
        v.RUN_OFF: Move(frozenset({VoteState.CLOSED})),
        v.CLOSE: Move(frozenset({VoteState.OPEN}), VoteState.CLOSED),
        v.STOP: Move(frozenset({VoteState.OPEN}), VoteState.STOPPED),
    },
    first=(VoteState.OPEN,),
    final=(VoteState.CLOSED, VoteState.STOPPED),
)
