"""Kinds of staffing (biên chế) for which a level above sets how many there may be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Certain, Names, RuleBody, Text, refuse_repeats


class QuotaKind(Certain):
    """What a post is counted as."""

    id: Text = Field(max_length=20)
    names: Names


class Quotas(RuleBody, code="org.quotas", called=_("Kinds of staffing")):
    """The kinds that are counted."""

    kinds: tuple[QuotaKind, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("kind of staffing", [row.id for row in self.kinds])
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """Every kind."""
        return ((row.id, row.names) for row in self.kinds)
