"""The life of a task, from assignment to an approved result."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.kernel.flows import Flow, Move
from baro.kernel.states import States
from baro.tasks import verbs as v


class State(States):
    """Where a task is; how it stands against its deadline is computed and never stored."""

    ASSIGNED = "assigned", "info", _("Assigned")
    DECLINED = "declined", "bad", _("Declined")
    UNDERWAY = "underway", "info", _("Underway")
    HANDED_IN = "handed_in", "accent", _("Handed in")
    DONE = "done", "good", _("Done")
    CANCELLED = "cancelled", "neutral", _("Cancelled")


CLOSED = (State.CANCELLED, State.DONE)
OPEN = frozenset({State.ASSIGNED, State.DECLINED, State.UNDERWAY, State.HANDED_IN})
WITH_OWNER = (State.ASSIGNED, State.UNDERWAY)  # it waits for its owner

FLOW = Flow(
    {
        v.ACCEPT: Move(frozenset({State.ASSIGNED}), State.UNDERWAY),
        v.DECLINE: Move(frozenset({State.ASSIGNED}), State.DECLINED),
        v.REPORT: Move(frozenset({State.UNDERWAY})),
        v.HAND_IN: Move(frozenset({State.UNDERWAY}), State.HANDED_IN),
        v.APPROVE: Move(frozenset({State.HANDED_IN}), State.DONE),
        v.RETURN: Move(frozenset({State.HANDED_IN}), State.UNDERWAY),
        v.WITHDRAW: Move(frozenset({State.HANDED_IN}), State.UNDERWAY),
        v.UNDO_APPROVAL: Move(frozenset({State.DONE}), State.HANDED_IN),
        v.REOPEN: Move(frozenset({State.DONE}), State.UNDERWAY),
        v.REWORD: Move(frozenset({State.ASSIGNED, State.DECLINED, State.UNDERWAY})),
        v.REASSIGN: Move(frozenset({State.ASSIGNED, State.DECLINED, State.UNDERWAY}), State.ASSIGNED),
        v.CANCEL: Move(OPEN, State.CANCELLED),
        v.ASK_EXTENSION: Move(frozenset(WITH_OWNER)),
        v.EXTEND: Move(frozenset({State.ASSIGNED, State.DECLINED, State.UNDERWAY})),
        v.REFUSE_EXTENSION: Move(OPEN),
        v.URGE: Move(frozenset(WITH_OWNER)),
        v.FINISH: Move(frozenset({State.HANDED_IN}), State.DONE),
        v.INVOLVE: Move(frozenset(WITH_OWNER)),
        v.ARRANGE: Move(frozenset({State.ASSIGNED, State.DECLINED, State.UNDERWAY})),
        v.ADD_UP: Move(frozenset({State.ASSIGNED, State.DECLINED, State.UNDERWAY})),
        v.REPEAT: Move(OPEN),
        v.STOP_REPEATING: Move(OPEN | {State.DONE}),
        v.EVALUATE: Move(frozenset({State.UNDERWAY, State.HANDED_IN, State.DONE})),
    },
    first=(State.ASSIGNED,),
    final=CLOSED,
)
