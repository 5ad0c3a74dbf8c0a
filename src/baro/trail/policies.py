"""Who may do something to events."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from baro.kernel.decisions import YES, Decision, allows, forbidden
from baro.trail import verbs as v
from baro.trail.models import Event


@allows(v.ERASE)
def may_erase(actor: Any, event: Event) -> Decision:
    """Nobody on a page: whoever runs Baro does it by the command ``baro audit erase``, on an order that is told."""
    if actor.person_id is not None:
        return forbidden(_("The facts of an event are erased by whoever runs Baro, with an order."))
    return YES
