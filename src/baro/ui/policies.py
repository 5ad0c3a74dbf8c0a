"""Who talks about a record and takes that back, and who chooses what reaches them outside the pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.org.actors import Actor
from baro.ui import verbs as v
from baro.ui.models import Digest, Feed, Remark
from baro.ui.records.named import record_seen


@allows(v.WRITE)
def may_write(actor: Actor, remark: Remark) -> Decision:
    """Whoever holds a post and sees the record."""
    if actor.post_id is None or record_seen(actor, remark.subject) is None:
        return forbidden(_("You cannot write a remark here, because you do not see this record."))
    return YES


@allows(v.CORRECT, v.WITHDRAW)
def may_take_back(actor: Actor, remark: Remark) -> Decision:
    """The person who wrote it, once, while they see the record."""
    if actor.person_id is None or actor.person_id != remark.person_id:
        return forbidden(_("You can change your own remarks only. Write a remark of your own."))
    if remark.withdrawn_at:
        return not_now(_("You withdrew this remark already. Write a new one."))
    return may_write(actor, remark)


@allows(v.CHOOSE, v.RENEW)
def may_choose(actor: Actor, one: Digest | Feed) -> Decision:
    """Whoever the account belongs to."""
    if actor.account_id is None or actor.account_id != one.account_id:
        return forbidden(_("You can change this for your own account only."))
    return YES


@allows(v.REVOKE)
def may_revoke(actor: Actor, feed: Feed) -> Decision:
    """Whoever the account belongs to, while there is an address."""
    decision = may_choose(actor, feed)
    if decision and not feed.secret_digest:
        return not_now(_("There is no calendar address to revoke."))
    return decision
