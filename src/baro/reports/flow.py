"""The life of a yearly report."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from baro.kernel.flows import Flow, Move
from baro.kernel.states import States
from baro.reports import verbs as v


class State(States):
    """Where a report is."""

    DRAFT = "draft", "neutral", pgettext_lazy("yearly report", "Draft")
    SUBMITTED = "submitted", "warn", pgettext_lazy("yearly report", "Awaiting approval")
    RETURNED = "returned", "bad", pgettext_lazy("yearly report", "Returned")
    APPROVED = "approved", "good", pgettext_lazy("yearly report", "Approved")
    CANCELLED = "cancelled", "neutral", pgettext_lazy("yearly report", "Cancelled")


BEING_WRITTEN = (State.DRAFT, State.RETURNED)
UNDECIDED = (*BEING_WRITTEN, State.SUBMITTED)
FLOW = Flow(
    {
        v.WRITE: Move(frozenset(BEING_WRITTEN)),
        v.SUBMIT: Move(frozenset(BEING_WRITTEN), State.SUBMITTED),
        v.WITHDRAW: Move(frozenset({State.SUBMITTED}), State.DRAFT, back=True),
        v.APPROVE: Move(frozenset({State.SUBMITTED}), State.APPROVED),
        v.RETURN: Move(frozenset({State.SUBMITTED}), State.RETURNED),
        v.HAND_ON: Move(frozenset({State.APPROVED})),
        v.CANCEL: Move(frozenset(BEING_WRITTEN), State.CANCELLED),
    },
    first=(State.DRAFT,),
    final=(State.APPROVED, State.CANCELLED),
)
