"""When a clause of a plan is carried out."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody
from baro.tasks.rulebook.status import STYLES


class ClauseStanding(StrEnum):
    """How far a clause is carried out; always computed from its tasks, never typed."""

    CARRIED_OUT = "carried_out"
    PARTLY = "partly"
    NOT = "not"
    WITHOUT_TASK = "without_task"


class StandingRow(Entry):
    """How a standing is called and shown."""

    id: ClauseStanding
    names: Names
    tone: Literal["green", "amber", "yellow", "red", "grey", "blue"]

    @property
    def style(self) -> str:
        """What its colour means to the interface."""
        return STYLES[self.tone]


class Clauses(RuleBody, code="programmes.clauses", called=_("When a clause is carried out")):
    """From which share of its tasks on, in percent, a clause is carried out, or partly; done is what was approved."""

    carried_out_from: int = Field(ge=1, le=100)
    partly_from: int = Field(ge=1, le=100)
    standings: tuple[StandingRow, ...]

    @model_validator(mode="after")
    def _every_standing_once(self) -> Self:
        if sorted(row.id for row in self.standings) != sorted(ClauseStanding):
            raise ValueError(f"every standing must be listed once: {', '.join(ClauseStanding)}")
        if self.partly_from > self.carried_out_from:
            raise ValueError("a clause is partly carried out before it is carried out")
        return self

    def standing(self, done: int, tasks: int) -> ClauseStanding:
        """How a clause stands of whose tasks so many are done; done is what was approved, never what was reported."""
        if not tasks:
            return ClauseStanding.WITHOUT_TASK
        if done * 100 >= self.carried_out_from * tasks:
            return ClauseStanding.CARRIED_OUT
        return ClauseStanding.PARTLY if done * 100 >= self.partly_from * tasks else ClauseStanding.NOT

    def of(self, standing: ClauseStanding) -> StandingRow:
        """How a standing is called and shown."""
        return next(row for row in self.standings if row.id is standing)
