"""What a draft begins with, and what it is read for before somebody signs it."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, PositiveInt, model_validator

from baro.kernel.rulebook.body import Certain, Names, RuleBody, Text, refuse_repeats

Found = Literal[
    "abstract_form",
    "left_blank",
    "no_bases",
    "base_replaced",
    "no_owner",
    "no_deadline",
    "no_measure",
    "too_long",
    "no_recipients",
]


class Template(Certain):
    """With which words a draft of a type begins; documents are written in Vietnamese, so its words are."""

    type: Text
    abstract: str = ""
    bases: tuple[Text, ...] = ()
    body: str = ""
    clauses: tuple[Text, ...] = ()


class Remark(Certain):
    """What the draft check looks for in some types (in all where none is named): its sentence and its remedy."""

    id: Found
    names: Names
    types: tuple[Text, ...] = ()


class Replaced(Certain):
    """A regulation that another one replaced, by its symbol."""

    symbol: Text
    by: Text
    on: date


class DraftingRule(RuleBody, code="documents.drafting", called=_("Drafting documents")):
    """Templates by type, what the draft check says, and the words by which it finds it.

    ``places`` are the beginnings of names of units behind which a place is named.
    """

    abstract_begins: Text
    most_words: PositiveInt
    orders: tuple[Text, ...] = Field(min_length=1)
    bodies: tuple[Text, ...] = Field(min_length=1)
    always: tuple[Text, ...]
    aims: tuple[Text, ...]
    places: tuple[Text, ...]
    templates: tuple[Template, ...]
    remarks: tuple[Remark, ...]
    replaced: tuple[Replaced, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("template", [row.type for row in self.templates])
        refuse_repeats("remark", [row.id for row in self.remarks])
        return self

    def template_of(self, type_id: str) -> Template | None:
        """What a draft of a type begins with, if the rule says it."""
        return next((row for row in self.templates if row.type == type_id), None)

    def remarks_for(self, type_id: str) -> dict[Any, Remark]:
        """What the check looks for in a type, by id."""
        return {row.id: row for row in self.remarks if not row.types or type_id in row.types}
