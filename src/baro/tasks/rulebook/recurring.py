"""How recurring tasks come back: in which periods, and how long before its deadline the next one opens."""

from __future__ import annotations

from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody, refuse_repeats


class Every(Entry):
    """A period by its length in months; the next task opens so many working days before its deadline."""

    months: int = Field(ge=1, le=12)
    names: Names
    opens_before: int = Field(ge=0)


class Recurring(RuleBody, code="tasks.recurring", called=_("How tasks recur")):
    """The periods to choose from."""

    every: tuple[Every, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fit_into_years(self) -> Self:
        refuse_repeats("period", [str(row.months) for row in self.every])
        if odd := [row.months for row in self.every if 12 % row.months]:
            raise ValueError(f"a year has no whole number of periods of {odd[0]} months")
        return self

    def of(self, months: int) -> Every:
        """A period by its length; the nearest shorter one where the rule no longer knows it."""
        known = sorted(self.every, key=lambda row: row.months)
        return next((row for row in reversed(known) if row.months <= months), known[0])
