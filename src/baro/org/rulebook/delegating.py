"""How powers are granted to another for a time, and the kinds of absence that wake some of the delegations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Certain, Names, RuleBody, Text, refuse_repeats


class AbsenceKind(Certain):
    """Why an office-holder is away."""

    id: Text
    names: Names


class DelegationRule(RuleBody, code="org.delegation", called=_("Granting powers and absences")):
    """When a delegation is near its end, and what absences are called."""

    near_end_days: int = Field(ge=0)  # that near to its end, a delegation says so
    absences: tuple[AbsenceKind, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("kind of absence", [row.id for row in self.absences])
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """Every kind of absence."""
        return ((row.id, row.names) for row in self.absences)
