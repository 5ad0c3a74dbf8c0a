"""How clear a task must be before it is given."""

from __future__ import annotations

from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text, refuse_repeats

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


class Least(Entry):
    """How many letters the words of a field have at least, so that they can say something."""

    field: Literal["work", "product", "authority"]
    letters: int = Field(ge=1)


class Motto(RuleBody, code="tasks.motto", called=_("What must be clear in a task")):
    """How many things must be clear before a task may be given: 3, 5 or 6, by the day on which it is given."""

    motto: Literal[3, 5, 6]
    clears: tuple[Clear, ...]
    levels: tuple[MottoLevel, ...]
    least: tuple[Least, ...] = ()

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
