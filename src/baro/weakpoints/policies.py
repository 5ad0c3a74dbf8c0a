"""Who may do which verb to a weak point, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.org.actors import Actor
from baro.org.policies import is_part_of_a_reorganisation
from baro.tasks.verbs import ASSIGN
from baro.weakpoints import verbs as v
from baro.weakpoints.models import Point


@allows(v.RECORD, v.REVISE, v.CANCEL)
def may_record(actor: Actor, point: Point) -> Decision:
    """Whoever keeps the register of weak points in the unit."""
    if not actor.holds(v.RECORD, point.unit, point):
        return forbidden(_("You cannot record weak points of this unit. Its head can give your post this power."))
    return YES


def is_owner(actor: Actor, point: Point) -> bool:
    """Whether the actor's post must solve it."""
    return actor.post_id is not None and actor.post_id == point.owner_post_id


@allows(v.LINK)
def may_link(actor: Actor, point: Point) -> Decision:
    """Whoever records weak points of the unit, and whoever must solve this one."""
    if not (is_owner(actor, point) or actor.holds(v.RECORD, point.unit, point)):
        return forbidden(_("Only its owner, or a person who records weak points of the unit, can link tasks."))
    return YES


@allows(v.GIVE)
def may_give(actor: Actor, point: Point) -> Decision:
    """Whoever may link tasks and gives work in the unit."""
    if not (decision := may_link(actor, point)):
        return decision
    if not actor.holds(ASSIGN, point.unit):
        return forbidden(_("You cannot assign tasks in this unit. Link a task that somebody else assigned."))
    return YES


@allows(v.SOLVE)
def may_solve(actor: Actor, point: Point) -> Decision:
    """The owner, once the tasks that answer it are finished."""
    if not is_owner(actor, point):
        return forbidden(_("Only the owner of the weak point can report it as solved."))
    if count := point.open_tasks.count():
        sentence = ngettext(
            "%(count)s task for it is not finished. Finish or cancel this task first.",
            "%(count)s tasks for it are not finished. Finish or cancel these tasks first.",
            count,
        )
        return not_now(sentence % {"count": count})
    return YES


@allows(v.ACCEPT, v.RETURN, v.REOPEN)
def may_accept(actor: Actor, point: Point) -> Decision:
    """Whoever accepts solutions in the unit, never the person who solved it or owns it, in whichever post."""
    solved_it = actor.person_id is not None and actor.person_id == point.solved_by_id
    if solved_it or actor.is_own(point.owner_post_id):
        return forbidden(_("You cannot decide about your own solution. Another person must do it."))
    if not actor.holds(v.ACCEPT, point.unit, point):
        return forbidden(_("Only a person who accepts solutions in the unit can decide about this one."))
    return YES


allows(v.PASS_ON)(is_part_of_a_reorganisation)
