"""Who may do which verb to a task, and why not."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baro.documents.flow import State as DocumentState
from baro.documents.models import Document
from baro.documents.policies import gives_work
from baro.kernel import rulebook
from baro.kernel.decisions import YES, Decision, allows, forbidden, not_now
from baro.kernel.periods import working_days_between
from baro.kernel.verbs import Verb
from baro.org.actors import ANYTHING, Actor
from baro.org.policies import is_part_of_a_reorganisation
from baro.tasks import verbs as v
from baro.tasks.flow import CLOSED, WITH_OWNER, State
from baro.tasks.models import Task
from baro.tasks.parts import hindrance_of, listed, open_parts, supporters_of, waited_for
from baro.tasks.rulebook import Results
from baro.trail.models import Event


def owns(actor: Actor, task: Task) -> bool:
    """Whether the actor's post owns the task."""
    return actor.post_id is not None and actor.post_id == task.owner_post_id


def stands_for_assigner(actor: Actor, task: Task) -> bool:
    """Whether the actor's post gave the task, or approves results for the unit that gave it; never the owner's person.

    What somebody gave to themselves stays in their own hands; that a post answers for another does not make it so.
    """
    if actor.is_own(task.owner_post_id) and not _gave_it_to_themselves(actor, task):
        return False
    gave = actor.post_id is not None and actor.post_id == task.assigner_post_id
    return gave or actor.holds(v.APPROVE, task.assigner_unit, task)


def _gave_it_to_themselves(actor: Actor, task: Task) -> bool:
    """Whether one post is owner and assigner, and the last who gave the task to its owner was the actor."""
    if task.owner_post_id != task.assigner_post_id:
        return False
    given = Event.objects.about(task).filter(verb_code__in=[v.ASSIGN.code, v.REASSIGN.code])
    return given.order_by("-pk").values_list("person_id", flat=True).first() == actor.person_id


def gives_work_to_owner(actor: Actor, task: Task) -> bool:
    """Whether the actor assigns work in the owner unit, or carries out an instruction that names this unit."""
    return actor.holds(v.ASSIGN, task.unit, task) or _is_led_by_owner(actor, task)


def _is_led_by_owner(actor: Actor, task: Task) -> bool:
    """Whether the source document's instruction names the owner unit, for who assigns in the register's unit."""
    source = task.source
    if source is None or not actor.holds(v.ASSIGN, source.unit, task):
        return False
    try:
        return bool(source.slip.lead_id == task.unit_id)
    except ObjectDoesNotExist:
        return False


NOT_YOURS = _("You do not assign work to this unit; choose a unit of yours, or the one that leads by the instruction.")


@allows(v.ASSIGN)
def may_assign(actor: Actor, task: Task) -> Decision:
    """Whoever gives work to the owner unit, from a document or a task that still gives out work."""
    if task.parent and not (decision := _may_split(actor, task.parent)):
        return decision
    if not (gives_work_to_owner(actor, task) or _asks_a_supporter(actor, task)):
        return forbidden(NOT_YOURS)
    return _open_to_tasks(task.source)


def _may_split(actor: Actor, whole: Task) -> Decision:
    """Whoever owns the whole, or stands for who gave it, while its owner is at work."""
    if not (owns(actor, whole) or stands_for_assigner(actor, whole)):
        return forbidden(_("Only the owner of the task, or who assigned it, splits it into sub-tasks."))
    if "split" in whole.of_kind.without:
        sentence = _("Tasks of the kind “%(kind)s” are not split into sub-tasks.")
        return not_now(sentence % {"kind": whole.of_kind.names})
    if whole.state not in WITH_OWNER:
        return not_now(_("The task is not with its owner. It is split while its owner works on it."))
    return YES


def _asks_a_supporter(actor: Actor, task: Task) -> bool:
    """Whether the actor owns the whole, to which the owner unit was named as one that coordinates."""
    whole = task.parent
    return whole is not None and owns(actor, whole) and task.unit_id in supporters_of(whole)


def fits(task: Task, verb: Verb) -> bool:
    """Whether a verb makes sense for a task of its kind."""
    return verb.word not in task.of_kind.without


def _of_its_kind(task: Task, verb: Verb) -> Decision:
    """The answer for a verb that its kind may know nothing of."""
    if fits(task, verb):
        return YES
    told = {"verb": verb.label, "kind": task.of_kind.names}
    return not_now(_("“%(verb)s” is not part of tasks of the kind “%(kind)s”.") % told)


