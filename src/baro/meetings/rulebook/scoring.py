"""How meetings of cells are scored: by which sheet, who scores, the criteria with their points, the grades."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, NonNegativeInt, PositiveInt, model_validator

from baro.kernel.rulebook.body import Certain, Entry, Names, RuleBody, Text, refuse_repeats

Scorer = Literal["secretary", "chair"]


class Criterion(Certain):
    """What is looked at, and how many points it is worth at most."""

    id: Text
    names: Names
    points: PositiveInt


class Grade(Entry):
    """A grade from so many points on; the best stands first."""

    id: Text
    names: Names
    least: NonNegativeInt
    tone: Literal["good", "info", "warn", "bad"]


class Sheet(Certain):
    """The sheet by which meetings of a kind are scored, in bodies of some kinds; ``by``: who of the meeting scores."""

    id: Text
    kinds: tuple[Text, ...] = Field(min_length=1)
    meetings: tuple[Text, ...] = Field(min_length=1)
    by: tuple[Scorer, ...] = Field(min_length=1)
    criteria: tuple[Criterion, ...] = Field(min_length=1)

    @property
    def most(self) -> int:
        """All points together."""
        return sum(row.points for row in self.criteria)


class Scoring(RuleBody, code="meetings.scoring", called=_("Score sheets of cell meetings")):
    """The sheets, and the grades that they lead to."""

    grades: tuple[Grade, ...] = Field(min_length=1)
    sheets: tuple[Sheet, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        refuse_repeats("sheet", [row.id for row in self.sheets])
        refuse_repeats("grade", [row.id for row in self.grades])
        for sheet in self.sheets:
            refuse_repeats("criterion", [row.id for row in sheet.criteria])
        refuse_repeats("kind", [f"{kind} {held}" for row in self.sheets for kind in row.kinds for held in row.meetings])
        least = [row.least for row in self.grades]
        if least != sorted(least, reverse=True) or least[-1] != 0:
            raise ValueError("grades stand from the best to the one that begins at nought")
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """Every grade."""
        return ((row.id, row.names) for row in self.grades)

    def sheet_of(self, kind: str, meeting: str) -> Sheet | None:
        """The sheet for a kind of meeting of a kind of unit; None when such meetings are not scored."""
        return next((row for row in self.sheets if kind in row.kinds and meeting in row.meetings), None)

    def grade_of(self, points: int) -> Grade:
        """The grade for so many points."""
        return next(row for row in self.grades if points >= row.least)
