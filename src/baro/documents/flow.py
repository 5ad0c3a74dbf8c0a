"""The life of a document: incoming from arrival to carried out, outgoing from draft to issued."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from baro.documents.verbs import (
    CARRY_OUT,
    FILE,
    INSTRUCT,
    ISSUE,
    PRESENT,
    REOPEN,
    REVISE,
    SEND_BACK,
    SIGN,
    SUBMIT,
    TAKE_IN,
)
from baro.kernel.flows import Flow, Move


class State(models.TextChoices):
    """Where a document is."""

    ARRIVED = "arrived", _("Arrived, not registered")
    REGISTERED = "registered", _("Registered")
    PRESENTED = "presented", _("Presented to the leader")
    INSTRUCTED = "instructed", _("Being carried out")
    CARRIED_OUT = "carried_out", _("Carried out")
    FILED = "filed", _("Filed for information")
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Awaiting signature")
    SIGNED = "signed", _("Signed")
    ISSUED = "issued", _("Issued")


# The states in which somebody has something to do with the document itself.
UNDER_WAY = (State.ARRIVED, State.REGISTERED, State.PRESENTED, State.DRAFT, State.SUBMITTED, State.SIGNED)

FLOW = Flow(
    {
        TAKE_IN: Move(frozenset({State.ARRIVED}), State.REGISTERED),
        PRESENT: Move(frozenset({State.REGISTERED}), State.PRESENTED),
        INSTRUCT: Move(frozenset({State.PRESENTED}), State.INSTRUCTED),
        FILE: Move(frozenset({State.REGISTERED, State.PRESENTED}), State.FILED),
        CARRY_OUT: Move(frozenset({State.INSTRUCTED}), State.CARRIED_OUT),
        REOPEN: Move(frozenset({State.CARRIED_OUT}), State.INSTRUCTED),
        REVISE: Move(frozenset({State.DRAFT}), State.DRAFT),
        SUBMIT: Move(frozenset({State.DRAFT}), State.SUBMITTED),
        SEND_BACK: Move(frozenset({State.SUBMITTED}), State.DRAFT),
        SIGN: Move(frozenset({State.SUBMITTED}), State.SIGNED),
        ISSUE: Move(frozenset({State.SIGNED}), State.ISSUED),
    },
    first=(State.ARRIVED, State.REGISTERED, State.DRAFT, State.ISSUED),  # issued: from an earlier register
    final=(State.CARRIED_OUT, State.FILED, State.ISSUED),
)
