"""When the figures of a return are doubted."""

from __future__ import annotations

from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, PositiveInt, model_validator

from baro.kernel.rulebook.body import Entry, RuleBody, Text


class Pair(Entry):
    """A cell that is part of one of another form: that of the same unit and period is not below it."""

    part: Text
    whole: Text

    @model_validator(mode="after")
    def _of_two_forms(self) -> Self:
        if self.part.partition(".")[0] == self.whole.partition(".")[0]:
            raise ValueError(f"{self.part} and {self.whole} are of one form, which checks its own cells")
        return self


class Quality(RuleBody, code="statistics.quality", called=_("Doubts about returns")):
    """What is doubted: parts above their wholes, and cells that are another multiple of the year before.

    A cell of ``watched`` is doubted when it, or what it was for the same period of the year before, is ``least`` or
    more and one of them is more than ``times`` the other.
    """

    times: PositiveInt
    least: PositiveInt
    watched: tuple[Text, ...] = Field(min_length=1)
    pairs: tuple[Pair, ...] = ()
