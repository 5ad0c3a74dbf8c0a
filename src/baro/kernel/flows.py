"""The states of a record and the verbs that move it: the table is the whole truth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.verbs import Verb


@dataclass(frozen=True, slots=True)
class Move:
    """From any of ``sources`` to ``target``; without a target the record stays in its state.

    One that goes ``back`` undoes or corrects something: what could be done only after it is no way that lies ahead.
    """

    sources: frozenset[str]
    target: str = ""
    back: bool = False


class Flow(dict[Verb, Move]):
    """A table of verb to move; only `move` assigns the state of a record.

    ``first`` are the states in which a record begins, ``final`` those in which it may stay.
    """

    def __init__(
        self,
        moves: Mapping[Verb, Move] | Iterable[tuple[Verb, Move]] = (),
        *,
        first: Iterable[str] = (),
        final: Iterable[str] = (),
    ) -> None:
        super().__init__(moves)
        self.first, self.final = frozenset(first), frozenset(final)

    def open(self, record: Any, verb: Verb) -> bool:
        """Whether the record's state lets the verb happen."""
        return record.state in self[verb].sources

    def leads_on(self, record: Any, verb: Verb) -> bool:
        """Whether the record's state lets the verb happen, and the verb undoes nothing; what is done needs no touch."""
        move = self[verb]
        return self.open(record, verb) and not move.back and bool(move.target or record.state not in self.final)

    def may_come(self, record: Any, verb: Verb) -> bool:
        """Whether the verb is possible now, or can become so by the moves that are left and lead on."""
        reached = {record.state}
        onward = [move for move in self.values() if move.target and not move.back]
        for _round in self:  # no state is farther away than there are moves
            reached |= {move.target for move in onward if move.sources & reached}
        return bool(self[verb].sources & reached)

    def why_closed(self, record: Any, verb: Verb) -> str:
        """The sentence for a verb that the record's state does not allow, with what has to be done first."""
        told = {"verb": verb.label, "state": record.get_state_display()}
        if steps := self._steps_to(record.state, self[verb].sources):
            told["steps"] = ", ".join(f"“{step.label}”" for step in steps)
            return _("“%(verb)s” is not possible while the state is “%(state)s”. Needed first: %(steps)s.") % told
        return _("“%(verb)s” is not possible any more: the state is “%(state)s”.") % told

    def _steps_to(self, state: str, wanted: frozenset[str]) -> list[Verb]:
        """The last verbs of the shortest ways from a state to any of those that are wanted; none where no way leads."""
        reached = {state}
        while ways := {
            verb: move.target
            for verb, move in self.items()
            if move.target and move.target not in reached and move.sources & reached
        }:
            if last := [verb for verb, target in ways.items() if target in wanted]:
                return last
            reached |= set(ways.values())
        return []

    def move(self, record: Any, verb: Verb) -> None:
        """Put the record into the verb's target state.

        Raises Refused when its present state does not allow the verb.
        """
        if not self.open(record, verb):
            raise Refused(self.why_closed(record, verb))
        record.state = self[verb].target or record.state

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, in a stable order."""
        moves = sorted(
            (source, move.target or source, verb.word) for verb, move in self.items() for source in move.sources
        )
        begins = [f"    [*] --> {state}" for state in sorted(self.first)]
        ends = [f"    {state} --> [*]" for state in sorted(self.final)]
        between = [f"    {a} --> {b}: {c}" for a, b, c in moves]
        return "\n".join(["stateDiagram-v2", *begins, *between, *ends]) + "\n"
