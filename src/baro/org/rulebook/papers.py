"""What powers over papers are limited by: the types of official documents, and their urgency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Certain, Names, RuleBody, Text, refuse_holes, refuse_repeats, row_of_level


class DocumentType(Certain):
    """One type of document; ``certainty`` speaks about its ``code``, which is empty when numbers carry none."""

    id: Text
    names: Names
    code: str = ""
    title_printed: bool = True
    administrative: bool = False


class DocumentTypes(RuleBody, code="documents.types", called=_("Types of documents")):
    """The closed list of types; the code printed in a number is shared by two of them and never a key."""

    types: tuple[DocumentType, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("type", [row.id for row in self.types])
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """Every type, in the order of the regulation."""
        return ((row.id, row.names) for row in self.types)

    @property
    def ids(self) -> tuple[str, ...]:
        """Every type's id in the order of the regulation."""
        return tuple(row.id for row in self.types)

    def of(self, type_id: str) -> DocumentType:
        """The type of an id.

        Raises KeyError when the list has no such type.
        """
        for row in self.types:
            if row.id == type_id:
                return row
        raise KeyError(f"{self.rule_code} has no type {type_id!r}")


class UrgencyLevel(Certain):
    """One degree of urgency; ``printed`` is the mark on the document, empty for ordinary ones."""

    level: int = Field(ge=0)
    names: Names
    printed: str = ""
    forward_at_once: bool = False


class Urgency(RuleBody, code="documents.urgency", called=_("Urgency of documents")):
    """The degrees of urgency, least urgent first."""

    levels: tuple[UrgencyLevel, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _counted_from_nought(self) -> Self:
        refuse_holes(self.levels)
        return self

    def named(self) -> Iterator[tuple[int, Names]]:
        """Every degree."""
        return ((row.level, row.names) for row in self.levels)

    def of(self, level: int) -> UrgencyLevel:
        """The degree of a level.

        Raises KeyError for a level that does not exist.
        """
        return row_of_level(self.levels, level, self.rule_code)
