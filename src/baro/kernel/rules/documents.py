"""The types of official documents, and who may issue which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rules.body import Certain, Certainty, Entry, Names, RuleBody, Text, refuse_repeats


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


class Permission(Entry):
    """Whether a kind of body may issue a type, and where that is written."""

    allowed: bool
    certainty: Certainty
    source: str | Names = ""

    def __bool__(self) -> bool:
        return self.allowed

    @property
    def is_doubtful(self) -> bool:
        """Whether it is refused by nothing better than an assumption."""
        return not self.allowed and self.certainty is Certainty.ASSUMED


class IssuingBodies(Certain):
    """What some kinds of body may issue; ``administrative`` is how certain their right to administrative papers is."""

    kinds: tuple[Text, ...] = Field(min_length=1)
    types: tuple[Text, ...] = ()
    anything: bool = False
    administrative: Certainty | None = None


class Authority(RuleBody, code="documents.authority", called=_("Who may issue which type of document")):
    """Who may issue which type; a kind of body without a row may issue nothing."""

    administrative_papers: tuple[Text, ...]
    bodies: tuple[IssuingBodies, ...]

    @model_validator(mode="after")
    def _each_kind_once(self) -> Self:
        refuse_repeats("kind of body", list(self.kinds))
        return self

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of body that has a row."""
        return tuple(kind for row in self.bodies for kind in row.kinds)

    @property
    def types_named(self) -> frozenset[str]:
        """Every type id that some row names."""
        return frozenset(self.administrative_papers).union(*(row.types for row in self.bodies))

    def assumed_rows(self) -> Iterator[tuple[str, Certain]]:
        """The assumed rows, and the kinds of body whose right to administrative papers alone is assumed."""
        yield from super().assumed_rows()
        for row in self.bodies:
            if row.administrative is Certainty.ASSUMED and row.certainty is not Certainty.ASSUMED:
                yield f"administrative papers of {', '.join(row.kinds)}", row

    def may_issue(self, body_kind: str, type_id: str) -> Permission:
        """Whether a kind of body may issue a type of document, with the certainty and source of the answer."""
        row = next((row for row in self.bodies if body_kind in row.kinds), None)
        if row is None:
            return Permission(allowed=False, certainty=Certainty.TEXT)
        if row.administrative and type_id in self.administrative_papers:
            return Permission(allowed=True, certainty=row.administrative, source=row.source)
        return Permission(allowed=row.anything or type_id in row.types, certainty=row.certainty, source=row.source)
