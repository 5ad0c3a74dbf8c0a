"""How secret a document is, and how far it may go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Certain, Names, RuleBody, Text, refuse_holes, refuse_repeats, row_of_level


class SecrecyLevel(Certain):
    """One degree of secrecy; documents ``by_number_only`` are registered without abstract, text or files."""

    level: int = Field(ge=0)
    id: Text
    names: Names
    printed: str = ""
    by_number_only: bool = True


class CirculationMark(Certain):
    """A mark that says how far a document may go or that it is not final."""

    id: Text
    names: Names
    printed: Text


class Secrecy(RuleBody, code="documents.secrecy", called=_("Secrecy and circulation")):
    """The degrees of secrecy, open documents first, and the marks of circulation."""

    levels: tuple[SecrecyLevel, ...] = Field(min_length=1)
    circulation: tuple[CirculationMark, ...] = ()

    @model_validator(mode="after")
    def _counted_from_nought(self) -> Self:
        refuse_holes(self.levels)
        refuse_repeats("mark of circulation", [row.id for row in self.circulation])
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """Every degree; what is open has the empty id."""
        return ((row.id if row.by_number_only else "", row.names) for row in self.levels)

    def of(self, level: int) -> SecrecyLevel:
        """The degree of a level.

        Raises KeyError for a level that does not exist.
        """
        return row_of_level(self.levels, level, self.rule_code)
