"""Who sees how Baro runs: the permission opens numbers, names of jobs and backups, and nobody's papers or words."""

from __future__ import annotations

from baro.operation.verbs import SEE
from baro.org.actors import Actor


def may_see(actor: Actor) -> bool:
    """Whoever holds the permission anywhere."""
    return actor.holds_anywhere(SEE)
