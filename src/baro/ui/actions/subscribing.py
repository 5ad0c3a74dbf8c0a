"""Choosing the digest by e-mail; making and revoking the secret address of one's calendar."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.verbs import Verb
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.trail.changes import change, create
from baro.ui import verbs as v
from baro.ui.models import Digest, Every, Feed
from baro.ui.outside.times import next_after

OF_A_SECRET = 32  # bytes, which nobody guesses


def choose(*, every: str, hour: int, weekday: int, address: str, by: Actor) -> Digest:
    """Have a digest sent from now on, or none any more.

    Raises Refused, beside the field, where it is to be sent and no address says where.
    """
    if every != Every.NEVER and not address:
        sentence = _("Enter the e-mail address that receives the digest.")
        raise Refused(sentence, fields={"address": sentence})
    now, known = timezone.now(), Digest.objects.filter(account=by.account_id).first()
    chosen = {"every": every, "hour": hour, "weekday": weekday, "address": address}
    chosen |= {"next_at": next_after(now, every, hour=hour, weekday=weekday), "tries": 0, "trouble": ""}
    told = {"every": coded("ui.every", every)}
    if known is None:
        return create(Digest(account_id=by.account_id or 0, told_until=now, **chosen), v.CHOOSE, by=by, **told)[0]
    with change(Digest, known.pk, v.CHOOSE, by=by) as (digest, tell):
        if digest.every == Every.NEVER:
            chosen["told_until"] = now
        for name, value in chosen.items():
            setattr(digest, name, value)
        digest.save(update_fields=list(chosen))
        tell(**told)
    return digest


def renew(*, by: Actor) -> str:
    """Make a new secret address; the one before opens nothing any more. Gives the secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(OF_A_SECRET)
    made = {"secret_digest": digest_of(secret), "made_at": timezone.now()}
    known = Feed.objects.filter(account=by.account_id).first()
    if known is None:
        create(Feed(account_id=by.account_id or 0, **made), v.RENEW, by=by)
    else:
        _set(known.pk, v.RENEW, made, by)
    return secret


def revoke(*, by: Actor) -> None:
    """Let the address open nothing any more.

    Raises Refused where there is none.
    """
    known = Feed.objects.filter(account=by.account_id).first()
    if known is None:
        raise Refused(_("There is no calendar address to revoke."))
    _set(known.pk, v.REVOKE, {"secret_digest": ""}, by)


def _set(pk: int, verb: Verb, columns: dict[str, Any], by: Actor) -> None:
    with change(Feed, pk, verb, by=by) as (feed, tell):
        for name, value in columns.items():
            setattr(feed, name, value)
        feed.save(update_fields=list(columns))
        tell()


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
