"""Who may bring lists of the organisation, have them checked and import them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.org import verbs as v
from baro.org.actors import ANYTHING, Actor
from baro.org.importing.verbs import BRING_LIST, CHECK_LIST
from baro.org.models import Import


@allows(BRING_LIST, CHECK_LIST)
def may_bring(actor: Actor, record: Import) -> Decision:
    """Whoever keeps the organisation of anything, as long as the list is not imported."""
    if not actor.holds_anywhere("org.organise") and not actor.holds_anywhere(ANYTHING):
        return forbidden(_("Only who keeps the organisation of a unit imports lists of it."))
    if record.imported_id is not None:
        return not_now(_("This file is imported already."))
    return YES


@allows(v.IMPORT)
def may_import(actor: Actor, record: Import) -> Decision:
    """Whoever may bring the list, once nothing is wrong with it and something is new in it."""
    if not (may := may_bring(actor, record)):
        return may
    if record.outcome is None:
        return not_now(_("The file is not checked yet."))
    if record.outcome["wrong"]:
        return not_now(_("Correct first what is wrong in the file, and bring it again."))
    if not record.outcome["adds"]:
        return not_now(_("Everything in the file is recorded already."))
    return YES
