"""The life of a programme, and the life of a review."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from baro.kernel.flows import Flow, Move
from baro.kernel.states import States
from baro.programmes import verbs as v


class State(States):
    """Where a programme is."""

    UNDERWAY = "underway", "info", pgettext_lazy("programme", "Underway")
    CLOSED = "closed", "neutral", pgettext_lazy("programme", "Closed")


FLOW = Flow(
    {
        v.CHANGE: Move(frozenset({State.UNDERWAY})),
        v.CHOOSE: Move(frozenset({State.UNDERWAY})),
        v.CLOSE: Move(frozenset({State.UNDERWAY}), State.CLOSED),
        v.REOPEN: Move(frozenset({State.CLOSED}), State.UNDERWAY, back=True),
    },
    first=(State.UNDERWAY,),
    final=(State.CLOSED,),
)


class ReviewState(States):
    """Where a review is."""

    DRAFT = "draft", "neutral", pgettext_lazy("review", "Draft")
    SUBMITTED = "submitted", "warn", pgettext_lazy("review", "Awaiting approval")
    RETURNED = "returned", "bad", pgettext_lazy("review", "Returned")
    APPROVED = "approved", "good", pgettext_lazy("review", "Approved")
    CANCELLED = "cancelled", "neutral", pgettext_lazy("review", "Cancelled")


BEING_WRITTEN = (ReviewState.DRAFT, ReviewState.RETURNED)
UNDECIDED = (*BEING_WRITTEN, ReviewState.SUBMITTED)
REVIEW_FLOW = Flow(
    {
        v.WRITE: Move(frozenset(BEING_WRITTEN)),
        v.GATHER: Move(frozenset(BEING_WRITTEN)),
        v.SUBMIT: Move(frozenset(BEING_WRITTEN), ReviewState.SUBMITTED),
        v.WITHDRAW: Move(frozenset({ReviewState.SUBMITTED}), ReviewState.DRAFT, back=True),
        v.APPROVE: Move(frozenset({ReviewState.SUBMITTED}), ReviewState.APPROVED),
        v.RETURN: Move(frozenset({ReviewState.SUBMITTED}), ReviewState.RETURNED),
        v.CANCEL: Move(frozenset(BEING_WRITTEN), ReviewState.CANCELLED),
    },
    first=(ReviewState.DRAFT,),
    final=(ReviewState.APPROVED, ReviewState.CANCELLED),
)
