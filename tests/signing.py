"""Signing a reorganisation as people do."""

from __future__ import annotations

from baro.org.actors import Actor
from baro.org.models import Reorganisation
from baro.org.reorganising.actions import signing as reorganising


def sign_as_seen(reorganisation_id: int, *, by: Actor) -> Reorganisation:
    """Look at the effects of a plan, and sign them."""
    return reorganising.sign(reorganisation_id, digest=reorganising.preview(reorganisation_id, by=by).digest, by=by)
