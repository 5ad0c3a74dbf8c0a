"""One version of a rule, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from baro.kernel.rulebook.body import Certainty, Names, RuleBody

Body = TypeVar("Body", bound=RuleBody)
Body_co = TypeVar("Body_co", bound=RuleBody, covariant=True)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Body_co]):
    """A version of a rule: what it says, from when to when (both days included), and where that is written.

    A ``source`` in plain words is given in each language; number and article of a regulation are the same in all.
    """

    body: Body_co
    valid_from: date
    valid_to: date | None
    source: str | Names
    certainty: Certainty
    file: Path
    local: bool = False

    @property
    def code(self) -> str:
        """The code of the rule, as in ``documents.types``."""
        return self.body.rule_code

    @property
    def version(self) -> str:
        """What a record stores: ``documents.types@2026-01-09``, with ``+local`` when an own file says it."""
        return f"{self.code}@{self.valid_from.isoformat()}{'+local' if self.local else ''}"

    def covers(self, day: date) -> bool:
        """Whether the version is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a rule file: which file, which place in it, and one sentence."""

    file: Path
    place: str
    sentence: str

    def __str__(self) -> str:
        return ": ".join(part for part in (str(self.file), self.place, self.sentence) if part)


class NoRuleInForce(KeyError):  # noqa: N818 - an answer about a day
    """No version of the rule is in force on the day that was asked about."""

    def __str__(self) -> str:
        return str(self.args[0])


class RulebookBroken(ValueError):  # noqa: N818 - a state of the files
    """A rule file cannot be read or contradicts itself; ``problems`` says where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)
