"""The life of a reorganisation (planned, signed, carried out), of a handover (signed by both) and of a proposal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.flows import Flow, Move
from baro.kernel.states import States
from baro.org.verbs import (
    APPROVE_PROPOSAL,
    CARRY_OUT,
    HAND_OVER,
    HAND_OVER_FOR,
    LAPSE_PROPOSAL,
    PLAN,
    REFUSE_PROPOSAL,
    REOPEN,
    SIGN,
    SUBMIT,
    TAKE_OVER,
    WITHDRAW,
    WITHDRAW_PROPOSAL,
    WITHDRAW_SIGNATURE,
)


class State(States):
    """Where a reorganisation is."""

    DRAFT = "draft", "neutral", _("Draft")
    SUBMITTED = "submitted", "accent", _("Awaiting signature")
    SIGNED = "signed", "info", pgettext_lazy("reorganisation", "Signed, waits for its day")
    DONE = "done", "good", _("Carried out")
    WITHDRAWN = "withdrawn", "warn", _("Withdrawn")


PENDING = (State.DRAFT, State.SUBMITTED, State.SIGNED)  # neither carried out nor given up
FLOW = Flow(
    {
        PLAN: Move(frozenset({State.DRAFT, State.SUBMITTED}), State.DRAFT),
        SUBMIT: Move(frozenset({State.DRAFT}), State.SUBMITTED),
        SIGN: Move(frozenset({State.DRAFT, State.SUBMITTED}), State.SIGNED),
        REOPEN: Move(frozenset({State.SUBMITTED, State.SIGNED}), State.DRAFT),
        CARRY_OUT: Move(frozenset({State.SIGNED}), State.DONE),
        WITHDRAW: Move(frozenset(PENDING), State.WITHDRAWN),
    },
    first=(State.DRAFT,),
    final=(State.DONE, State.WITHDRAWN),
)


class HandoverState(States):
    """Who has signed a handover."""

    DRAFT = "draft", "warn", pgettext_lazy("handover", "Waits for who hands over")
    HANDED = "handed", "info", pgettext_lazy("handover", "Waits for who takes over")
    TAKEN = "taken", "good", pgettext_lazy("handover", "Signed by both")


HANDOVER_FLOW = Flow(
    {
        HAND_OVER: Move(frozenset({HandoverState.DRAFT}), HandoverState.HANDED),
        HAND_OVER_FOR: Move(frozenset({HandoverState.DRAFT}), HandoverState.HANDED),
        TAKE_OVER: Move(frozenset({HandoverState.HANDED}), HandoverState.TAKEN),
        WITHDRAW_SIGNATURE: Move(frozenset({HandoverState.HANDED}), HandoverState.DRAFT),
    },
    first=(HandoverState.DRAFT,),
    final=(HandoverState.TAKEN,),
)


class ProposalState(States):
    """What became of a proposal."""

    PROPOSED = "proposed", "warn", pgettext_lazy("proposal", "Waits for a decision")
    APPROVED = "approved", "good", pgettext_lazy("proposal", "Approved")
    REFUSED = "refused", "bad", pgettext_lazy("proposal", "Refused")
    WITHDRAWN = "withdrawn", "neutral", pgettext_lazy("proposal", "Withdrawn")
    LAPSED = "lapsed", "neutral", pgettext_lazy("proposal", "Lapsed: not decided in time")


PROPOSAL_FLOW = Flow(
    {
        APPROVE_PROPOSAL: Move(frozenset({ProposalState.PROPOSED}), ProposalState.APPROVED),
        REFUSE_PROPOSAL: Move(frozenset({ProposalState.PROPOSED}), ProposalState.REFUSED),
        WITHDRAW_PROPOSAL: Move(frozenset({ProposalState.PROPOSED}), ProposalState.WITHDRAWN),
        LAPSE_PROPOSAL: Move(frozenset({ProposalState.PROPOSED}), ProposalState.LAPSED),
    },
    first=(ProposalState.PROPOSED,),
    final=(ProposalState.APPROVED, ProposalState.REFUSED, ProposalState.WITHDRAWN, ProposalState.LAPSED),
)
