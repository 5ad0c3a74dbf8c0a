"""The classes in which tasks are counted, by how they stand against their deadlines."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, PositiveInt, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text


class DueClass(StrEnum):
    """Where a task stands against its deadline; always computed, never typed."""

    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    NEAR_DUE = "near_due"
    OVERDUE = "overdue"
    NO_DEADLINE = "no_deadline"
    SUSPENDED = "suspended"


class StatusClass(Entry):
    """How a class is called and shown."""

    id: DueClass
    names: Names
    tone: Literal["green", "amber", "yellow", "red", "grey", "blue"]
    filled: bool = False


class OverdueBand(Entry):
    """A range of days overdue, both ends included; the last band has no end."""

    id: Text
    names: Names
    first: PositiveInt
    last: PositiveInt | None = None


class TaskStatus(RuleBody, code="tasks.status", called=_("How tasks stand against their deadlines")):
    """The classes of tasks, when a deadline is near, and the bands of being overdue."""

    near_working_days: int = Field(ge=0)
    classes: tuple[StatusClass, ...]
    overdue_bands: tuple[OverdueBand, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _every_class_once(self) -> Self:
        if sorted(row.id for row in self.classes) != sorted(DueClass):
            raise ValueError(f"every class must be listed once: {', '.join(DueClass)}")
        return self

    @model_validator(mode="after")
    def _bands_meet(self) -> Self:
        first: int | None = 1
        for band in self.overdue_bands:
            if band.first != first or (band.last is not None and band.last < band.first):
                raise ValueError(f"band {band.id} must begin on day {first} and not end before it begins")
            first = None if band.last is None else band.last + 1
        if first is not None:
            raise ValueError(f"the last band must be open, but days from {first} on have no band")
        return self

    def of(self, due_class: DueClass | str) -> StatusClass:
        """How a class is called and shown.

        Raises ValueError for a class that does not exist.
        """
        wanted = DueClass(due_class)
        return next(row for row in self.classes if row.id is wanted)

    def band_of(self, days_overdue: int) -> OverdueBand | None:
        """The band of a number of days overdue; None when it is not overdue."""
        for band in self.overdue_bands:
            if band.first <= days_overdue and (band.last is None or days_overdue <= band.last):
                return band
        return None
