"""Who sees figures: the permission is a permission to see, like that of any list, over a unit or a branch."""

from __future__ import annotations

from django.utils.translation import gettext as _

from baro.kernel.decisions import YES, Decision, forbidden
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.statistics.verbs import SEE


def may_see(actor: Actor, unit: Unit) -> Decision:
    """Whoever carries the permission over the unit."""
    if not actor.holds(SEE, unit):
        sentence = _("Your post does not open the figures of “%(unit)s”; choose a unit that it covers.")
        return forbidden(sentence % {"unit": unit})
    return YES
