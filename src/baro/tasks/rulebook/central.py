"""How the work on tasks of the level above is judged by whoever does it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text, refuse_repeats


class Grade(Entry):
    """One grade of a self-evaluation."""

    id: Text
    names: Names


class SelfEvaluation(RuleBody, code="tasks.self_evaluation", called=_("Self-evaluation of tasks from above")):
    """The grades, best first."""

    grades: tuple[Grade, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _every_grade_once(self) -> Self:
        refuse_repeats("grade", [row.id for row in self.grades])
        return self

    def named(self) -> Iterator[tuple[Any, Names]]:
        """The grades by their codes."""
        return ((row.id, row.names) for row in self.grades)
