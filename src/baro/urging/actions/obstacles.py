"""Recording what keeps a task from being done, and answering it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.actions.handling import heads_of
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.periods import add_working_days, spoken_day, wrong_deadline
from baro.kernel.verbs import Verb
from baro.org.actors import Actor
from baro.org.models import Post, Unit
from baro.tasks.models import Task
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify
from baro.urging.flow import FLOW
from baro.urging.models import Obstacle
from baro.urging.rulebook import Obstacles
from baro.urging.verbs import RECORD, REFUSE, REMOVE, WITHDRAW


def record(*, task: Task, what: str, unit: Unit | None, post: Post | None, until: date, by: Actor) -> Obstacle:
    """Say what is in the way of a task, who must remove it, and until when; until then nobody urges its owner.

    Raises Refused, beside the fields, when nobody is named who could remove it or the day cannot be, and Http404 for a
    task that the actor does not see.
    """
    today = timezone.localdate()
    with transaction.atomic():
        seen = Task.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
        task = get_object_or_404(seen, pk=task.pk)
        obstacle = Obstacle(task=task, what=what.strip(), post=post, until=until, recorded_on=today)
        if unit is None and post is not None:
            unit = post.unit
        _refuse_unfit(unit, post, until, today, by=by)
        obstacle.unit_id = unit.pk if unit else 0
        told = {"what": obstacle.what, "remover": str(post or unit), "until": until}
        obstacle, event = create(obstacle, RECORD, task, by=by, **told)
        notify(event, obstacle, Reason.DECIDE, [post.pk] if post else heads_of([unit]) if unit else [])
        notify(event, task, Reason.INFORMED, [task.assigner_post_id])
    return obstacle


def remove(obstacle_id: int, *, answer: str, by: Actor) -> Obstacle:
    """Say how the obstacle was removed; the owner is urged again, counted from today."""
    return _end(obstacle_id, REMOVE, answer, by=by)


def refuse(obstacle_id: int, *, answer: str, by: Actor) -> Obstacle:
    """Say why it is not removed; urging goes on as if it had never been recorded."""
    return _end(obstacle_id, REFUSE, answer, by=by)


def withdraw(obstacle_id: int, *, by: Actor) -> Obstacle:
    """Take the obstacle back; urging goes on as if it had never been recorded."""
    with change(Obstacle, obstacle_id, WITHDRAW, by=by) as (obstacle, tell):
        FLOW.move(obstacle, WITHDRAW)
        obstacle.ended_on = timezone.localdate()
        obstacle.save(update_fields=["state", "ended_on"])
        notify(tell(obstacle.task), obstacle, Reason.INFORMED, _removers(obstacle))
    return obstacle


def _end(obstacle_id: int, verb: Verb, answer: str, *, by: Actor) -> Obstacle:
    """Answer it, and bring the answer to the owner and the assigner of the task."""
    with change(Obstacle, obstacle_id, verb, by=by) as (obstacle, tell):
        FLOW.move(obstacle, verb)
        obstacle.answer, obstacle.ended_on = answer.strip(), timezone.localdate()
        obstacle.save(update_fields=["state", "answer", "ended_on"])
        event, task = tell(obstacle.task, answer=obstacle.answer), obstacle.task
        notify(event, task, Reason.RETURNED, [task.owner_post_id])
        notify(event, task, Reason.INFORMED, {task.assigner_post_id} - {task.owner_post_id})
    return obstacle


def _removers(obstacle: Obstacle) -> list[int | None]:
    return [obstacle.post_id] if obstacle.post_id else list(heads_of([obstacle.unit]))


def _refuse_unfit(unit: Unit | None, post: Post | None, until: date, today: date, *, by: Actor) -> None:
    """Raise Refused with everything that is wrong with a new obstacle, each beside its field."""
    found: dict[str, str] = {}
    if unit is None:
        found["unit"] = _("Choose the unit or the post that must remove the obstacle.")
    elif post is not None and post.unit_id != unit.pk:
        found["post"] = _("“%(post)s” is not a post of %(unit)s; choose one that is.") % {"post": post, "unit": unit}
    elif _is_oneself(unit, post, by):
        found["post" if post else "unit"] = _("You cannot name yourself. Choose whoever else must remove the obstacle.")
    last = add_working_days(today, rulebook.today(Obstacles).most_working_days)
    if why := wrong_deadline(until, today):
        found["until"] = why
    elif until > last:
        sentence = _("An obstacle is removed by %(last)s at the latest. Choose an earlier day.")
        found["until"] = sentence % {"last": spoken_day(last)}
    if found:
        raise Refused(next(iter(found.values())), fields=found)


def _is_oneself(unit: Unit, post: Post | None, by: Actor) -> bool:
    """Whether the owner would have to answer."""
    answers = {post.pk} if post else set(heads_of([unit]))
    return bool(answers & by.own_posts)
