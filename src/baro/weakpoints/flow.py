"""The life of a weak point."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.flows import Flow, Move
from baro.kernel.states import States
from baro.weakpoints import verbs as v


class State(States):
    """Where a weak point is."""

    OPEN = "open", "warn", pgettext_lazy("weak point", "Open")
    SOLVED = "solved", "accent", _("Solved, to be accepted")
    ACCEPTED = "accepted", "good", pgettext_lazy("weak point", "Accepted")
    CANCELLED = "cancelled", "neutral", pgettext_lazy("weak point", "Cancelled")


UNFINISHED = (State.OPEN, State.SOLVED)
FLOW = Flow(
    {
        v.REVISE: Move(frozenset({State.OPEN})),
        v.LINK: Move(frozenset({State.OPEN})),
        v.GIVE: Move(frozenset({State.OPEN})),
        v.SOLVE: Move(frozenset({State.OPEN}), State.SOLVED),
        v.ACCEPT: Move(frozenset({State.SOLVED}), State.ACCEPTED),
        v.RETURN: Move(frozenset({State.SOLVED}), State.OPEN, back=True),
        v.REOPEN: Move(frozenset({State.ACCEPTED}), State.OPEN, back=True),
        v.CANCEL: Move(frozenset({State.OPEN}), State.CANCELLED),
    },
    first=(State.OPEN,),
    final=(State.ACCEPTED, State.CANCELLED),
)
