"""Elected bodies of the Party: which kinds of unit they are, their roles, their size, their quorum and their term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, NonNegativeInt, PositiveInt, model_validator

from baro.kernel.rulebook.body import Certain, Names, RuleBody, Text, refuse_repeats


class CommitteeRole(Certain):
    """What somebody is in a committee; ``standing`` roles make up its standing committee."""

    id: Text
    names: Names
    at_most: PositiveInt | None = None
    standing: bool = False


class CommitteeBody(Certain):
    """Kinds of unit that are elected, by whom, and the roles in them; who is elected by a committee has its term."""

    kinds: tuple[Text, ...] = Field(min_length=1)
    elected_by: Literal["congress", "its_committee"]
    roles: tuple[Text, ...] = Field(min_length=1)


class LedByCommittee(Certain):
    """Kinds of unit that have no head of their own, because whoever leads their committee leads them."""

    kinds: tuple[Text, ...] = Field(min_length=1)


class CommitteeLimit(Certain):
    """How many members there may be at most: a number, or a share of all (``share``: 1 of 3).

    What is binding refuses, unless it is only assumed; the rest advises.
    """

    id: Text
    names: Names
    kinds: tuple[Text, ...] = Field(min_length=1)
    counted: Literal["all", "standing"] = "all"
    at_most: PositiveInt | None = None
    share: tuple[PositiveInt, PositiveInt] | None = None
    binding: bool

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if (self.at_most is None) == (self.share is None):
            raise ValueError("give either at_most or share")
        return self

    def allows(self, counted: int, *, of: int) -> bool:
        """Whether so many of so many members are within it."""
        if self.share:
            return counted * self.share[1] <= of * self.share[0]
        return counted <= (self.at_most or counted)


class Quorum(Certain):
    """The share of a committee that must be there for it to act: ``part`` of ``of``."""

    part: PositiveInt
    of: PositiveInt

    def is_met(self, present: int, whole: int) -> bool:
        """Whether so many of so many are enough."""
        return present * self.of >= whole * self.part


class CommitteeTerm(Certain):
    """From one congress to the next."""

    years: PositiveInt


class TermStart(Certain):
    """How many days after the end of its congress a term begins at the latest."""

    days_after_congress: NonNegativeInt


class TermName(Certain):
    """What a term that is named by two years (``2025-2030``) says of its first day."""

    begins_at_most_years_before: NonNegativeInt

    def fits(self, start: int, end: int, first_year: int) -> bool:
        """Whether a term that begins in ``first_year`` may be called ``start``-``end``: in order, around that year.

        Whoever is appointed for what is left of a term begins in the midst of it (294-QĐ/TW, Điều 16.5).
        """
        return start < end and start - self.begins_at_most_years_before <= first_year <= end


class Committees(RuleBody, code="org.committees", called=_("Elected bodies: roles, terms, quorum, sizes")):
    """Which units are committees, and what holds for them."""

    term: CommitteeTerm
    term_start: TermStart
    term_name: TermName
    quorum: Quorum
    roles: tuple[CommitteeRole, ...]
    bodies: tuple[CommitteeBody, ...]
    limits: tuple[CommitteeLimit, ...]
    led_by_committee: tuple[LedByCommittee, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        refuse_repeats("role", [row.id for row in self.roles])
        refuse_repeats("kind of body", [kind for row in self.bodies for kind in row.kinds])
        known = {row.id for row in self.roles}
        if strange := sorted({role for row in self.bodies for role in row.roles} - known):
            raise ValueError(f"roles that are not listed: {', '.join(strange)}")
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """Every role, the leading ones first."""
        return ((row.id, row.names) for row in self.roles)

    def body_of(self, kind: str) -> CommitteeBody | None:
        """What is said of a kind of unit; None when it is no committee."""
        return next((row for row in self.bodies if kind in row.kinds), None)

    def kinds(self, elected_by: str) -> list[str]:
        """The kinds of unit that a congress, or a committee, elects."""
        return [kind for row in self.bodies if row.elected_by == elected_by for kind in row.kinds]

    @property
    def without_head(self) -> list[str]:
        """The kinds of unit that need no head of their own."""
        return [kind for row in self.led_by_committee for kind in row.kinds]

    def roles_of(self, kind: str) -> list[CommitteeRole]:
        """The roles in a kind of unit, the leading ones first; none when it is no committee."""
        body = self.body_of(kind)
        return [row for row in self.roles if body and row.id in body.roles]

    def broken(self, kind: str, roles: Iterable[str]) -> list[tuple[CommitteeLimit, int]]:
        """The limits that a committee with members of these roles exceeds, each with how many it counts."""
        held = list(roles)
        standing = sum(role in {row.id for row in self.roles if row.standing} for role in held)
        counts = {"all": len(held), "standing": standing}
        limits = [(row, counts[row.counted]) for row in self.limits if kind in row.kinds]
        return [(row, count) for row, count in limits if not row.allows(count, of=len(held))]