def _open_to_tasks(source: Document | None) -> Decision:
    """A document from which work may follow gives out tasks until it is carried out or filed."""
    decision = gives_work(source)
    if source is None or not decision:
        return decision
    if source.state == DocumentState.CARRIED_OUT:
        return not_now(_("The document is carried out; reopen it before you give further tasks from it."))
    if source.state == DocumentState.FILED:
        return not_now(_("The document is filed for information; no task follows from it."))
    return YES


@allows(v.ACCEPT, v.WITHDRAW)
def may_work_on_it(actor: Actor, task: Task) -> Decision:
    """Whoever holds the owner's post today."""
    if not owns(actor, task):
        return forbidden(_("Only whoever holds the owner's post works on the task."))
    return YES


@allows(v.DECLINE)
def may_decline(actor: Actor, task: Task) -> Decision:
    """The owner, of a task of a kind that can be declined."""
    return may_work_on_it(actor, task) and _of_its_kind(task, v.DECLINE)


@allows(v.REPORT)
def may_report(actor: Actor, task: Task) -> Decision:
    """The owner, once what comes first is done."""
    return may_work_on_it(actor, task) and _of_its_kind(task, v.REPORT) and _can_start(task)


@allows(v.HAND_IN)
def may_hand_in(actor: Actor, task: Task) -> Decision:
    """The owner, once what comes first is done and every part as well."""
    if not (decision := may_work_on_it(actor, task) and _can_start(task)):
        return decision
    if parts := open_parts(task):
        return not_now(_("Sub-tasks are still open: %(parts)s. Finish them first.") % {"parts": listed(parts)})
    if why := hindrance_of(task):
        return not_now(why)
    return YES


def _can_start(task: Task) -> Decision:
    """Not before the tasks that come first are done."""
    if first := waited_for(task):
        return not_now(_("The task starts after %(first)s. Wait until that is done.") % {"first": listed(first)})
    return YES


@allows(v.INVOLVE)
def may_involve(actor: Actor, task: Task) -> Decision:
    """The owner, of a task to which other units contribute."""
    if not (decision := may_work_on_it(actor, task)):
        return decision
    if not supporters_of(task):
        return not_now(_("No unit was named to coordinate in this task."))
    return YES


@allows(v.ARRANGE)
def may_arrange(actor: Actor, task: Task) -> Decision:
    """Whoever stands for the assigner, and the owner of the whole of which it is a part."""
    if stands_for_assigner(actor, task) or (task.parent and owns(actor, task.parent)):
        return YES
    return forbidden(_("Only the assigner, or the owner of the task above, sets what comes first."))


@allows(v.REPEAT)
def may_repeat(actor: Actor, task: Task) -> Decision:
    """Whoever stands for the assigner, of a whole task with a deadline that nothing followed yet."""
    if not (decision := may_direct(actor, task) and _of_its_kind(task, v.REPEAT)):
        return decision
    if task.parent_id:
        return not_now(_("A sub-task does not repeat. Repeat the task above."))
    if task.due_on is None:
        return not_now(_("The task has no deadline, so nothing says when the next one is due."))
    if task.recurs and task.opens_next_on is None:
        return not_now(_("The next task is open already. Change the repetition there."))
    return YES


@allows(v.STOP_REPEATING)
def may_stop_repeating(actor: Actor, task: Task) -> Decision:
    """Whoever stands for the assigner, at the last of the tasks that repeat."""
    if not (decision := may_direct(actor, task)):
        return decision
    return YES if task.opens_next_on else not_now(_("No further task follows from this one."))


@allows(v.EVALUATE)
def may_evaluate(actor: Actor, task: Task) -> Decision:
    """The owner, of a task of the level above."""
    if not (decision := may_work_on_it(actor, task)):
        return decision
    return YES if task.origin_id else not_now(_("Only tasks of the level above are evaluated by their owner."))


@allows(v.ASK_EXTENSION)
def may_ask_extension(actor: Actor, task: Task) -> Decision:
    """The owner, once at a time, of a task with a deadline."""
    if not owns(actor, task):
        return forbidden(_("Only whoever holds the owner's post asks for more time."))
    if task.state not in (State.ASSIGNED, State.UNDERWAY):
        return not_now(_("More time is asked for while the work goes on, not after."))
    if task.due_on is None:
        return not_now(_("The task has no deadline."))
    if task.asked_due_on is not None:
        return not_now(_("More time is asked for already; wait for the answer."))
    return _of_its_kind(task, v.ASK_EXTENSION)


