"""The life of published figures."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from baro.kernel.flows import Flow, Move
from baro.kernel.states import States
from baro.statistics import verbs as v


class State(States):
    """Where frozen figures are; those that another version replaced stay as they were."""

    FROZEN = "frozen", "warn", pgettext_lazy("figures", "Awaiting publication")
    PUBLISHED = "published", "good", pgettext_lazy("figures", "Published")
    REPLACED = "replaced", "neutral", pgettext_lazy("figures", "Restated since")
    WITHDRAWN = "withdrawn", "bad", pgettext_lazy("figures", "Withdrawn")
    DISCARDED = "discarded", "neutral", pgettext_lazy("figures", "Discarded")


EVER_PUBLISHED = (State.PUBLISHED, State.REPLACED, State.WITHDRAWN)
FLOW = Flow(
    {
        v.PUBLISH: Move(frozenset({State.FROZEN}), State.PUBLISHED),
        v.DISCARD: Move(frozenset({State.FROZEN}), State.DISCARDED),
        v.RESTATE: Move(frozenset({State.PUBLISHED})),
        v.REPLACE: Move(frozenset({State.PUBLISHED}), State.REPLACED),
        v.WITHDRAW: Move(frozenset({State.PUBLISHED}), State.WITHDRAWN),
    },
    first=(State.FROZEN, State.PUBLISHED),
    final=(State.PUBLISHED, State.REPLACED, State.WITHDRAWN, State.DISCARDED),
)
