"""Which cells of returns make which published figure."""

from __future__ import annotations

from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text, refuse_repeats


class FigureLine(Entry):
    """One figure: the sum of some cells; ``of`` is the line of the same indicator of which it is a part.

    ``noun`` is what it counts (rule `figures.nouns`).
    """

    indicator: Text
    id: Text
    names: Names
    noun: Text
    cells: frozenset[Text] = Field(min_length=1)
    of: str = ""

    @property
    def code(self) -> str:
        """The code of the figure."""
        return f"{self.indicator}.{self.id}"


class ReturnFigures(RuleBody, code="returns.figures", called=_("Figures that are added up from returns")):
    """The figures of returns in the order of the report."""

    lines: tuple[FigureLine, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _once(self) -> Self:
        refuse_repeats("figures", [line.code for line in self.lines])
        known = {line.code for line in self.lines}
        if lost := [line.code for line in self.lines if line.of and f"{line.indicator}.{line.of}" not in known]:
            raise ValueError(f"part of a figure that there is not: {', '.join(lost)}")
        return self
