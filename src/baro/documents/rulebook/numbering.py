"""How a document gets its number."""

from __future__ import annotations

from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, PositiveInt, model_validator

from baro.kernel.rulebook.body import Certain, RuleBody, Text, refuse_repeats


class Counter(Certain):
    """Where some kinds of body take their numbers from, and for how long a series runs."""

    kinds: tuple[Text, ...] = Field(min_length=1)
    series: Literal["per_type", "all_types"]
    span: Literal["term", "calendar_year", "congress"]
    holder: Literal["itself", "its_committee", "the_congress"] = "itself"
    secret: Literal["same_series", "own_series"] = "same_series"  # noqa: S105 - a series of numbers


class IncomingCounter(Certain):
    """How incoming documents are numbered in the register of the unit that receives them."""

    series: Literal["one", "per_type"]
    span: Literal["calendar_year", "term"]


class Reserved(Certain):
    """For how long a number waits for its draft before somebody is to look after it."""

    days: PositiveInt


class Numbering(RuleBody, code="documents.numbering", called=_("Numbers of documents")):
    """How a number is written and counted."""

    symbol: Text
    symbol_without_code: Text
    fewest_digits: PositiveInt
    joint_documents: Literal["lead_body"]
    counters: tuple[Counter, ...]
    incoming: IncomingCounter
    reserved: Reserved

    @model_validator(mode="after")
    def _each_kind_once(self) -> Self:
        refuse_repeats("kind of body", [kind for row in self.counters for kind in row.kinds])
        return self

    def written(self, number: int, *, code: str, suffix: str) -> str:
        """The number and symbol as printed: 07-NQ/TU for the seventh resolution of a provincial committee."""
        form = self.symbol if code else self.symbol_without_code
        return form.format(number=f"{number:0{self.fewest_digits}d}", code=code, suffix=suffix)

    def counter_for(self, body_kind: str) -> Counter:
        """Where a kind of body takes its numbers from.

        Raises KeyError when no row speaks about the kind.
        """
        for row in self.counters:
            if body_kind in row.kinds:
                return row
        raise KeyError(f"{self.rule_code} has no counter for {body_kind!r}")
