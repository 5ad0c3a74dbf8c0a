"""The classes in which tasks are counted, by how they stand against their deadlines."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody


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
