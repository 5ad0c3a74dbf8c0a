"""The rule of the yearly report on what became less: which units and kinds of staffing are told, in which lines."""

from __future__ import annotations

from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text, refuse_repeats


class FewerUnits(Entry):
    """One line of units, and the kinds of unit that it counts together."""

    id: Text
    names: Names
    kinds: tuple[Text, ...] = Field(min_length=1)


class FewerPosts(Entry):
    """One line of posts, and the kinds of staffing whose quotas it adds up."""

    id: Text
    names: Names
    kinds: tuple[Text, ...] = Field(min_length=1)


class Reductions(RuleBody, code="report.reductions", called=_("The report of what became less")):
    """The lines in which fewer units and fewer posts are reported, in the order of the report."""

    units: tuple[FewerUnits, ...] = Field(min_length=1)
    posts: tuple[FewerPosts, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_in_one_line(self) -> Self:
        refuse_repeats("line", [line.id for line in self.units] + [line.id for line in self.posts])
        refuse_repeats("kind of unit", [kind for line in self.units for kind in line.kinds])
        refuse_repeats("kind of staffing", [kind for line in self.posts for kind in line.kinds])
        return self
