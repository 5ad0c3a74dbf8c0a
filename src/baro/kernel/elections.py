"""Who is elected of several candidates, and what follows from a vote of confidence; with the sentence for the minutes.

Pure counting, as in `majorities`: shares, bases and consequences come from the rulebook of the part that votes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from baro.kernel.majorities import Base, Consequence, Electorate, Outcome, Rule, Share, confidence


class Standing(StrEnum):
    """What became of a candidate, or of somebody about whom confidence was voted."""

    ELECTED = "elected"
    NOT_ELECTED = "not_elected"
    TIED = "tied"
    STAYS = "stays"
    CONSIDERED = "considered"

    @property
    def called(self) -> str:
        """The same in words."""
        return {
            Standing.ELECTED: _("Elected"),
            Standing.NOT_ELECTED: _("Not elected"),
            Standing.TIED: pgettext("election", "Tied"),
            Standing.STAYS: _("Nothing follows"),
            Standing.CONSIDERED: _("Something follows"),
        }[self]


@dataclass(frozen=True, slots=True)
class Papers:
    """What was in the urn: valid papers, invalid ones, and for each name in order the marks for each level.

    An election has one level, a vote of confidence as many as the rule names, the lowest last.
    """

    valid: int
    invalid: int
    marks: tuple[tuple[int, ...], ...]

    @property
    def cast(self) -> int:
        """All that were handed in."""
        return self.valid + self.invalid


@dataclass(frozen=True, slots=True)
class Line:
    """A name with its marks and what became of it; ``follows`` is what the rule says then, in each language."""

    name: str
    marks: tuple[int, ...]
    standing: Standing
    follows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tallied:
    """The result of an election or a vote of confidence, with the numbers behind it."""

    outcome: Outcome
    members: int
    entitled: int
    present: int
    excluded: tuple[tuple[str, str], ...]
    valid: int
    invalid: int
    share: Share
    base: Base
    whole: int
    needed: int
    quorum: int
    seats: int
    lines: tuple[Line, ...]

    def as_facts(self) -> dict[str, Any]:
        """The result as it is kept; `of_facts` makes it anew."""
        return asdict(self)

    @classmethod
    def of_facts(cls, facts: dict[str, Any]) -> Self:
        """The result that was kept."""
        lines = tuple(
            Line(
                row["name"],
                tuple(row["marks"]),
                Standing(row["standing"]),
                tuple((language, words) for language, words in row["follows"]),
            )
            for row in facts["lines"]
        )
        return cls(
            **facts
            | {
                "outcome": Outcome(facts["outcome"]),
                "base": Base(facts["base"]),
                "share": Share(**facts["share"]),
                "excluded": tuple((name, why) for name, why in facts["excluded"]),
                "lines": lines,
            }
        )

    @property
    def is_election(self) -> bool:
        """Whether seats were filled."""
        return self.seats > 0

    def named(self, standing: Standing) -> list[Line]:
        """The names of which this became, in order of their marks."""
        return [line for line in self.lines if line.standing is standing]

    @property
    def left(self) -> int:
        """The seats that are not filled."""
        return self.seats - len(self.named(Standing.ELECTED))

    @property
    def again(self) -> tuple[str, ...]:
        """Who stands in a run-off: those tied for the last seats, otherwise whoever was not elected; none when full."""
        if self.left <= 0 or self.outcome is Outcome.NO_QUORUM:
            return ()
        return tuple(line.name for line in self.named(Standing.TIED) or self.named(Standing.NOT_ELECTED))

    @property
    def sentence(self) -> str:
        """What stands in the minutes, in the language of the moment."""
        return " ".join(filter(None, [*self._who(), *self._papers(), *self._lines(), self._seats()]))

    def _who(self) -> Iterator[str]:
        told = {"members": self.members, "entitled": self.entitled, "present": self.present}
        yield _("Members: %(members)s; entitled to vote: %(entitled)s; taking part: %(present)s.") % told
        if self.excluded:
            who = "; ".join(f"{name} ({why})" for name, why in self.excluded)
            yield _("Not counted: %(count)s – %(who)s.") % {"count": len(self.excluded), "who": who}

    def _papers(self) -> Iterator[str]:
        if self.outcome is Outcome.NO_QUORUM:
            yield _("Needed to decide: %(quorum)s.") % {"quorum": self.quorum}
            return
        told = {"valid": self.valid, "invalid": self.invalid}
        yield _("Papers: %(valid)s valid, %(invalid)s invalid.") % told
        if self.is_election:
            measure = {"share": str(self.share), "base": self.base.called, "whole": self.whole, "needed": self.needed}
            yield _("Needed: %(needed)s (%(share)s of %(base)s: %(whole)s).") % measure

    def _lines(self) -> Iterator[str]:
        if self.outcome is Outcome.NO_QUORUM:
            yield f"{self.outcome.called}."
        elif self.is_election:
            for standing in (Standing.ELECTED, Standing.TIED, Standing.NOT_ELECTED):
                if found := self.named(standing):
                    who = "; ".join(f"{line.name} ({line.marks[0]})" for line in found)
                    yield f"{standing.called}: {who}."
        else:
            yield from (self._level(line) for line in self.lines)

    def _level(self, line: Line) -> str:
        high, middle, low = (*line.marks, 0, 0, 0)[:3]
        told = {"name": line.name, "high": high, "middle": middle, "low": low}
        said = _("%(name)s: high confidence %(high)s, confidence %(middle)s, low confidence %(low)s.") % told
        return f"{said} {follows_in_words(line)}".strip()

    def _seats(self) -> str:
        if not self.is_election or self.left <= 0 or self.outcome is Outcome.NO_QUORUM:
            return ""
        return _("Seats not filled: %(left)s of %(seats)s.") % {"left": self.left, "seats": self.seats}


def follows_in_words(line: Line) -> str:
    """What follows for somebody, in the language of the moment; empty when nothing does."""
    spoken = dict(line.follows)
    words = spoken.get((get_language() or "en").partition("-")[0]) or spoken.get("en", "")
    return f"{words}." if words else ""


def count_papers(electorate: Electorate, papers: Papers, names: Sequence[str], *, seats: int) -> str:
    """Why these papers cannot have been in the urn, as a code: ``cast``, ``marks`` or ``seats``; empty when they can.

    No name has more marks than there are valid papers, and the valid papers bear no more marks than ``seats`` each;
    without seats each paper bears at most one mark for each name.
    """
    counted = [sum(levels) for levels in papers.marks]
    if papers.cast > electorate.present or min(papers.valid, papers.invalid) < 0 or len(counted) != len(names):
        return "cast"
    if any(mark > papers.valid for mark in counted) or any(min(levels) < 0 for levels in papers.marks):
        return "marks"
    return "seats" if seats and sum(counted) > papers.valid * seats else ""


def tally(
    rule: Rule,
    electorate: Electorate,
    papers: Papers,
    names: Sequence[str],
    *,
    seats: int = 0,
    most: bool = False,
    consequences: Sequence[Consequence] = (),
) -> Tallied:
    """What became of an election to so many ``seats``, or of a vote of confidence when there are none.

    Elected is who has what the rule needs, the most marks first; where as many as are tied for the last seats have too
    many, all of them are tied. ``most``: the most marks are enough, as among those who were tied before. Raises
    ValueError for papers that cannot have been in the urn.
    """
    if why := count_papers(electorate, papers, names, seats=seats):
        raise ValueError(f"these papers cannot be: {why}")
    wholes = {
        Base.ENTITLED: electorate.entitled,
        Base.PRESENT: electorate.present,
        Base.CAST: papers.cast,
        Base.VALID: papers.valid,
    }
    whole = wholes[rule.base]
    needed = 1 if most else rule.share.needed(whole)
    quorum = rule.quorum.needed(electorate.entitled) if rule.quorum else 0
    able = electorate.present >= quorum
    rows = list(zip(names, papers.marks, strict=True))
    lines = tuple(_elected(rows, seats, needed)) if seats else tuple(_trusted(rows, whole, consequences))
    return Tallied(
        _outcome(lines, seats) if able else Outcome.NO_QUORUM,
        electorate.members, electorate.entitled, electorate.present, electorate.excluded, papers.valid, papers.invalid,
        rule.share, rule.base, whole, needed, quorum, seats, lines if able else (),
    )  # fmt: skip


def _outcome(lines: Iterable[Line], seats: int) -> Outcome:
    standings = [line.standing for line in lines]
    if not seats or standings.count(Standing.ELECTED) == seats:
        return Outcome.ADOPTED
    return Outcome.TIED if Standing.TIED in standings else Outcome.REJECTED


def _elected(rows: Iterable[tuple[str, tuple[int, ...]]], seats: int, needed: int) -> Iterator[Line]:
    ranked = sorted(rows, key=lambda row: -row[1][0])
    enough = [marks[0] for _name, marks in ranked if marks[0] >= needed]
    last = enough[seats - 1] if len(enough) > seats else 0
    tied = last if last and enough[seats] == last else None
    for place, (name, marks) in enumerate(ranked):
        if marks[0] < needed:
            standing = Standing.NOT_ELECTED
        elif marks[0] == tied:
            standing = Standing.TIED
        else:
            standing = Standing.ELECTED if place < seats else Standing.NOT_ELECTED
        yield Line(name, tuple(marks), standing)


def _trusted(
    rows: Iterable[tuple[str, tuple[int, ...]]], whole: int, consequences: Sequence[Consequence]
) -> Iterator[Line]:
    for name, marks in rows:
        found = confidence(marks, whole, consequences)
        words = tuple(sorted(dict(found.name).items())) if found else ()
        yield Line(name, tuple(marks), Standing.CONSIDERED if found else Standing.STAYS, words)
