"""Who may change the organisation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from baro.kernel.decisions import YES, Decision, allows, forbidden
from baro.org.actors import Actor
from baro.org.models import Post, Unit
from baro.org.verbs import APPOINT, FOUND


def _unit_concerned(record: Any) -> Unit | None:
    """The unit over which the mandate must reach."""
    if isinstance(record, Unit):
        return record.parent
    post = record if isinstance(record, Post) else record.post
    return post.unit


@allows(FOUND, APPOINT)
def may_organise(actor: Actor, record: Any) -> Decision:
    """Whoever keeps the organisation for the unit above."""
    unit = _unit_concerned(record)
    if unit is None and actor.holds_anywhere("*"):
        return YES
    if unit is None or not actor.holds("org.organise", unit):
        return forbidden(_("Only who keeps the organisation of the unit above may change it."))
    return YES
