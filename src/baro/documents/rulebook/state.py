"""The papers that offices of the state send to a Party office, which has no such types of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Names, RuleBody, refuse_repeats
from baro.org.rulebook import DocumentType


class StateTypes(RuleBody, code="documents.state_types", called=_("Types of documents of the state")):
    """The types that the state issues; those that the Party has as well bear the same id."""

    types: tuple[DocumentType, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("type", [row.id for row in self.types])
        refuse_repeats("code", [row.code for row in self.types if row.code])
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """Every type, those of the law first."""
        return ((row.id, row.names) for row in self.types)
