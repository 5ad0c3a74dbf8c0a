"""The rules of the yearly report: which lines it has, and what each of them counts."""

from __future__ import annotations

from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text, refuse_repeats


class ReportLine(Entry):
    """One line of issued documents, and the types that it counts together."""

    id: Text
    names: Names
    types: tuple[Text, ...] = Field(min_length=1)


class FieldLine(ReportLine):
    """One line of issued documents of some types that are about some fields of work."""

    fields: tuple[Text, ...] = Field(min_length=1)


class DocumentsIssued(RuleBody, code="report.documents_issued", called=_("The report of documents issued")):
    """The lines in which a year's issued documents are reported, in the order of the report.

    ``of_fields`` are told besides: what they count stands in the other lines too.
    """

    lines: tuple[ReportLine, ...] = Field(min_length=1)
    of_fields: tuple[FieldLine, ...] = ()

    @model_validator(mode="after")
    def _each_type_in_one_line(self) -> Self:
        refuse_repeats("line", [line.id for line in (*self.lines, *self.of_fields)])
        refuse_repeats("type of document", [one for line in self.lines for one in line.types])
        return self

    @property
    def types(self) -> tuple[str, ...]:
        """Every type that some line counts."""
        return tuple(one for line in self.lines for one in line.types)
