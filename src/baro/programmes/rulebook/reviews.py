"""Which reviews there are, what their chapters are called and what is counted in each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text, refuse_repeats
from baro.programmes.rulebook.lines import Line


class Chapter(Entry):
    """A chapter: the figures that stand in it, and what its text begins with.

    ``gathers`` says from where: reasons for which tasks were declined or returned, reasons for which deadlines were
    moved, what the reviews before it learned. A ``required`` chapter needs a text before the review is submitted.
    """

    id: Text
    names: Names
    hint: Names
    figures: tuple[Line, ...] = ()
    gathers: Literal["", "obstacles", "extensions", "lessons"] = ""
    required: bool = False


class ReviewKind(Entry):
    """A kind of review, and its chapters in their order; the ``final`` one ends a programme."""

    id: Text
    names: Names
    chapters: tuple[Text, ...] = Field(min_length=1)
    final: bool = False


class Reviews(RuleBody, code="programmes.reviews", called=_("Interim and final reviews")):
    """The kinds of reviews with their chapters."""

    kinds: tuple[ReviewKind, ...] = Field(min_length=1)
    chapters: tuple[Chapter, ...]

    @model_validator(mode="after")
    def _kinds_name_known_chapters(self) -> Self:
        refuse_repeats("kind", [kind.id for kind in self.kinds])
        refuse_repeats("chapter", [chapter.id for chapter in self.chapters])
        refuse_repeats("figure", [line for chapter in self.chapters for line in chapter.figures])
        known = {chapter.id for chapter in self.chapters}
        for kind in self.kinds:
            if unknown := set(kind.chapters) - known:
                raise ValueError(f"{kind.id} names unknown chapters: {', '.join(sorted(unknown))}")
        if not any(kind.final for kind in self.kinds):
            raise ValueError("one kind must be final")
        return self

    def kind(self, code: str) -> ReviewKind:
        """The kind of a code.

        Raises LookupError when there is none.
        """
        if found := next((kind for kind in self.kinds if kind.id == code), None):
            return found
        raise LookupError(f"{self.rule_code} has no kind {code}")

    def chapters_of(self, code: str) -> tuple[Chapter, ...]:
        """The chapters of a kind, in their order.

        Raises LookupError when there is no such kind.
        """
        return tuple(
            chapter for wanted in self.kind(code).chapters for chapter in self.chapters if chapter.id == wanted
        )

    def named(self) -> Iterator[tuple[str, Names]]:
        """Its kinds by their codes."""
        return ((kind.id, kind.names) for kind in self.kinds)
