"""A verb is one thing that people do to one kind of record; its code names permission, event, URL and button."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

_declared: dict[str, Verb] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Verb:
    """``code`` is ``part.record.word``, so that an event says for ever of which kind of record it speaks.

    ``label`` is the button; ``told`` the sentence in the timeline, with ``%(actor)s`` and the named facts.

    ``automatic`` verbs are done by the system itself and have no page; ``at_once`` verbs ask nothing first: their
    button acts. ``icon`` and ``tone`` (primary, danger or nothing) are how the button looks. ``permission`` is what a
    mandate must carry for it: the verb's own code, unless it is done under the permission of another verb.
    ``sentence_with`` names, for a fact that may be left out, the sentence told instead when it is given. For a
    ``weighty`` one the log of the trail signs a receipt at once. ``done`` says to whoever did it, on the next page,
    what came of it, with the named facts.
    """

    code: str
    label: Any
    told: Any
    facts: frozenset[str] = field(default_factory=frozenset)
    automatic: bool = False
    at_once: bool = False
    weighty: bool = False
    icon: str = "arrow-right"
    tone: str = ""
    permission: str = ""
    sentence_with: dict[str, Any] = field(default_factory=dict)
    done: Any = ""

    def __post_init__(self) -> None:
        if self.code.count(".") != 2:
            raise ValueError(f"verb {self.code} must be named part.record.word")
        if self.code in _declared:
            raise ValueError(f"verb {self.code} is declared twice")
        object.__setattr__(self, "permission", self.permission or self.code)
        _declared[self.code] = self

    def __str__(self) -> str:
        return self.code

    @property
    def record(self) -> str:
        """The kind of record it is done to, as ``part.record``: the label of a model in small letters."""
        return self.code.rpartition(".")[0]

    @property
    def word(self) -> str:
        """The verb alone."""
        return self.code.rpartition(".")[2]

    def sentence_for(self, facts: dict[str, Any]) -> str:
        """The sentence for these facts, with its placeholders still in it."""
        return str(next((said for name, said in self.sentence_with.items() if facts.get(name)), self.told))


def verb(code: str) -> Verb:
    """The verb of a code.

    Raises KeyError when no part declares it.
    """
    return _declared[code]


def all_verbs() -> list[Verb]:
    """Every declared verb, in order of code."""
    return [_declared[code] for code in sorted(_declared)]
