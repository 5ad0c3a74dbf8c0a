"""Parts do not know each other: a lower part tells an event, and this table knows who reacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from baro.kernel.verbs import Verb

Reaction = Callable[[int], Any]
_reactions: dict[Verb, list[Reaction]] = defaultdict(list)


def when(verb: Verb, reaction: Reaction) -> None:
    """Call ``reaction(event_id)`` inside the transaction of every event of the verb; slow work it defers as a job."""
    if reaction not in _reactions[verb]:
        _reactions[verb].append(reaction)


def set_off(verb: Verb, event_id: int) -> None:
    """Let everybody react who said so in `when`."""
    for reaction in _reactions.get(verb, ()):
        reaction(event_id)


def reactions() -> dict[str, list[str]]:
    """Who reacts to what, by name, for the map of the house."""
    return {verb.code: [f"{r.__module__}.{r.__name__}" for r in found] for verb, found in _reactions.items()}
