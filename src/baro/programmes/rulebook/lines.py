"""What is counted of a programme: the figures that its page and its reviews show."""

from __future__ import annotations

from enum import StrEnum

from baro.programmes.rulebook.standing import ClauseStanding


class Line(StrEnum):
    """One thing that is counted: tasks, or clauses that stand in one way."""

    TASKS = "tasks"
    DONE = "done"
    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    NEAR_DUE = "near_due"
    OVERDUE = "overdue"
    NO_DEADLINE = "no_deadline"
    STUCK = "stuck"
    HELD_UP = "held_up"
    EXTENDED = "extended"
    RETURNED = "returned"
    DECLINED = "declined"
    URGED = "urged"
    CLAUSES_CARRIED_OUT = "clauses_carried_out"
    CLAUSES_PARTLY = "clauses_partly"
    CLAUSES_NOT = "clauses_not"
    CLAUSES_WITHOUT_TASK = "clauses_without_task"

    @property
    def standing(self) -> ClauseStanding | None:
        """How the clauses stand that it counts; None where it counts tasks."""
        kind, _sign, standing = self.value.partition("clauses_")
        return None if kind else ClauseStanding(standing)
