"""The life of a document: incoming from arrival to carried out, outgoing from draft to issued."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.documents.verbs import (
    AGREE,
    AMEND,
    APPROVE,
    ASK,
    CANCEL_NUMBER,
    CARRY_OUT,
    CLASSIFY,
    CLEAR,
    CORRECT,
    EXCUSE,
    FILE,
    GIVE_BACK,
    HAND_BACK,
    INSTRUCT,
    ISSUE,
    LOSE,
    PRESENT,
    RECALL,
    REOPEN,
    REPLACE,
    RESERVE,
    RESUME,
    RETURN,
    REVISE,
    SCAN,
    SEND_BACK,
    SIGN,
    SUBMIT,
    TAKE_IN,
    TAKE_UP,
    WITHDRAW,
)
from baro.documents.verbs_in_force import PLAN_REVIEW, RELATE, REVIEW, UNRELATE
from baro.kernel.flows import Flow, Move
from baro.kernel.states import States


class State(States):
    """Where a document is."""

    ARRIVED = "arrived", "accent", _("Arrived, not registered")
    REGISTERED = "registered", "info", _("Registered")
    PRESENTED = "presented", "info", _("Presented to the leader")
    INSTRUCTED = "instructed", "warn", _("Instructed")
    CARRIED_OUT = "carried_out", "good", _("Carried out")
    FILED = "filed", "neutral", _("Filed for information")
    CANCELLED = "cancelled", "neutral", _("Number cancelled")
    DRAFT = "draft", "neutral", _("Draft")
    APPROVING = "approving", "warn", _("Being approved")
    SUBMITTED = "submitted", "warn", _("Awaiting signature")
    SIGNED = "signed", "info", _("Signed")
    ISSUED = "issued", "good", _("Issued")
    RETURNED = "returned", "neutral", _("Returned to the issuer")
    RECALLED = "recalled", "bad", _("Recalled")


# The states in which somebody has something to do with the document itself.
UNSIGNED = (State.DRAFT, State.APPROVING, State.SUBMITTED)
UNDER_WAY = (State.ARRIVED, State.REGISTERED, State.PRESENTED, *UNSIGNED, State.SIGNED)
# It went out once: what was sent stays readable for whom it was sent to, also when it was called back.
SENT = (State.ISSUED, State.RECALLED)

# Its line stands in the register of what arrived, under a number that counts.
ENTERED = (State.REGISTERED, State.PRESENTED, State.INSTRUCTED, State.CARRIED_OUT, State.FILED)
# Units that lead, coordinate or are informed: the leader decided it.
DECIDED = (State.INSTRUCTED, State.CARRIED_OUT)

FLOW = Flow(
    {
        TAKE_IN: Move(frozenset({State.ARRIVED}), State.REGISTERED),
        CORRECT: Move(frozenset(ENTERED), back=True),
        CANCEL_NUMBER: Move(frozenset({State.REGISTERED, State.PRESENTED, State.FILED}), State.CANCELLED, back=True),
        PRESENT: Move(frozenset({State.REGISTERED}), State.PRESENTED),
        HAND_BACK: Move(frozenset({State.PRESENTED}), State.REGISTERED, back=True),
        AGREE: Move(frozenset({State.PRESENTED}), State.INSTRUCTED),
        INSTRUCT: Move(frozenset({State.PRESENTED}), State.INSTRUCTED),
        AMEND: Move(frozenset({State.INSTRUCTED})),
        FILE: Move(frozenset({State.REGISTERED, State.PRESENTED}), State.FILED),
        TAKE_UP: Move(frozenset({State.FILED}), State.REGISTERED, back=True),
        CARRY_OUT: Move(frozenset({State.INSTRUCTED}), State.CARRIED_OUT),
        REOPEN: Move(frozenset({State.CARRIED_OUT}), State.INSTRUCTED, back=True),
        RESUME: Move(frozenset({State.CARRIED_OUT}), State.INSTRUCTED, back=True),
        REVISE: Move(frozenset({State.DRAFT})),
        CLASSIFY: Move(frozenset({State.DRAFT, State.SUBMITTED, State.SIGNED, State.ISSUED})),
        EXCUSE: Move(frozenset({State.DRAFT})),
        ASK: Move(frozenset({State.DRAFT}), State.APPROVING),
        APPROVE: Move(frozenset({State.APPROVING})),
        CLEAR: Move(frozenset({State.APPROVING}), State.SUBMITTED),
        SUBMIT: Move(frozenset({State.DRAFT}), State.SUBMITTED),
        WITHDRAW: Move(frozenset({State.APPROVING, State.SUBMITTED}), State.DRAFT, back=True),
        SEND_BACK: Move(frozenset({State.APPROVING, State.SUBMITTED}), State.DRAFT),
        RESERVE: Move(frozenset(UNSIGNED)),
        GIVE_BACK: Move(frozenset(UNSIGNED), back=True),
        SIGN: Move(frozenset({State.SUBMITTED}), State.SIGNED),
        SCAN: Move(frozenset({State.SIGNED})),
        ISSUE: Move(frozenset({State.SIGNED}), State.ISSUED),
        RECALL: Move(frozenset({State.ISSUED}), State.RECALLED, back=True),
        REPLACE: Move(frozenset({State.ISSUED, State.RECALLED})),
        RELATE: Move(frozenset({State.DRAFT, State.ISSUED, *ENTERED})),
        UNRELATE: Move(frozenset({State.DRAFT, State.ISSUED, *ENTERED}), back=True),
        PLAN_REVIEW: Move(frozenset({State.ISSUED})),
        REVIEW: Move(frozenset({State.ISSUED})),
        RETURN: Move(frozenset({State.ARRIVED}), State.RETURNED, back=True),
        LOSE: Move(frozenset({State.ARRIVED}), State.RECALLED, back=True),
    },
    first=(State.ARRIVED, State.REGISTERED, State.DRAFT, State.ISSUED),  # issued: from an earlier register
    final=(State.CARRIED_OUT, State.FILED, State.CANCELLED, State.ISSUED, State.RETURNED, State.RECALLED),
)
