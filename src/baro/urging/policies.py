"""Who may do which verb to a step or an obstacle, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baro.kernel import rulebook
from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.org.actors import ANYTHING, Actor
from baro.org.models import Post, PostRank
from baro.org.policies import is_part_of_a_reorganisation
from baro.tasks.flow import WITH_OWNER
from baro.urging import verbs as v
from baro.urging.flow import State
from baro.urging.models import Obstacle, Step
from baro.urging.rulebook import Obstacles


@allows(v.TAKE, v.SKIP, v.WRITE)
def may_urge_by_rule(actor: Actor, _step: Step) -> Decision:
    """The system alone."""
    if not actor.holds_anywhere(ANYTHING):
        return forbidden(_("The steps of the ladder are taken by the system."))
    return YES


@allows(v.RECORD)
def may_record(actor: Actor, obstacle: Obstacle) -> Decision:
    """The owner of the task, while it waits for them."""
    task = obstacle.task
    if actor.post_id is None or actor.post_id != task.owner_post_id:
        return forbidden(_("Only the owner of the task can record an obstacle. Ask the owner to do it."))
    if task.state not in WITH_OWNER:
        return not_now(_("The task does not wait for its owner, so nothing can hold it up."))
    if task.pk and _standing(obstacle) >= rulebook.today(Obstacles).most_at_once:
        sentence = _("The task has %(count)s obstacles that are not removed. Wait for an answer to one of them.")
        return not_now(sentence % {"count": _standing(obstacle)})
    return YES


def _standing(obstacle: Obstacle) -> int:
    return Obstacle.objects.filter(task=obstacle.task, state=State.STANDING).count()


def is_to_remove(actor: Actor, obstacle: Obstacle) -> bool:
    """Whether the actor's post is the one named, or heads the unit where a unit was named alone."""
    if actor.post_id is None:
        return False
    if obstacle.post_id is not None:
        return obstacle.post_id == actor.post_id
    return Post.objects.filter(pk=actor.post_id, rank=PostRank.HEAD, unit=obstacle.unit_id).exists()


@allows(v.REMOVE, v.REFUSE)
def may_answer(actor: Actor, obstacle: Obstacle) -> Decision:
    """Whoever must remove it, never the owner of the task in another of their posts."""
    if not is_to_remove(actor, obstacle):
        return forbidden(_("Only %(remover)s can answer. Wait for the answer.") % {"remover": obstacle.remover})
    if actor.is_own(obstacle.task.owner_post_id):
        return forbidden(_("You own the task, so you cannot answer its obstacle. Withdraw the obstacle instead."))
    return YES


@allows(v.WITHDRAW)
def may_withdraw(actor: Actor, obstacle: Obstacle) -> Decision:
    """The owner of the task."""
    if actor.post_id is None or actor.post_id != obstacle.task.owner_post_id:
        return forbidden(_("Only the owner of the task can withdraw its obstacle."))
    return YES


allows(v.PASS_ON)(is_part_of_a_reorganisation)
