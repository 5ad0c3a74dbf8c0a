"""The life of a cascade, and where each of its recipients stands."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from baro.cascades import verbs as v
from baro.kernel.flows import Flow, Move
from baro.kernel.states import States


class State(States):
    """Where a cascade is."""

    DRAFT = "draft", "neutral", pgettext_lazy("cascade", "Draft")
    SENT = "sent", "info", pgettext_lazy("cascade", "Sent")
    CLOSED = "closed", "good", pgettext_lazy("cascade", "Closed")
    DISCARDED = "discarded", "neutral", pgettext_lazy("cascade", "Discarded")


FLOW = Flow(
    {
        v.REVISE: Move(frozenset({State.DRAFT})),
        v.ADD_FIELD: Move(frozenset({State.DRAFT})),
        v.REMOVE_FIELD: Move(frozenset({State.DRAFT})),
        v.SEND: Move(frozenset({State.DRAFT}), State.SENT),
        v.DISCARD: Move(frozenset({State.DRAFT}), State.DISCARDED),
        v.SEND_MORE: Move(frozenset({State.SENT})),
        v.REMIND: Move(frozenset({State.SENT})),
        v.ENTER: Move(frozenset({State.SENT})),
        v.CLOSE: Move(frozenset({State.SENT}), State.CLOSED),
        v.REOPEN: Move(frozenset({State.CLOSED}), State.SENT, back=True),
    },
    first=(State.DRAFT,),
    final=(State.CLOSED, State.DISCARDED),
)


class Stand(States):
    """Where a recipient stands: computed from its task alone, each recipient in exactly one of them."""

    NOT_TAKEN_ON = "not_taken_on", "neutral", pgettext_lazy("recipient", "Not taken on")
    TAKEN_ON = "taken_on", "info", pgettext_lazy("recipient", "Taken on")
    DECLINED = "declined", "bad", pgettext_lazy("recipient", "Declined")
    HANDED_IN = "handed_in", "accent", pgettext_lazy("recipient", "Handed in")
    RETURNED = "returned", "warn", pgettext_lazy("recipient", "Returned")
    ACCEPTED = "accepted", "good", pgettext_lazy("recipient", "Accepted")
    ACCEPTED_LATE = "accepted_late", "warn", pgettext_lazy("recipient", "Accepted late")
    OVERDUE = "overdue", "bad", pgettext_lazy("recipient", "Overdue")
    CANCELLED = "cancelled", "neutral", pgettext_lazy("recipient", "Cancelled")


MISSING = (Stand.NOT_TAKEN_ON, Stand.TAKEN_ON, Stand.RETURNED, Stand.OVERDUE)  # the answer is still to come
