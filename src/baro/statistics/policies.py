"""Who sees figures, freezes and publishes them; to see them is a permission over a unit or a branch."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.kernel.decisions import YES, Decision, allows, forbidden
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.statistics import verbs as v
from baro.statistics.models import Publication


def may_see(actor: Actor, unit: Unit) -> Decision:
    """Whoever carries the permission over the unit."""
    if not actor.holds(v.SEE, unit):
        sentence = _("Your post does not open the figures of “%(unit)s”; choose a unit that it covers.")
        return forbidden(sentence % {"unit": unit})
    return YES


@allows(v.FREEZE, v.RESTATE)
def may_freeze(actor: Actor, publication: Publication) -> Decision:
    """Whoever freezes figures of the unit, and sees them."""
    if not actor.holds(v.FREEZE, publication.unit, publication):
        sentence = gettext_lazy("You cannot freeze figures of this unit. Its head can give your post this power.")
        return forbidden(sentence)
    return may_see(actor, publication.unit)


@allows(v.DISCARD)
def may_discard(actor: Actor, publication: Publication) -> Decision:
    """Whoever freezes figures of the unit, and whoever could publish them."""
    if not any(actor.holds(verb, publication.unit, publication) for verb in (v.FREEZE, v.PUBLISH)):
        return forbidden(gettext_lazy("Only a person who freezes or publishes figures of the unit can discard these."))
    return YES


@allows(v.PUBLISH)
def may_publish(actor: Actor, publication: Publication) -> Decision:
    """Whoever publishes figures of the unit, never those that they froze themselves."""
    froze = actor.person_id is not None and actor.person_id == publication.frozen_by_id
    if froze or actor.is_own(publication.frozen_post_id):
        return forbidden(gettext_lazy("You froze these figures. Another person must publish them."))
    return may_withdraw(actor, publication)


@allows(v.WITHDRAW)
def may_withdraw(actor: Actor, publication: Publication) -> Decision:
    """Whoever publishes figures of the unit."""
    if not actor.holds(v.PUBLISH, publication.unit, publication):
        return forbidden(gettext_lazy("Only a person who publishes figures of the unit can do this."))
    return YES


@allows(v.REPLACE, v.KEEP)
def may_follow(actor: Actor, publication: Publication) -> Decision:
    """Whoever published the next version, or approved the report: that was asked before, and has no page of its own."""
    return may_see(actor, publication.unit)
