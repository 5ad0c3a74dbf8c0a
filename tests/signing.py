"""Signing a reorganisation as people do."""

from __future__ import annotations

from baro.org.actions import reorganising
from baro.org.actors import Actor
from baro.org.models import Reorganisation


def sign_as_seen(reorganisation_id: int, *, by: Actor) -> Reorganisation:
    """Look at the effects of a plan, and sign them."""
    return reorganising.sign(reorganisation_id, digest=reorganising.preview(reorganisation_id, by=by).digest, by=by)
