"""Signing a reorganisation and carrying it out from a page: at once, or in the background when the plan is large."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from baro.directory.previews import is_large
from baro.kernel.decisions import require
from baro.org.actors import Actor
from baro.org.models import Reorganisation
from baro.org.reorganising.actions import signing as reorganising
from baro.org.verbs import CARRY_OUT
from baro.ui.http import Begun
from baro.ui.work import working


def sign(pk: int, *, digest: str, by: Actor) -> Any:
    """Sign exactly the effects that were seen; returns the plan, or where the progress of a large one is followed.

    Raises Refused, and signs nothing, when the effects are others by now.
    """
    record = get_object_or_404(Reorganisation.objects.visible_to(by), pk=pk)
    if is_large(record):
        return in_background("sign", record, by=by, digest=digest)
    return reorganising.sign(pk, digest=digest, by=by)


def carry_out(pk: int, *, by: Actor) -> Any:
    """Carry a signed plan out; returns it, or where the progress of a large one is followed.

    Raises Refused, and changes nothing, when it cannot be, and Http404 when the actor cannot see it.
    """
    record = get_object_or_404(Reorganisation.objects.visible_to(by), pk=pk)
    require(by, CARRY_OUT, record)
    if is_large(record):
        return in_background("carry_out", record, by=by)
    return reorganising.carry_out(pk, by=by)


def in_background(deed: str, record: Reorganisation, *, by: Actor, digest: str = "") -> Begun:
    """Queue a long deed; returns the address where its progress is followed."""
    titles = {
        "preview": _("Working out the effects of “%(title)s”"),
        "sign": _("Signing “%(title)s”"),
        "carry_out": _("Carrying out “%(title)s”"),
    }
    facts: dict[str, Any] = {"deed": deed, "reorganisation_id": record.pk, "digest": digest}
    title = titles[deed] % {"title": record.title}
    return working.queue("org.long_deed", title, by=by, url=record.get_absolute_url(), **facts)
