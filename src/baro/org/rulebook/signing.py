"""Who signs in which capacity, and how that is written above a signature."""

from __future__ import annotations

from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Certain, Certainty, Entry, Names, RuleBody, Text, refuse_repeats


class SigningMark(Entry):
    """The capacity a person signs in: ``text`` is the line above the signature, empty for a head who signs directly."""

    mark: str
    text: str
    position_prefix: str
    sealed: bool
    certainty: Certainty
    source: str | Names = ""


class SigningBodies(Certain):
    """How some kinds of body sign: together, through whoever signs for them, or through one head.

    ``name`` is what follows the mark: the body's name, or the position of its head.
    """

    kinds: tuple[Text, ...] = Field(min_length=1)
    signs: Literal["collectively", "through_its_head"]
    name: Text
    sealed: bool = True


class Signing(RuleBody, code="documents.signing", called=_("How documents are signed")):
    """Which mark stands above a signature."""

    collective_mark: Text
    deputy_mark: Text
    delegated_mark: Text
    acting_prefix: Text
    signed_by_recorder_and_chair: tuple[Text, ...]
    bodies: tuple[SigningBodies, ...]

    @model_validator(mode="after")
    def _each_kind_once(self) -> Self:
        refuse_repeats("kind of body", [kind for row in self.bodies for kind in row.kinds])
        return self

    def row_for(self, body_kind: str) -> SigningBodies:
        """How a kind of body signs.

        Raises KeyError when no row speaks about the kind.
        """
        for row in self.bodies:
            if body_kind in row.kinds:
                return row
        raise KeyError(f"{self.rule_code} has no signing form for {body_kind!r}")

    def marks_for(self, body_kind: str) -> tuple[str, ...]:
        """The marks under which somebody else may be let sign for a kind of body; none where no row speaks about it."""
        row = next((row for row in self.bodies if body_kind in row.kinds), None)
        if row is None:
            return ()
        first = self.collective_mark if row.signs == "collectively" else self.deputy_mark
        return (self.delegated_mark, first)

    def mark_for(
        self, body_kind: str, *, is_head: bool, is_acting: bool = False, delegated: str = "", name: str = ""
    ) -> SigningMark:
        """The mark and line above a signature; ``name`` replaces the rule's wording, as in ``THÀNH ỦY`` for a city.

        A deputy of a collective body signs on its behalf like the head does; a deputy of one head signs for that head;
        who signs under a delegation does it with the mark that the delegation gives (``delegated``).
        Raises KeyError when no row speaks about the kind of body.
        """
        row = self.row_for(body_kind)
        mark = delegated or self._mark(row, is_head=is_head)
        return SigningMark(
            mark=mark,
            text=f"{mark} {name or row.name}" if mark else "",
            position_prefix=f"{self.acting_prefix} " if is_acting else "",
            sealed=row.sealed,
            certainty=row.certainty,
            source=row.source,
        )

    def _mark(self, row: SigningBodies, *, is_head: bool) -> str:
        if row.signs == "collectively":
            return self.collective_mark
        return "" if is_head else self.deputy_mark
