"""Recording a weak point, changing it, giving or linking the tasks that answer it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.periods import wrong_deadline
from baro.org.actors import Actor
from baro.org.models import Post, Unit
from baro.org.queries import holder_of
from baro.tasks.actions.assigning import assign
from baro.tasks.models import Task
from baro.trail.changes import change, create
from baro.trail.models import Reason, notify
from baro.weakpoints import queries
from baro.weakpoints.flow import FLOW
from baro.weakpoints.models import Link, Point
from baro.weakpoints.verbs import CANCEL, GIVE, LINK, RECORD, REVISE


def record(
    *,
    unit: Unit,
    what: str,
    kind: str,
    nature: str,
    seriousness: int,
    origin: str,
    owner_post: Post,
    due_on: date,
    by: Actor,
    found_on: date | None = None,
    detail: str = "",
    origin_task: Task | None = None,
) -> Point:
    """Record a weak point of a unit; what repeats an earlier one is marked as recurrent.

    Raises Refused with everything that is wrong, each beside its field.
    """
    today = timezone.localdate()
    point = Point(unit=unit, what=what.strip(), detail=detail.strip(), kind=kind, nature=nature, origin=origin)
    point.seriousness, point.found_on, point.origin_task = seriousness, found_on or today, origin_task
    point.owner_post, point.due_on = owner_post, due_on
    with transaction.atomic():
        _refuse_unfit(point, today, new=True)
        point.earlier = queries.earlier_of(point)
        told: dict[str, Any] = {"what": point.what, "owner": str(owner_post), "due": due_on}
        also = [origin_task] if origin_task else []
        if point.earlier:
            told["earlier"] = str(point.earlier)
        point, event = create(point, RECORD, *also, by=by, **told)
        notify(event, point, Reason.ASSIGNED, [owner_post.pk])
    return point


def revise(
    point_id: int,
    *,
    what: str,
    kind: str,
    nature: str,
    seriousness: int,
    owner_post: Post,
    due_on: date,
    reason: str,
    by: Actor,
    detail: str = "",
) -> Point:
    """Say otherwise what it is, how serious, who solves it or until when.

    Raises Refused with everything that is wrong, each beside its field.
    """
    with change(Point, point_id, REVISE, by=by) as (point, tell):
        FLOW.move(point, REVISE)
        former, was_due = point.owner_post_id, point.due_on
        point.what, point.detail, point.kind, point.nature = what.strip(), detail.strip(), kind, nature
        point.seriousness, point.owner_post, point.due_on = seriousness, owner_post, due_on
        _refuse_unfit(point, timezone.localdate(), new=due_on != was_due)
        point.earlier = queries.earlier_of(point)
        point.save()
        event = tell(reason=reason)
        notify(event, point, Reason.ASSIGNED, [owner_post.pk] if owner_post.pk != former else [])
        notify(event, point, Reason.INFORMED, [former])
    return point


def _refuse_unfit(point: Point, today: date, *, new: bool) -> None:
    """Raise Refused with everything that is wrong with a weak point; ``new`` when its deadline was just chosen."""
    found: dict[str, str] = {}
    if point.found_on > today:
        found["found_on"] = _("This day is still to come. Choose today or an earlier day.")
    if new and (why := wrong_deadline(point.due_on, today)):
        found["due_on"] = why
    if not holder_of(point.owner_post, today):
        sentence = _("“%(post)s” has no holder today; choose another post or appoint one first.")
        found["owner_post"] = sentence % {"post": point.owner_post}
    if found:
        raise Refused(next(iter(found.values())), fields=found)


def link(point_id: int, *, task: Task, by: Actor) -> Point:
    """Say that a task answers the weak point.

    Raises Refused when it does already, and Http404 for a task that the actor does not see.
    """
    with change(Point, point_id, LINK, by=by) as (point, tell):
        FLOW.move(point, LINK)
        task = get_object_or_404(Task.objects.visible_to(by), pk=task.pk)
        _link, new = Link.objects.get_or_create(point=point, task=task)
        if not new:
            sentence = _("“%(task)s” is linked already. Choose another task.") % {"task": task}
            raise Refused(sentence, fields={"task": sentence})
        tell(task, work=task)
    return point


def give(point_id: int, *, by: Actor, **asked: Any) -> Point:
    """Assign a task that answers the weak point; it is given as every task is, and both stand or neither.

    Raises what assigning a task raises.
    """
    with change(Point, point_id, GIVE, by=by) as (point, tell):
        FLOW.move(point, GIVE)
        task = assign(unit=asked["owner_post"].unit if asked.get("owner_post") else None, by=by, **asked)
        Link.objects.create(point=point, task=task)
        tell(task, work=task)
    return point


def cancel(point_id: int, *, reason: str, by: Actor) -> Point:
    """Take back what was recorded by mistake; it stays in the register and counts nowhere."""
    with change(Point, point_id, CANCEL, by=by) as (point, tell):
        FLOW.move(point, CANCEL)
        point.save(update_fields=["state"])
        notify(tell(reason=reason), point, Reason.INFORMED, [point.owner_post_id])
    return point