@allows(v.APPROVE)
def may_approve(actor: Actor, task: Task) -> Decision:
    """Whoever stands for the assigner, never for their own work."""
    if actor.is_own(task.owner_post_id) or (actor.person_id is not None and actor.person_id == task.handed_in_by_id):
        return forbidden(_("Nobody approves their own work."))
    if not stands_for_assigner(actor, task):
        return forbidden(_("Only the assigner, or who approves results for the assigning unit, approves this one."))
    return YES


@allows(v.UNDO_APPROVAL)
def may_undo_approval(actor: Actor, task: Task) -> Decision:
    """Whoever may approve, for as long as the rule says."""
    if not (decision := may_approve(actor, task) and _whole_is_open(task)):
        return decision
    rule = rulebook.today(Results)
    if task.approved_at and working_days_between(_day_of(task.approved_at), timezone.localdate()) > rule.undo_within:
        sentence = _("The approval is more than %(days)s working days old. Reopen the task instead.")
        return not_now(sentence % {"days": rule.undo_within})
    return YES


@allows(v.REOPEN)
def may_reopen(actor: Actor, task: Task) -> Decision:
    """Whoever may approve, for as long as the rule says."""
    if not (decision := may_approve(actor, task) and _whole_is_open(task)):
        return decision
    rule = rulebook.today(Results)
    if task.approved_at and (timezone.localdate() - _day_of(task.approved_at)).days > rule.reopen_within:
        sentence = _("The task was approved more than %(days)s days ago. Assign a new task instead.")
        return not_now(sentence % {"days": rule.reopen_within})
    return YES


def _whole_is_open(task: Task) -> Decision:
    """What is a part of a whole comes back only while that is at work."""
    if task.parent and task.parent.state in (State.HANDED_IN, *CLOSED):
        return not_now(_("The task above, “%(whole)s”, is handed in. Reopen it first.") % {"whole": task.parent})
    return YES


def _day_of(moment: datetime) -> date:
    return timezone.localtime(moment).date()


@allows(v.COMMENT)
def may_comment(_actor: Actor, _task: Task) -> Decision:
    """Nobody any more: remarks took the place of comments."""
    return forbidden(_("Write a remark instead."))


@allows(v.RETURN, v.REASSIGN, v.CANCEL, v.REWORD)
def may_direct(actor: Actor, task: Task) -> Decision:
    """Whoever stands for the assigner."""
    if not stands_for_assigner(actor, task):
        return forbidden(_("Only the assigner, or who approves results for the assigning unit, directs this task."))
    return YES


@allows(v.EXTEND)
def may_extend(actor: Actor, task: Task) -> Decision:
    """Whoever stands for the assigner, while the work goes on."""
    if not stands_for_assigner(actor, task):
        return forbidden(_("Only the assigner, or who approves results for the assigning unit, moves the deadline."))
    if task.state not in (State.ASSIGNED, State.UNDERWAY, State.DECLINED):
        return not_now(_("The deadline moves only while the work goes on."))
    return YES


@allows(v.REFUSE_EXTENSION)
def may_refuse_extension(actor: Actor, task: Task) -> Decision:
    """Whoever stands for the assigner, when more time was asked for."""
    if not stands_for_assigner(actor, task):
        return forbidden(_("Only the assigner, or who approves results for the assigning unit, keeps the deadline."))
    if task.asked_due_on is None:
        return not_now(_("Nobody asked for more time."))
    return YES


@allows(v.URGE)
def may_urge(actor: Actor, task: Task) -> Decision:
    """Whoever stands for the assigner, or urges in one of the two units, while the owner is at work."""
    if actor.is_own(task.owner_post_id):
        return forbidden(_("Nobody urges themselves."))
    urges = actor.holds(v.URGE, task.unit, task) or actor.holds(v.URGE, task.assigner_unit, task)
    if not (urges or stands_for_assigner(actor, task)):
        return forbidden(_("Only the assigner, or who urges in the units of the task, urges its owner."))
    if task.state not in (State.ASSIGNED, State.UNDERWAY):
        return not_now(_("There is nothing to urge: the task does not wait for its owner."))
    return _of_its_kind(task, v.URGE)


@allows(v.ADD_UP, v.FINISH, v.OPEN_NEXT)
def may_follow_by_rule(actor: Actor, task: Task) -> Decision:
    """The system alone."""
    if not actor.holds(ANYTHING, task.unit):
        return forbidden(_("The system does this by rule. You cannot do it by hand."))
    return YES


@allows(v.REMIND)
def may_remind(_actor: Actor, _task: Task) -> Decision:
    """Nobody any more: the ladder of `urging` took over what the reminders did."""
    return forbidden(_("Reminders are sent by the system."))


allows(v.PASS_ON)(is_part_of_a_reorganisation)
