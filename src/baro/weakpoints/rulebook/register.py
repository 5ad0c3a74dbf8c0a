"""The words of the register of weak points, and its limits."""

from __future__ import annotations

from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text, refuse_holes, refuse_repeats

Tone = Literal["neutral", "info", "warn", "bad"]


class Named(Entry):
    """A kind, a nature or an origin of weak points."""

    id: Text
    names: Names


class Seriousness(Entry):
    """One degree of seriousness, counted from nought, with the tone in which it is shown."""

    level: int = Field(ge=0)
    names: Names
    tone: Tone


class Register(RuleBody, code="weakpoints.register", called=_("Register of weak points")):
    """How weak points are told apart.

    The same kind in the same unit or its successor is recurrent within ``recurrent_within`` days; a solution is
    accepted or returned within ``accept_within`` working days.
    """

    kinds: tuple[Named, ...] = Field(min_length=1)
    natures: tuple[Named, ...] = Field(min_length=1)
    origins: tuple[Named, ...] = Field(min_length=1)
    seriousness: tuple[Seriousness, ...] = Field(min_length=1)
    recurrent_within: int = Field(ge=1)
    accept_within: int = Field(ge=1)

    def name_of(self, rows: Literal["kinds", "natures", "origins"], code: str) -> str:
        """How a kind, a nature or an origin is called; the code of one that the rule does not know any more."""
        known: tuple[Named, ...] = getattr(self, rows)
        return next((str(row.names) for row in known if row.id == code), code)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for what, rows in (("kind", self.kinds), ("nature", self.natures), ("origin", self.origins)):
            refuse_repeats(what, [row.id for row in rows])
        refuse_holes(self.seriousness)
        return self
