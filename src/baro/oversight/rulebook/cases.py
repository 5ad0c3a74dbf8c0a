"""Who may inspect whom, the kinds of cases with their papers and limits, independence, types of findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, NonNegativeInt, PositiveInt, model_validator

from baro.kernel.rulebook.body import Certain, Entry, Names, RuleBody, Text, refuse_holes, refuse_repeats

Subject = Literal["unit", "person"]
Phase = Literal["preparing", "conducting", "ending"]
Nature = Literal["inspection", "supervision"]
Tone = Literal["neutral", "info", "warn", "bad"]


class Paper(Entry):
    """A paper of a case, the phase to which it belongs, and whether the subject is given it."""

    id: Text
    names: Names
    phase: Phase
    shared: bool = False


class Kind(Certain):
    """A kind of case: its subjects, its limit in working days with one extension, its papers in order.

    ``follows`` is the kind to which a case goes over that finds signs of violation.
    """

    id: Text
    names: Names
    nature: Nature
    subjects: tuple[Subject, ...] = Field(min_length=1)
    days: PositiveInt
    extension: NonNegativeInt
    papers: tuple[Text, ...] = Field(min_length=1)
    follows: str = ""


class Kinds(RuleBody, code="oversight.kinds", called=_("Kinds of cases")):
    """The kinds of cases, and the papers that they are made of."""

    kinds: tuple[Kind, ...] = Field(min_length=1)
    papers: tuple[Paper, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        refuse_repeats("kind of case", [row.id for row in self.kinds])
        refuse_repeats("paper", [row.id for row in self.papers])
        papers, kinds = {row.id for row in self.papers}, {row.id for row in self.kinds}
        for row in self.kinds:
            if strange := sorted({*row.papers} - papers) + [one for one in (row.follows,) if one and one not in kinds]:
                raise ValueError(f"kind {row.id} names what is not listed: {', '.join(strange)}")
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """Every kind."""
        return ((row.id, row.names) for row in self.kinds)

    def kind(self, code: str) -> Kind | None:
        """A kind by its code; None when the rule does not know it."""
        return next((row for row in self.kinds if row.id == code), None)

    def paper(self, code: str) -> Paper | None:
        """A paper by its code; None when the rule does not know it."""
        return next((row for row in self.papers if row.id == code), None)

    def papers_of(self, code: str) -> list[Paper]:
        """The papers of a kind, in order."""
        kind = self.kind(code)
        return [found for one in (kind.papers if kind else ()) if (found := self.paper(one))]


class BodyRow(Certain):
    """Kinds of unit that may open certain kinds of cases; ``own`` ones only about members and units of their own."""

    kinds: tuple[Text, ...] = Field(min_length=1)
    cases: tuple[Text, ...]
    own: bool = False


class Bodies(RuleBody, code="oversight.bodies", called=_("Who may inspect whom, and for what")):
    """Which kinds of body open which kinds of cases; those ``beside`` reach as far as the unit above."""

    rows: tuple[BodyRow, ...] = Field(min_length=1)
    beside: tuple[Text, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("kind of body", [kind for row in self.rows for kind in row.kinds])
        return self

    def row_of(self, kind: str) -> BodyRow | None:
        """What holds for a kind of unit; None when it opens no case."""
        return next((row for row in self.rows if kind in row.kinds), None)

    def may(self, body: str, case: str) -> bool:
        """Whether a body of that kind may open a case of that kind."""
        row = self.row_of(body)
        return row is not None and case in row.cases


class Exclusion(Certain):
    """Why somebody may not work on a case: ``blocks`` when that is certain, otherwise it is shown.

    ``years`` is how long ago it may have ended; it does not hold in bodies of the kinds ``except_bodies``.
    """

    id: Literal["own_case", "same_unit", "superior", "earlier_unit", "shared_superior"]
    names: Names
    blocks: bool
    years: NonNegativeInt = 0
    except_bodies: tuple[Text, ...] = ()


class Independence(RuleBody, code="oversight.independence", called=_("Independence of teams")):
    """Who may not inspect whom."""

    rows: tuple[Exclusion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("exclusion", [row.id for row in self.rows])
        return self

    def row(self, code: str) -> Exclusion | None:
        """An exclusion by its code."""
        return next((row for row in self.rows if row.id == code), None)


class Type(Entry):
    """A type of finding."""

    id: Text
    names: Names


class Level(Entry):
    """How grave a finding is, counted from nought, with the tone in which it is shown."""

    level: NonNegativeInt
    names: Names
    tone: Tone


class FindingTypes(RuleBody, code="oversight.findings", called=_("Types of findings")):
    """The controlled list of findings; the same in the unit or its successor within so many days is repeated."""

    types: tuple[Type, ...] = Field(min_length=1)
    levels: tuple[Level, ...] = Field(min_length=1)
    repeated_within: PositiveInt

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        refuse_repeats("type of finding", [row.id for row in self.types])
        refuse_holes(self.levels)
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """Every type."""
        return ((row.id, row.names) for row in self.types)

    @property
    def highest(self) -> int:
        """The gravest level."""
        return self.levels[-1].level


class SmallCells(RuleBody, code="oversight.small_cells", called=_("Small numbers of sensitive figures")):
    """Numbers of sensitive things below ``least`` are not shown to who may not see the rows."""

    least: PositiveInt
