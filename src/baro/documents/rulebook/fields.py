"""The fields of work that documents are about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Certain, Names, RuleBody, Text, refuse_repeats


class WorkField(Certain):
    """One field of work."""

    id: Text = Field(max_length=40)
    names: Names


class WorkFields(RuleBody, code="documents.fields", called=_("Fields of work of documents")):
    """The fields that a document can be about, in the order in which they are offered."""

    fields: tuple[WorkField, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("field", [row.id for row in self.fields])
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """Every field."""
        return ((row.id, row.names) for row in self.fields)
