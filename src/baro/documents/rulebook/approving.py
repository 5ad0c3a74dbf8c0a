"""Who approves a draft before it is signed, step by step."""

from __future__ import annotations

from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Certain, Names, RuleBody, Text, refuse_repeats

Who = Literal["head_of_drafting_unit", "office"]


class Step(Certain):
    """One step: who takes it. ``head_of_drafting_unit`` heads the drafter's unit; the ``office`` presents for the
    issuer.
    """

    id: Who
    names: Names


class Way(Certain):
    """The steps for some kinds of body and types (all types where none is named), in their order.

    After a change that comes later than an approval, either all steps are taken again, or the last one only.
    """

    kinds: tuple[Text, ...] = Field(min_length=1)
    types: tuple[Text, ...] = ()
    steps: tuple[Who, ...]
    after_a_change: Literal["all_steps", "last_step"]


class Approving(RuleBody, code="documents.approving", called=_("Approving drafts")):
    """Who approves which draft; where no way is named, a draft goes to the signatory at once."""

    steps: tuple[Step, ...]
    ways: tuple[Way, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("step", [row.id for row in self.steps])
        return self

    def way_for(self, body_kind: str, type_id: str) -> Way | None:
        """The first way that speaks of a kind of body and a type."""
        fits = (row for row in self.ways if body_kind in row.kinds and (not row.types or type_id in row.types))
        return next(fits, None)

    def called(self, step: str) -> str:
        """What a step is called in the reader's language; its code where the rule does not know it any more."""
        return next((str(row.names) for row in self.steps if row.id == step), step)
