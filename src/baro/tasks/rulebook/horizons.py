"""How far ahead a task lies: urgent, regular, medium-term, long-term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any, Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody

HorizonId = Literal["urgent", "regular", "medium", "long"]


class Horizon(Entry):
    """One horizon, and up to how many days from giving to the first deadline a task lies in it."""

    id: HorizonId
    names: Names
    tone: Literal["bad", "info", "accent", "neutral"]
    up_to_days: int | None = Field(default=None, ge=1)


class Horizons(RuleBody, code="tasks.horizons", called=_("Horizons of tasks")):
    """The horizons from near to far; which one a task without deadline has; which must not stand still for long."""

    horizons: tuple[Horizon, ...] = Field(min_length=1)
    without_deadline: HorizonId
    watched: tuple[HorizonId, ...]
    still_after_working_days: int = Field(ge=1)

    @model_validator(mode="after")
    def _from_near_to_far(self) -> Self:
        ends = [row.up_to_days for row in self.horizons]
        if ends[-1] is not None or None in ends[:-1]:
            raise ValueError("every horizon but the last ends after some days")
        if any(one >= other for one, other in pairwise(end for end in ends if end is not None)):
            raise ValueError("the horizons must go from near to far")
        known = {row.id for row in self.horizons}
        if missing := {self.without_deadline, *self.watched} - known:
            raise ValueError(f"no horizon is called {', '.join(sorted(missing))}")
        return self

    def by_days(self, given_on: date, first_due_on: date | None) -> HorizonId:
        """The horizon of a task for which nobody chose one."""
        if first_due_on is None:
            return self.without_deadline
        days = (first_due_on - given_on).days
        return next(row.id for row in self.horizons if row.up_to_days is None or days <= row.up_to_days)

    def of(self, horizon: str) -> Horizon:
        """A horizon by its code.

        Raises KeyError when there is none.
        """
        return {row.id: row for row in self.horizons}[horizon]  # type: ignore[index]

    def named(self) -> Iterator[tuple[Any, Names]]:
        """The horizons by their codes."""
        return ((row.id, row.names) for row in self.horizons)
