"""Whether a vote carries: who counts, how many are needed of whom, and the sentence for the minutes.

Pure counting. What a share is taken of, who is left out and what a tie means is law or a body's own regulation, so it
comes from the rulebook of the part that votes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from django.utils.translation import gettext as _


class Base(StrEnum):
    """Of whom a share is taken."""

    ENTITLED = "entitled"
    PRESENT = "present"
    CAST = "cast"
    VALID = "valid"

    @property
    def called(self) -> str:
        """How the base is called in a sentence."""
        return {
            Base.ENTITLED: _("those entitled to vote"),
            Base.PRESENT: _("those present"),
            Base.CAST: _("the votes cast"),
            Base.VALID: _("the valid votes"),
        }[self]


class Tie(StrEnum):
    """What is so when as many are for as against, and that alone decides."""

    REJECTED = "rejected"
    CHAIR = "chair"
    OPEN = "open"


class Outcome(StrEnum):
    """What became of a vote."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    TIED = "tied"
    NO_QUORUM = "no_quorum"

    @property
    def called(self) -> str:
        """The outcome in words."""
        return {
            Outcome.ADOPTED: _("Adopted"),
            Outcome.REJECTED: _("Rejected"),
            Outcome.TIED: _("Tied"),
            Outcome.NO_QUORUM: _("Not decided: too few took part"),
        }[self]


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``of``: at least so much, or ``more`` than it."""

    part: int
    of: int
    more: bool = False

    def needed(self, whole: int) -> int:
        """The smallest number that is enough; one at least, because nobody decides by nought."""
        found = whole * self.part // self.of + 1 if self.more else -(-whole * self.part // self.of)
        return max(found, 1)

    def __str__(self) -> str:
        share = f"{self.part}/{self.of}"
        return (_("more than %(share)s") if self.more else _("at least %(share)s")) % {"share": share}


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Who of a standing is not counted: always, or only while absent."""

    standing: str
    name: Any
    only_absent: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """How a body decides: ``quorum`` of those entitled must take part, ``share`` of ``base`` must be for it."""

    share: Share
    base: Base = Base.ENTITLED
    quorum: Share | None = None
    tie: Tie = Tie.REJECTED
    excluded: tuple[Exclusion, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the body: by name, whether there, and in which standing (``""``: nothing is special)."""

    name: str
    present: bool = True
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Electorate:
    """How many the body has, who of them is left out and why, how many of the others are there."""

    members: int
    present: int
    excluded: tuple[tuple[str, str], ...] = ()

    @property
    def entitled(self) -> int:
        """How many are counted."""
        return self.members - len(self.excluded)

    @classmethod
    def of(cls, rule: Rule, members: Iterable[Member]) -> Self:
        """Who counts under a rule; each of the others with the name of the reason."""
        everybody = list(members)
        reasons = {row.standing: row for row in rule.excluded}
        left_out = [one for one in everybody if _is_left_out(one, reasons)]
        counted = [one for one in everybody if one not in left_out]
        named = tuple((one.name, str(reasons[one.standing].name)) for one in left_out)
        return cls(len(everybody), sum(one.present for one in counted), named)


def _is_left_out(one: Member, reasons: dict[str, Exclusion]) -> bool:
    row = reasons.get(one.standing)
    return row is not None and not (row.only_absent and one.present)


@dataclass(frozen=True, slots=True)
class Ballots:
    """What was counted; ``chair_for`` is how the chair voted, where that is known."""

    yes: int
    no: int = 0
    abstained: int = 0
    invalid: int = 0
    chair_for: bool | None = None

    @property
    def cast(self) -> int:
        """All that were handed in."""
        return self.yes + self.no + self.abstained + self.invalid


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome with the numbers behind it."""

    outcome: Outcome
    members: int
    entitled: int
    present: int
    excluded: tuple[tuple[str, str], ...]
    ballots: Ballots
    share: Share
    base: Base
    whole: int
    needed: int
    quorum: int
    by_chair: bool = False

    def as_facts(self) -> dict[str, Any]:
        """The result as it is kept; `of_facts` makes it anew."""
        return asdict(self)

    @classmethod
    def of_facts(cls, facts: dict[str, Any]) -> Self:
        """The result that was kept."""
        return cls(
            **facts
            | {
                "outcome": Outcome(facts["outcome"]),
                "base": Base(facts["base"]),
                "share": Share(**facts["share"]),
                "ballots": Ballots(**facts["ballots"]),
                "excluded": tuple((name, why) for name, why in facts["excluded"]),
            }
        )

    @property
    def sentence(self) -> str:
        """What stands in the minutes, in the language of the moment."""
        said = [self._who(), *self._left_out(), self._counted(), self._measure(), self._outcome()]
        return " ".join(filter(None, said))

    def _who(self) -> str:
        told = {"members": self.members, "entitled": self.entitled, "present": self.present}
        return _("Members: %(members)s; entitled to vote: %(entitled)s; taking part: %(present)s.") % told

    def _left_out(self) -> list[str]:
        if not self.excluded:
            return []
        who = "; ".join(f"{name} ({why})" for name, why in self.excluded)
        return [_("Not counted: %(count)s – %(who)s.") % {"count": len(self.excluded), "who": who}]

    def _counted(self) -> str:
        if self.outcome is Outcome.NO_QUORUM:
            return ""
        told = {"yes": self.ballots.yes, "no": self.ballots.no}
        told |= {"abstained": self.ballots.abstained, "invalid": self.ballots.invalid}
        sentence = _("For: %(yes)s; against: %(no)s; abstained: %(abstained)s; invalid: %(invalid)s.")
        return sentence % told

    def _measure(self) -> str:
        if self.outcome is Outcome.NO_QUORUM:
            return _("Needed to decide: %(quorum)s.") % {"quorum": self.quorum}
        told = {"share": self.share, "base": self.base.called, "whole": self.whole, "needed": self.needed}
        return _("Needed: %(needed)s (%(share)s of %(base)s: %(whole)s).") % told

    def _outcome(self) -> str:
        if self.by_chair:
            called = self.outcome.called
            return _("%(outcome)s: as many were for as against, and the vote of the chair decided.") % {
                "outcome": called
            }
        return f"{self.outcome.called}."


def judge(rule: Rule, electorate: Electorate, ballots: Ballots, *, written: bool = False) -> Result:
    """What became of a vote; in a ``written`` one those take part who answered.

    Raises ValueError for less than nothing, and when more votes were cast than entitled members took part.
    """
    present = ballots.cast if written else electorate.present
    most = electorate.entitled if written else present
    if min(ballots.yes, ballots.no, ballots.abstained, ballots.invalid) < 0 or ballots.cast > most:
        raise ValueError(f"{ballots.cast} votes of {most}")
    valid = ballots.cast - ballots.invalid
    wholes = {Base.ENTITLED: electorate.entitled, Base.PRESENT: present, Base.CAST: ballots.cast, Base.VALID: valid}
    whole = wholes[rule.base]
    needed = rule.share.needed(whole)
    quorum = rule.quorum.needed(electorate.entitled) if rule.quorum else 0
    outcome, by_chair = _outcome(rule, ballots, needed) if present >= quorum else (Outcome.NO_QUORUM, False)
    return Result(
        outcome, electorate.members, electorate.entitled, present, electorate.excluded, ballots,
        rule.share, rule.base, whole, needed, quorum, by_chair,
    )  # fmt: skip


def _outcome(rule: Rule, ballots: Ballots, needed: int) -> tuple[Outcome, bool]:
    """The outcome, and whether the chair's vote made it; a tie is one vote short of what is needed."""
    if ballots.yes >= needed:
        return Outcome.ADOPTED, False
    tied = ballots.yes == ballots.no > 0 and ballots.yes + 1 == needed
    if not tied or rule.tie is Tie.REJECTED:
        return Outcome.REJECTED, False
    if rule.tie is Tie.OPEN or ballots.chair_for is None:
        return Outcome.TIED, False
    return (Outcome.ADOPTED if ballots.chair_for else Outcome.REJECTED), True


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows when a ``share`` of the votes is the lowest level; the heaviest stands first."""

    share: Share
    name: Any


def confidence(levels: Sequence[int], whole: int, consequences: Sequence[Consequence]) -> Consequence | None:
    """What follows from a vote of confidence with so many votes for each level, the lowest last; None for nothing.

    Raises ValueError when there are more votes than ``whole``.
    """
    if min(levels) < 0 or sum(levels) > whole:
        raise ValueError(f"{sum(levels)} votes of {whole}")
    return next((one for one in consequences if whole and levels[-1] >= one.share.needed(whole)), None)
