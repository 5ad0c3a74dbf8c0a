"""The rules of procedure of committees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, PositiveInt, model_validator

from baro.kernel.majorities import Base, Consequence, Exclusion, Rule, Share, Tie
from baro.kernel.rulebook.body import Certain, Entry, Names, RuleBody, Text, refuse_repeats

Way = Literal["hands", "written", "paper"]
Form = Literal["question", "election", "confidence"]


class ShareOf(Entry):
    """``part`` of ``of``; ``more``: more than it, otherwise at least so much."""

    part: PositiveInt
    of: PositiveInt
    more: bool = False

    @property
    def share(self) -> Share:
        """The same as the counting takes it."""
        return Share(self.part, self.of, self.more)


class Standing(Certain):
    """For which reason somebody of a body may not be counted."""

    id: Text
    names: Names


class LeftOut(Entry):
    """A standing that is not counted in some bodies: always, or only while the member is absent."""

    standing: Text
    only_absent: bool = False


class AgendaRow(Entry):
    """An item with which the agenda of a meeting begins: of one of some ``kinds``, or of any without one."""

    names: Names
    minutes: PositiveInt
    kinds: tuple[Text, ...] = ()


class Rhythm(Certain):
    """A meeting of a kind at least once in so many ``months``, beside the ordinary ones."""

    kind: Text
    months: PositiveInt


class Body(Certain):
    """Kinds of unit that meet: at least once in so many ``months``, the roles that chair, who is not counted."""

    kinds: tuple[Text, ...] = Field(min_length=1)
    months: PositiveInt
    also: tuple[Rhythm, ...] = ()
    chaired_by: tuple[Text, ...] = Field(min_length=1)
    quorum: ShareOf
    left_out: tuple[LeftOut, ...] = ()
    agenda: tuple[AgendaRow, ...] = ()

    def agenda_of(self, kind: str) -> tuple[AgendaRow, ...]:
        """With what the agenda of a kind of meeting begins."""
        return tuple(row for row in self.agenda if not row.kinds or kind in row.kinds)


class Follows(Entry):
    """What follows when a ``share`` of the votes is the lowest level of confidence."""

    share: ShareOf
    names: Names


class Matter(Certain):
    """What is decided about, which share of whom it needs, and the ways of voting on it, the usual one first.

    An election fills seats with candidates: ``most`` when the most votes are enough, ``again`` for the matter by which
    those who were tied are voted on once more. A vote of confidence has ``levels``, the lowest last, and what
    ``follows``, the heaviest first.
    """

    id: Text
    names: Names
    form: Form = "question"
    most: bool = False
    again: str = ""
    levels: tuple[Names, ...] = ()
    follows: tuple[Follows, ...] = ()
    share: ShareOf
    base: Base
    tie: Tie = Tie.REJECTED
    ways: tuple[Way, ...] = Field(min_length=1)

    @property
    def consequences(self) -> tuple[Consequence, ...]:
        """The same as the counting takes them, with the names in each language."""
        return tuple(Consequence(row.share.share, row.names.model_dump()) for row in self.follows)


class Answering(Certain):
    """Within how many days a body answers a question or puts it on an agenda."""

    days: PositiveInt


class MeetingKind(Entry):
    """A kind of meeting; ``ordinary`` ones are those that the rhythm counts."""

    id: Text
    names: Names
    ordinary: bool = False


def _refuse_unfit_levels(matters: Iterable[Matter]) -> None:
    """Raise ValueError for a vote of confidence without levels, or another matter with them."""
    unfit = sorted(row.id for row in matters if bool(row.levels) != (row.form == "confidence"))
    if unfit:
        raise ValueError(f"levels belong to votes of confidence: {', '.join(unfit)}")


class Procedure(RuleBody, code="meetings.procedure", called=_("Rules of procedure of committees")):
    """How the bodies of each kind meet and decide."""

    answering: Answering
    kinds: tuple[MeetingKind, ...] = Field(min_length=1)
    standings: tuple[Standing, ...]
    matters: tuple[Matter, ...] = Field(min_length=1)
    bodies: tuple[Body, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        refuse_repeats("matter", [row.id for row in self.matters])
        refuse_repeats("kind of meeting", [row.id for row in self.kinds])
        refuse_repeats("kind of body", [kind for row in self.bodies for kind in row.kinds])
        known = {row.id for row in self.standings}
        if strange := sorted({one.standing for row in self.bodies for one in row.left_out} - known):
            raise ValueError(f"standings that are not listed: {', '.join(strange)}")
        kinds, matters = {row.id for row in self.kinds}, {row.id for row in self.matters}
        named = {kind for body in self.bodies for row in body.agenda for kind in row.kinds}
        named |= {row.kind for body in self.bodies for row in body.also}
        if strange := sorted(named - kinds):
            raise ValueError(f"kinds of meeting that are not listed: {', '.join(strange)}")
        if strange := sorted({row.again for row in self.matters if row.again} - matters):
            raise ValueError(f"matters that are not listed: {', '.join(strange)}")
        _refuse_unfit_levels(self.matters)
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """Every matter."""
        return ((row.id, row.names) for row in self.matters)

    def body_of(self, kind: str) -> Body | None:
        """What holds for a kind of unit; None when it does not meet as a body."""
        return next((row for row in self.bodies if kind in row.kinds), None)

    def matter(self, code: str) -> Matter | None:
        """A matter by its code; None when the rule does not know it any more."""
        return next((row for row in self.matters if row.id == code), None)

    def name_of(self, rows: Literal["kinds", "standings", "matters"], code: str) -> str:
        """How a kind of meeting, a standing or a matter is called; the code of one that is not known any more."""
        known: tuple[MeetingKind | Standing | Matter, ...] = getattr(self, rows)
        return next((str(row.names) for row in known if row.id == code), code)

    def counting(self, kind: str, matter: str) -> Rule:
        """How a body of a kind decides about a matter.

        A kind to which a reorganisation moved a meeting, or a matter, that the rule does not know goes by the first.
        """
        body, about = self.body_of(kind) or self.bodies[0], self.matter(matter) or self.matters[0]
        names = {row.id: row.names for row in self.standings}
        excluded = tuple(Exclusion(row.standing, names[row.standing], row.only_absent) for row in body.left_out)
        return Rule(about.share.share, about.base, body.quorum.share, about.tie, excluded)
