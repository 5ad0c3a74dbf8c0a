"""Who may issue which types of official documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Self

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Certain, Certainty, Entry, Names, RuleBody, Text, refuse_repeats
from baro.org.rulebook import DocumentTypes


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

    def contradictions(self, day: date, other: Callable[[type[Any]], Any]) -> Iterator[str]:
        """The types that it names and the list of types does not know."""
        types = other(DocumentTypes)
        for unknown in sorted(self.types_named - set(types.ids if types else ())):
            yield gettext("No type “%(type)s” is in force from %(day)s on.") % {"type": unknown, "day": day}

    def may_issue(self, body_kind: str, type_id: str) -> Permission:
        """Whether a kind of body may issue a type of document, with the certainty and source of the answer."""
        row = next((row for row in self.bodies if body_kind in row.kinds), None)
        if row is None:
            return Permission(allowed=False, certainty=Certainty.TEXT)
        if row.administrative and type_id in self.administrative_papers:
            return Permission(allowed=True, certainty=row.administrative, source=row.source)
        return Permission(allowed=row.anything or type_id in row.types, certainty=row.certainty, source=row.source)
