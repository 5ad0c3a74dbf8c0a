"""The lives of cases, their papers and findings, of discipline and complaints."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from baro.kernel.flows import Flow, Move
from baro.kernel.states import States
from baro.oversight import verbs as v


class State(States):
    """Where a case is: three phases, and its end."""

    PREPARING = "preparing", "neutral", pgettext_lazy("case", "Preparation")
    CONDUCTING = "conducting", "info", pgettext_lazy("case", "Conduct")
    ENDING = "ending", "accent", pgettext_lazy("case", "To be concluded")
    CLOSED = "closed", "good", pgettext_lazy("case", "Closed")


UNFINISHED = (State.PREPARING, State.CONDUCTING, State.ENDING)
PRESENTED = (State.ENDING, State.CLOSED)
_ANY = frozenset(UNFINISHED)
FLOW = Flow(
    {
        v.APPOINT: Move(_ANY),
        v.RELEASE: Move(_ANY),
        v.DECLARE: Move(_ANY),
        v.ANNOUNCE: Move(frozenset({State.PREPARING}), State.CONDUCTING),
        v.FIND: Move(frozenset({State.CONDUCTING})),
        v.EXTEND: Move(frozenset({State.PREPARING, State.CONDUCTING})),
        v.PRESENT: Move(frozenset({State.CONDUCTING}), State.ENDING),
        v.PENALISE: Move(frozenset({State.ENDING, State.CLOSED})),
        v.TRANSFER: Move(frozenset({State.ENDING}), State.CLOSED),
        v.CLOSE: Move(frozenset({State.ENDING}), State.CLOSED),
        v.STOP: Move(_ANY, State.CLOSED),
        v.CLEAR: Move(frozenset({State.CLOSED})),
    },
    first=(State.PREPARING,),
    final=(State.CLOSED,),
)


class PaperState(States):
    """Where a prescribed paper is."""

    NOT_BEGUN = "not_begun", "neutral", pgettext_lazy("paper of a case", "Not begun")
    OPEN = "open", "warn", pgettext_lazy("paper of a case", "Begun")
    DONE = "done", "good", pgettext_lazy("paper of a case", "Done")


PAPER_FLOW = Flow(
    {
        v.BEGIN_PAPER: Move(frozenset({PaperState.NOT_BEGUN}), PaperState.OPEN),
        v.FINISH_PAPER: Move(frozenset({PaperState.NOT_BEGUN, PaperState.OPEN}), PaperState.DONE),
        v.REOPEN_PAPER: Move(frozenset({PaperState.DONE}), PaperState.OPEN, back=True),
    },
    first=(PaperState.NOT_BEGUN,),
    final=(PaperState.DONE,),
)


class FindingState(States):
    """Where a finding is."""

    STANDING = "standing", "warn", pgettext_lazy("finding", "Standing")
    SETTLED = "settled", "good", pgettext_lazy("finding", "Settled")
    WITHDRAWN = "withdrawn", "neutral", pgettext_lazy("finding", "Withdrawn")


FINDING_FLOW = Flow(
    {
        v.REVISE: Move(frozenset({FindingState.STANDING})),
        v.ORDER: Move(frozenset({FindingState.STANDING})),
        v.SETTLE: Move(frozenset({FindingState.STANDING}), FindingState.SETTLED),
        v.WITHDRAW: Move(frozenset({FindingState.STANDING}), FindingState.WITHDRAWN),
    },
    first=(FindingState.STANDING,),
    final=(FindingState.SETTLED, FindingState.WITHDRAWN),
)


class PenaltyState(States):
    """Where discipline is."""

    PROPOSED = "proposed", "neutral", pgettext_lazy("discipline", "Proposed")
    HEARD = "heard", "accent", pgettext_lazy("discipline", "Heard, to be decided")
    IN_FORCE = "in_force", "bad", pgettext_lazy("discipline", "In force")
    DROPPED = "dropped", "neutral", pgettext_lazy("discipline", "No discipline")
    LAPSED = "lapsed", "neutral", pgettext_lazy("discipline", "Lapsed")
    ANNULLED = "annulled", "good", pgettext_lazy("discipline", "Annulled")


TOLD = (PenaltyState.HEARD, PenaltyState.IN_FORCE, PenaltyState.DROPPED, PenaltyState.LAPSED, PenaltyState.ANNULLED)
STANDING = (PenaltyState.IN_FORCE, PenaltyState.LAPSED)
PENALTY_FLOW = Flow(
    {
        v.HEAR: Move(frozenset({PenaltyState.PROPOSED}), PenaltyState.HEARD),
        v.DECIDE: Move(frozenset({PenaltyState.HEARD}), PenaltyState.IN_FORCE),
        v.DROP: Move(frozenset({PenaltyState.PROPOSED, PenaltyState.HEARD}), PenaltyState.DROPPED),
        v.APPEAL: Move(frozenset({PenaltyState.IN_FORCE})),
        v.ALTER: Move(frozenset({PenaltyState.IN_FORCE, PenaltyState.LAPSED})),
        v.ANNUL_PENALTY: Move(frozenset({PenaltyState.IN_FORCE, PenaltyState.LAPSED}), PenaltyState.ANNULLED),
        v.LAPSE: Move(frozenset({PenaltyState.IN_FORCE}), PenaltyState.LAPSED),
    },
    first=(PenaltyState.PROPOSED,),
    final=(PenaltyState.IN_FORCE, PenaltyState.DROPPED, PenaltyState.LAPSED, PenaltyState.ANNULLED),
)


class AppealState(States):
    """Where a complaint is."""

    FILED = "filed", "accent", pgettext_lazy("complaint", "To be decided")
    KEPT = "kept", "neutral", pgettext_lazy("complaint", "Kept")
    CHANGED = "changed", "info", pgettext_lazy("complaint", "Changed")
    ANNULLED = "annulled", "good", pgettext_lazy("complaint", "Annulled")


APPEAL_FLOW = Flow(
    {
        v.KEEP: Move(frozenset({AppealState.FILED}), AppealState.KEPT),
        v.CHANGE: Move(frozenset({AppealState.FILED}), AppealState.CHANGED),
        v.ANNUL: Move(frozenset({AppealState.FILED}), AppealState.ANNULLED),
    },
    first=(AppealState.FILED,),
    final=(AppealState.KEPT, AppealState.CHANGED, AppealState.ANNULLED),
)
