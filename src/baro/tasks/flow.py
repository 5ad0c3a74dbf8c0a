"""The life of a task, from assignment to an approved result."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from baro.kernel.flows import Flow, Move
from baro.tasks.verbs import ACCEPT, APPROVE, CANCEL, DECLINE, HAND_IN, REASSIGN, REPORT, RETURN


class State(models.TextChoices):
    """Where a task is; how it stands against its deadline is computed and never stored."""

    ASSIGNED = "assigned", _("Assigned")
    DECLINED = "declined", _("Declined")
    UNDERWAY = "underway", _("Underway")
    HANDED_IN = "handed_in", _("Handed in")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


CLOSED = (State.CANCELLED, State.DONE)

FLOW = Flow(
    {
        ACCEPT: Move(frozenset({State.ASSIGNED}), State.UNDERWAY),
        DECLINE: Move(frozenset({State.ASSIGNED}), State.DECLINED),
        REPORT: Move(frozenset({State.UNDERWAY}), State.UNDERWAY),
        HAND_IN: Move(frozenset({State.UNDERWAY}), State.HANDED_IN),
        APPROVE: Move(frozenset({State.HANDED_IN}), State.DONE),
        RETURN: Move(frozenset({State.HANDED_IN}), State.UNDERWAY),
        REASSIGN: Move(frozenset({State.ASSIGNED, State.DECLINED, State.UNDERWAY}), State.ASSIGNED),
        CANCEL: Move(frozenset({State.ASSIGNED, State.DECLINED, State.UNDERWAY, State.HANDED_IN}), State.CANCELLED),
    },
    first=(State.ASSIGNED,),
    final=CLOSED,
)
