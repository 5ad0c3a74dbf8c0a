"""Who may do which verb to a programme or a review, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.documents.policies import gives_work
from baro.kernel.decisions import YES, Decision, allows, forbidden
from baro.org.actors import Actor
from baro.org.policies import is_part_of_a_reorganisation
from baro.programmes import verbs as v
from baro.programmes.models import Programme, Review


@allows(v.SET_UP)
def may_set_up(actor: Actor, programme: Programme) -> Decision:
    """Whoever sets up programmes in the unit, from a document that was decided."""
    if not actor.holds(v.SET_UP, programme.unit, programme):
        return forbidden(_("You cannot set up programmes in this unit. Its head can give your post this power."))
    return gives_work(programme.source)


@allows(v.CHANGE, v.CHOOSE, v.CLOSE, v.REOPEN)
def may_keep(actor: Actor, programme: Programme) -> Decision:
    """Whoever sets up programmes in the unit."""
    if not actor.holds(v.SET_UP, programme.unit, programme):
        return forbidden(_("Only a person who sets up programmes in the lead unit can change this one."))
    return YES


@allows(v.BEGIN)
def may_begin(actor: Actor, review: Review) -> Decision:
    """Whoever writes reviews in the unit."""
    if not actor.holds(v.BEGIN, review.unit, review):
        return forbidden(_("You cannot write reviews in this unit. Its head can give your post this power."))
    return YES


def _writes(actor: Actor, review: Review) -> bool:
    """Whether the actor's post writes the review, or any review of the unit."""
    own = actor.post_id is not None and actor.post_id == review.writer_post_id
    return own or actor.holds(v.BEGIN, review.unit, review)


@allows(v.WRITE, v.GATHER, v.SUBMIT, v.WITHDRAW, v.CANCEL)
def may_write(actor: Actor, review: Review) -> Decision:
    """The post that began the review, and whoever writes reviews in the unit."""
    if not _writes(actor, review):
        return forbidden(_("Only a person who writes reviews in this unit can change this one."))
    return YES


@allows(v.APPROVE, v.RETURN)
def may_decide(actor: Actor, review: Review) -> Decision:
    """Whoever approves reviews in the unit, never one that they wrote or submitted themselves."""
    wrote = actor.person_id is not None and actor.person_id in (review.written_by_id, review.submitted_by_id)
    if wrote or actor.is_own(review.writer_post_id):
        return forbidden(_("You cannot decide about a review that you wrote. Another person must approve it."))
    if not actor.holds(v.APPROVE, review.unit, review):
        return forbidden(_("Only a person who approves reviews of this unit can decide about this one."))
    return YES


allows(v.PASS_ON)(is_part_of_a_reorganisation)
allows(v.PASS_ON_REVIEW)(is_part_of_a_reorganisation)
