"""Who may do what with the installation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.installation import verbs as v
from baro.installation.models import Installation
from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.org.actors import Actor


@allows(v.SET_UP, v.RENAME, v.SET_MAIL, v.TEST_MAIL)
def may_keep(actor: Actor, _installation: Installation) -> Decision:
    """Whoever keeps the installation."""
    if not actor.holds_anywhere("installation.keep"):
        return forbidden(_("Only who keeps the installation can do this."))
    return YES


@allows(v.BEGIN)
def may_begin(actor: Actor, installation: Installation) -> Decision:
    """Whoever keeps the installation, once."""
    if not (may := may_keep(actor, installation)):
        return may
    if installation.began_at:
        return not_now(_("The first working day began already."))
    return YES
