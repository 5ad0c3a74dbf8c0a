"""The life of an obstacle."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.flows import Flow, Move
from baro.kernel.states import States
from baro.urging import verbs as v


class State(States):
    """Where an obstacle is."""

    STANDING = "standing", "warn", _("Not removed yet")
    REMOVED = "removed", "good", _("Removed")
    REFUSED = "refused", "bad", pgettext_lazy("obstacle", "Refused")
    WITHDRAWN = "withdrawn", "neutral", _("Withdrawn")


FLOW = Flow(
    {
        v.REMOVE: Move(frozenset({State.STANDING}), State.REMOVED),
        v.REFUSE: Move(frozenset({State.STANDING}), State.REFUSED),
        v.WITHDRAW: Move(frozenset({State.STANDING}), State.WITHDRAWN),
    },
    first=(State.STANDING,),
    final=(State.REMOVED, State.REFUSED, State.WITHDRAWN),
)
