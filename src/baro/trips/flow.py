"""The life of a trip."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.kernel.flows import Flow, Move
from baro.kernel.states import States
from baro.trips.verbs import APPROVE, CANCEL, REFUSE


class State(States):
    """Where a trip is."""

    REQUESTED = "requested", "warn", _("Waits for approval")
    APPROVED = "approved", "good", _("Approved")
    REFUSED = "refused", "bad", _("Refused")
    CANCELLED = "cancelled", "neutral", _("Cancelled")


OPEN = (State.REQUESTED, State.APPROVED)
FLOW = Flow(
    {
        APPROVE: Move(frozenset({State.REQUESTED}), State.APPROVED),
        REFUSE: Move(frozenset({State.REQUESTED}), State.REFUSED),
        CANCEL: Move(frozenset(OPEN), State.CANCELLED),
    },
    first=(State.REQUESTED,),
    final=(State.APPROVED, State.REFUSED, State.CANCELLED),
)
