"""The rules of tasks: how clear a task must be, and the classes that its state is counted in."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rules.body import Entry, Names, RuleBody, Text, refuse_repeats

TaskField = Literal["work", "owner_unit", "owner_post", "due_on", "product", "authority", "accountable_post"]


class Clear(Entry):
    """One thing that must be clear about a task, and the fields that make it so."""

    id: Text
    names: Names
    fields: tuple[TaskField, ...] = Field(min_length=1)


class MottoLevel(Entry):
    """One version of the motto, by the number of things it wants clear."""

    clears: int
    names: Names
    of: tuple[Text, ...] = Field(min_length=1)


class Motto(RuleBody, code="tasks.motto", called=_("What must be clear in a task")):
    """How many things must be clear before a task may be given: 3, 5 or 6."""

    motto: Literal[3, 5, 6]
    clears: tuple[Clear, ...]
    levels: tuple[MottoLevel, ...]

    @model_validator(mode="after")
    def _levels_name_known_clears(self) -> Self:
        refuse_repeats("clear", [row.id for row in self.clears])
        known = {row.id for row in self.clears}
        for level in self.levels:
            unknown = set(level.of) - known
            if unknown or len(set(level.of)) != level.clears:
                raise ValueError(f"the motto of {level.clears} must name {level.clears} known clears, not {level.of}")
        if self.motto not in {level.clears for level in self.levels}:
            raise ValueError(f"motto {self.motto} has no level")
        return self

    @property
    def level(self) -> MottoLevel:
        """The version of the motto that is set."""
        return next(level for level in self.levels if level.clears == self.motto)

    @property
    def wanted(self) -> tuple[Clear, ...]:
        """What must be clear, in the order of the motto."""
        return tuple(row for wanted in self.level.of for row in self.clears if row.id == wanted)

    @property
    def required(self) -> tuple[TaskField, ...]:
        """The fields of a task that must not be empty."""
        return tuple(field for row in self.wanted for field in row.fields)


class DueClass(StrEnum):
    """Where a task stands against its deadline; always computed, never typed."""

    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    NEAR_DUE = "near_due"
    OVERDUE = "overdue"
    NO_DEADLINE = "no_deadline"


# The rulebook speaks of colours, the interface of what they mean.
STYLES = {"green": "good", "amber": "warn", "yellow": "warn", "red": "bad", "grey": "neutral", "blue": "info"}


class StatusClass(Entry):
    """How a class is called and shown: in the full colour when it is ``filled``, else lighter."""

    id: DueClass
    names: Names
    tone: Literal["green", "amber", "yellow", "red", "grey", "blue"]
    filled: bool = False

    @property
    def style(self) -> str:
        """What its colour means to the interface."""
        return STYLES[self.tone]


class TaskStatus(RuleBody, code="tasks.status", called=_("How tasks stand against their deadlines")):
    """The classes of tasks, and when a deadline is near."""

    near_working_days: int = Field(ge=0)
    classes: tuple[StatusClass, ...]

    @model_validator(mode="after")
    def _every_class_once(self) -> Self:
        if sorted(row.id for row in self.classes) != sorted(DueClass):
            raise ValueError(f"every class must be listed once: {', '.join(DueClass)}")
        return self

    def of(self, due_class: DueClass | str) -> StatusClass:
        """How a class is called and shown.

        Raises ValueError for a class that does not exist.
        """
        wanted = DueClass(due_class)
        return next(row for row in self.classes if row.id is wanted)
