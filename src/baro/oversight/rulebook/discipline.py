"""Discipline: forms, authority, voting, effect, limitation, circumstances, complaint; each by the day that counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, NonNegativeInt, PositiveInt, model_validator

from baro.kernel.rulebook.body import Certain, Names, RuleBody, Text, refuse_repeats

Standing = Literal["unit", "official", "probationary"]


class Form(Certain):
    """A form of discipline, for whom; ``needs_post`` when only who holds a post can lose it. Listed by gravity."""

    id: Text
    names: Names
    subjects: tuple[Standing, ...] = Field(min_length=1)
    needs_post: bool = False


class Forms(RuleBody, code="oversight.forms", called=_("Forms of discipline")):
    """Which forms there are, from the lightest."""

    forms: tuple[Form, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("form", [row.id for row in self.forms])
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """Every form."""
        return ((row.id, row.names) for row in self.forms)

    def form(self, code: str) -> Form | None:
        """A form by its code."""
        return next((row for row in self.forms if row.id == code), None)

    def gravity(self, code: str) -> int:
        """The place of a form, from the lightest; the gravest for one that is not known."""
        codes = [row.id for row in self.forms]
        return codes.index(code) if code in codes else len(codes)


class Deciding(Certain):
    """Kinds of body that decide ``forms`` themselves and propose ``proposes`` to a body above.

    ``managed`` is whether they may decide about members whom a level above manages.
    """

    kinds: tuple[Text, ...] = Field(min_length=1)
    forms: tuple[Text, ...]
    proposes: tuple[Text, ...] = ()
    managed: bool = False


class Authority(RuleBody, code="oversight.authority", called=_("Who decides which form of discipline")):
    """Which kinds of body decide which form; a kind that is not listed decides and proposes nothing."""

    rows: tuple[Deciding, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("kind of body", [kind for row in self.rows for kind in row.kinds])
        return self

    def row_of(self, kind: str) -> Deciding | None:
        """What holds for a kind of unit."""
        return next((row for row in self.rows if kind in row.kinds), None)


class Majority(Certain):
    """By which matters of the rules of procedure a form is decided, and proposed to a body above."""

    form: Text
    decide: Text
    propose: Text


class Voting(RuleBody, code="oversight.voting", called=_("How discipline is voted on")):
    """The matters under which the rules of procedure count votes on discipline; refused hearings before going on."""

    rows: tuple[Majority, ...] = Field(min_length=1)
    invitations: PositiveInt

    def row_of(self, form: str) -> Majority | None:
        """What holds for a form."""
        return next((row for row in self.rows if row.form == form), None)


class Consequence(Certain):
    """What is not possible for so many months after a form."""

    form: Text
    months: PositiveInt
    names: Names


class Effect(RuleBody, code="oversight.effect", called=_("Effect and lapse of discipline")):
    """When a decision takes effect and lapses, within how many days it is announced, what follows."""

    lapse_months: PositiveInt
    never_lapse: tuple[Text, ...] = ()
    announce_within: PositiveInt
    on_announcement: tuple[Text, ...] = ()
    consequences: tuple[Consequence, ...] = ()


class Limit(Certain):
    """After how many years from the act a form is no longer carried out; nought: there is no limit."""

    form: Text
    subjects: tuple[Standing, ...] = Field(min_length=1)
    years: NonNegativeInt


class Ground(Certain):
    """A kind of violation without any limitation."""

    id: Text
    names: Names


class Limitation(RuleBody, code="oversight.limitation", called=_("Limitation of discipline")):
    """How long after the act a form can be carried out."""

    rows: tuple[Limit, ...] = Field(min_length=1)
    without: tuple[Ground, ...] = ()

    def years(self, form: str, standing: str) -> int:
        """The years for a form and a subject; nought when there is no limit."""
        return next((row.years for row in self.rows if row.form == form and standing in row.subjects), 0)


class Circumstance(Certain):
    """What makes a violation graver or lighter."""

    id: Text
    names: Names
    aggravating: bool


class Circumstances(RuleBody, code="oversight.circumstances", called=_("Aggravating and mitigating circumstances")):
    """The circumstances that are weighed."""

    rows: tuple[Circumstance, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("circumstance", [row.id for row in self.rows])
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """Every circumstance."""
        return ((row.id, row.names) for row in self.rows)


class Complaints(RuleBody, code="oversight.complaints", called=_("Complaints about discipline")):
    """Within how many days after the announcement, in how many working days it is settled."""

    within: PositiveInt
    working: bool
    settle_within: PositiveInt
