"""Who may do which verb to a cascade, to a recipient, to a saved set; and why not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from baro.cascades import verbs as v
from baro.cascades.flow import State
from baro.cascades.models import Cascade, Recipient, UnitSet
from baro.documents.policies import gives_work
from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.org.actors import Actor
from baro.org.policies import is_part_of_a_reorganisation
from baro.tasks.flow import WITH_OWNER
from baro.tasks.models import Task
from baro.tasks.parts import hinders
from baro.tasks.policies import owns
from baro.tasks.verbs import ASSIGN, RETURN, URGE
from baro.trail.models import Event

NOT_YOUR_UNIT = _("You cannot assign work for this unit.")
NOT_YOUR_POST = _("You can do this only while you hold a post of the unit that gives the work.")


def stands_for_giver(actor: Actor, cascade: Cascade) -> bool:
    """Whether the actor's post gives the cascade, or assigns work in the unit that gives it."""
    gives = actor.post_id is not None and actor.post_id == cascade.giver_post_id
    return gives or actor.holds(ASSIGN, cascade.unit, cascade)


@allows(v.DRAFT)
def may_draft(actor: Actor, cascade: Cascade) -> Decision:
    """Whoever assigns work, for the unit of their own post."""
    if actor.unit_id is None or actor.unit_id != cascade.unit_id:
        return forbidden(NOT_YOUR_POST)
    return gives_work(cascade.source) if actor.holds_anywhere(ASSIGN) else forbidden(NOT_YOUR_UNIT)


@allows(v.REVISE, v.ADD_FIELD, v.REMOVE_FIELD, v.DISCARD, v.CLOSE, v.REOPEN, v.ENTER)
def may_direct(actor: Actor, cascade: Cascade) -> Decision:
    """Whoever stands for the unit that gives it."""
    return YES if stands_for_giver(actor, cascade) else forbidden(NOT_YOUR_UNIT)


@allows(v.SEND, v.SEND_MORE)
def may_send(actor: Actor, cascade: Cascade) -> Decision:
    """Whoever stands for the unit that gives it, from a post of this unit: its tasks are given by that post."""
    if not stands_for_giver(actor, cascade):
        return forbidden(NOT_YOUR_UNIT)
    return YES if actor.unit_id == cascade.unit_id else forbidden(NOT_YOUR_POST)


@allows(v.REMIND)
def may_remind(actor: Actor, cascade: Cascade) -> Decision:
    """Whoever stands for the unit that gives it, or urges there; each task is asked again."""
    if not (stands_for_giver(actor, cascade) or actor.holds(URGE, cascade.unit, cascade)):
        return forbidden(_("You cannot urge for this unit."))
    return YES


@allows(v.ANSWER)
def may_answer(actor: Actor, recipient: Recipient) -> Decision:
    """Whoever holds the post that owns the task, while it waits for them."""
    if not owns(actor, recipient.task):
        return forbidden(_("You can answer only if you hold the owner's post."))
    return _while_it_waits(recipient.task)


def _while_it_waits(task: Task) -> Decision:
    if task.state not in WITH_OWNER:
        sentence = _("You cannot answer any more: the state of the task is “%(state)s”.")
        return not_now(sentence % {"state": task.get_state_display()})
    return YES


@allows(v.FILL_IN)
def may_fill_in(actor: Actor, recipient: Recipient) -> Decision:
    """Whoever stands for the unit that gives it, as long as the owner did not hand anything in."""
    if not stands_for_giver(actor, recipient.cascade):
        return forbidden(NOT_YOUR_UNIT)
    return _while_it_waits(recipient.task)


@allows(v.FORWARD)
def may_forward(actor: Actor, recipient: Recipient) -> Decision:
    """Whoever works on the task and assigns work, to the units under the one that received it."""
    if not owns(actor, recipient.task):
        return forbidden(_("You can forward this work only if you hold the owner's post."))
    if not actor.holds_anywhere(ASSIGN):
        return forbidden(NOT_YOUR_UNIT)
    if recipient.forwarded.exclude(state=State.DISCARDED).exists():
        return not_now(_("You forwarded this work already."))
    return _while_it_waits(recipient.task)


@allows(v.KEEP)
def may_keep(actor: Actor, kept: UnitSet) -> Decision:
    """Whoever assigns work, for the unit of their own post."""
    if actor.unit_id is None or actor.unit_id != kept.unit_id:
        return forbidden(NOT_YOUR_POST)
    return YES if actor.holds_anywhere(ASSIGN) else forbidden(NOT_YOUR_UNIT)


@allows(v.CHANGE, v.RETIRE)
def may_change(actor: Actor, kept: UnitSet) -> Decision:
    """Whoever assigns work in the unit of the set."""
    if not actor.holds(ASSIGN, kept.unit, kept):
        return forbidden(NOT_YOUR_UNIT)
    return not_now(_("This set was removed. Save a new set instead.")) if kept.retired else YES


allows(v.PASS_ON)(is_part_of_a_reorganisation)


@hinders
def answer_comes_first(task: Task) -> Any:
    """Who was asked with fields answers them with each result: words alone would leave the figures out, or as wrong."""
    asked = Recipient.objects.filter(task=task).values_list("answered_at", "cascade__fields_kept")
    answered_at, fields = asked.first() or (None, ())
    if not fields or (answered_at and not _returned_since(task, answered_at)):
        return ""
    return _("The fields of the answer come first. Use “Answer and hand in”.")


def _returned_since(task: Task, moment: datetime) -> bool:
    """Whether a result was returned after a moment; the trail is asked only of tasks that ever were."""
    return bool(task.returned_count) and Event.objects.about(task).done(RETURN.code).filter(at__gt=moment).exists()
