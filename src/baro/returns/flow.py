"""The life of a round and of the return of one unit."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from baro.kernel.flows import Flow, Move
from baro.kernel.states import States
from baro.returns import verbs as v


class RoundState(States):
    """Where a round is."""

    OPEN = "open", "info", pgettext_lazy("round", "Open")
    CLOSED = "closed", "good", pgettext_lazy("round", "Closed")


ROUND_FLOW = Flow(
    {
        v.REMIND: Move(frozenset({RoundState.OPEN})),
        v.CLOSE: Move(frozenset({RoundState.OPEN}), RoundState.CLOSED),
        v.REOPEN: Move(frozenset({RoundState.CLOSED}), RoundState.OPEN, back=True),
    },
    first=(RoundState.OPEN,),
    final=(RoundState.CLOSED,),
)


class State(States):
    """Where a return is."""

    ASKED = "asked", "neutral", pgettext_lazy("return", "To be filled in")
    HANDED_UP = "handed_up", "accent", pgettext_lazy("return", "Handed up")
    RETURNED = "returned", "warn", pgettext_lazy("return", "Returned")
    CORRECTING = "correcting", "warn", pgettext_lazy("return", "Being corrected")
    ACCEPTED = "accepted", "good", pgettext_lazy("return", "Accepted")


WITH_UNIT = (State.ASKED, State.RETURNED, State.CORRECTING)  # the unit has something to do
MISSING = (State.ASKED, State.RETURNED)  # no figures of the unit count
FLOW = Flow(
    {
        v.FILL: Move(frozenset(WITH_UNIT)),
        v.UPLOAD: Move(frozenset(WITH_UNIT)),
        v.HAND_UP: Move(frozenset(WITH_UNIT), State.HANDED_UP),
        v.SEND_BACK: Move(frozenset({State.HANDED_UP}), State.RETURNED, back=True),
        v.ACCEPT: Move(frozenset({State.HANDED_UP}), State.ACCEPTED),
        v.CORRECT: Move(frozenset({State.HANDED_UP, State.ACCEPTED}), State.CORRECTING, back=True),
    },
    first=(State.ASKED, State.ACCEPTED),
    final=(State.ACCEPTED,),
)
