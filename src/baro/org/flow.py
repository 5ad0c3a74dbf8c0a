"""The life of a reorganisation (planned, signed, carried out on its day) and of a handover (signed by both)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.flows import Flow, Move
from baro.org.verbs import (
    CARRY_OUT,
    HAND_OVER,
    HAND_OVER_FOR,
    PLAN,
    SIGN,
    SUBMIT_PLAN,
    TAKE_BACK,
    TAKE_OVER,
    WITHDRAW,
    WITHDRAW_SIGNATURE,
)


class State(models.TextChoices):
    """Where a reorganisation is."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Awaiting signature")
    SIGNED = "signed", pgettext_lazy("reorganisation", "Signed, waits for its day")
    DONE = "done", _("Carried out")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PENDING = (State.DRAFT, State.SUBMITTED, State.SIGNED)  # neither carried out nor given up
FLOW = Flow(
    {
        PLAN: Move(frozenset({State.DRAFT, State.SUBMITTED}), State.DRAFT),
        SUBMIT_PLAN: Move(frozenset({State.DRAFT}), State.SUBMITTED),
        SIGN: Move(frozenset({State.DRAFT, State.SUBMITTED}), State.SIGNED),
        TAKE_BACK: Move(frozenset({State.SUBMITTED, State.SIGNED}), State.DRAFT),
        CARRY_OUT: Move(frozenset({State.SIGNED}), State.DONE),
        WITHDRAW: Move(frozenset(PENDING), State.WITHDRAWN),
    },
    first=(State.DRAFT,),
    final=(State.DONE, State.WITHDRAWN),
)


class HandoverState(models.TextChoices):
    """Who has signed a handover."""

    DRAFT = "draft", pgettext_lazy("handover", "Waits for who hands over")
    HANDED = "handed", pgettext_lazy("handover", "Waits for who takes over")
    TAKEN = "taken", pgettext_lazy("handover", "Signed by both")


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
