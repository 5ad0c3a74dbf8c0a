"""The life of a document: incoming from arrival to carried out, outgoing from draft to issued."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.documents.verbs import (
    CARRY_OUT,
    FILE,
    INSTRUCT,
    ISSUE,
    PRESENT,
    REOPEN,
    RESUME,
    REVISE,
    SEND_BACK,
    SIGN,
    SUBMIT,
    TAKE_IN,
)
from baro.kernel.flows import Flow, Move
from baro.kernel.states import States


class State(States):
    """Where a document is."""

    ARRIVED = "arrived", "accent", _("Arrived, not registered")
    REGISTERED = "registered", "info", _("Registered")
    PRESENTED = "presented", "info", _("Presented to the leader")
    INSTRUCTED = "instructed", "warn", _("Being carried out")
    CARRIED_OUT = "carried_out", "good", _("Carried out")
    FILED = "filed", "neutral", _("Filed for information")
    DRAFT = "draft", "neutral", _("Draft")
    SUBMITTED = "submitted", "warn", _("Awaiting signature")
    SIGNED = "signed", "info", _("Signed")
    ISSUED = "issued", "good", _("Issued")


# The states in which somebody has something to do with the document itself.
UNSIGNED = (State.DRAFT, State.SUBMITTED)
UNDER_WAY = (State.ARRIVED, State.REGISTERED, State.PRESENTED, State.DRAFT, State.SUBMITTED, State.SIGNED)

FLOW = Flow(
    {
        TAKE_IN: Move(frozenset({State.ARRIVED}), State.REGISTERED),
        PRESENT: Move(frozenset({State.REGISTERED}), State.PRESENTED),
        INSTRUCT: Move(frozenset({State.PRESENTED}), State.INSTRUCTED),
        FILE: Move(frozenset({State.REGISTERED, State.PRESENTED}), State.FILED),
        CARRY_OUT: Move(frozenset({State.INSTRUCTED}), State.CARRIED_OUT),
        REOPEN: Move(frozenset({State.CARRIED_OUT}), State.INSTRUCTED),
        RESUME: Move(frozenset({State.CARRIED_OUT}), State.INSTRUCTED),
        REVISE: Move(frozenset({State.DRAFT})),
        SUBMIT: Move(frozenset({State.DRAFT}), State.SUBMITTED),
        SEND_BACK: Move(frozenset({State.SUBMITTED}), State.DRAFT),
        SIGN: Move(frozenset({State.SUBMITTED}), State.SIGNED),
        ISSUE: Move(frozenset({State.SIGNED}), State.ISSUED),
    },
    first=(State.ARRIVED, State.REGISTERED, State.DRAFT, State.ISSUED),  # issued: from an earlier register
    final=(State.CARRIED_OUT, State.FILED, State.ISSUED),
)
