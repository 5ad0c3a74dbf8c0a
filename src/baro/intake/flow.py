"""The life of a delivery."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from baro.intake.verbs import SET_ASIDE, TAKE, TAKE_UP
from baro.kernel.flows import Flow, Move
from baro.kernel.states import States


class State(States):
    """Where a delivery is; that it was registered its papers say."""

    ARRIVED = "arrived", "warn", pgettext_lazy("delivery", "Arrived")
    ASIDE = "aside", "neutral", pgettext_lazy("delivery", "Set aside")


FLOW = Flow(
    {
        TAKE: Move(frozenset({State.ARRIVED})),
        SET_ASIDE: Move(frozenset({State.ARRIVED}), State.ASIDE),
        TAKE_UP: Move(frozenset({State.ASIDE}), State.ARRIVED, back=True),
    },
    first=(State.ARRIVED,),
    final=(State.ASIDE,),
)
