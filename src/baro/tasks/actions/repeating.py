"""Work that comes back: the rule by which it does, and the next task, opened by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from baro.kernel.errors import Refused
from baro.kernel.periods import moved_to_working_day
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.models import Post
from baro.org.queries import holders_of
from baro.tasks.actions.closing import thread
from baro.tasks.models import Task, TaskRole, TaskUnit
from baro.tasks.queries import motto_rule
from baro.tasks.recurring import Recurrence
from baro.tasks.verbs import OPEN_NEXT, REPEAT, STOP_REPEATING
from baro.trail.changes import Batch, change, change_many, tell_many
from baro.trail.models import Reason, notify, notify_many

TOGETHER = 500
RECURRING = ["recurs", "occurs_on", "opens_next_on"]
SAME = (
    *("work", "kind", "horizon", "product", "authority", "clause", "source", "recurs"),
    *("origin_id", "origin_document", "assigner_title"),
)
POSTS = ("owner_post", "assigner_post", "accountable_post")
OTHERS = (TaskRole.COORDINATE, TaskRole.INFORM)


def repeat(task_id: int, *, months: int, month: int, day: int, by: Actor) -> Task:
    """Let the task come back in every period of so many months, due by a day of one of its months.

    Raises Refused for a month that the period does not have, and for a day that no month has.
    """
    rule = _rule(months, month, day)
    with change(Task, task_id, REPEAT, by=by) as (task, tell):
        coming = _follow(task, rule)
        task.save(update_fields=RECURRING)
        event = tell(rule=coded("tasks.recurrence", task.recurs), next=moved_to_working_day(coming))
        notify(event, task, Reason.INFORMED, [task.owner_post_id])
    return task


def repeat_many(rules: Mapping[int, Recurrence], *, by: Actor) -> Batch[Task]:
    """Let tasks come back, each (by key) by its rule, in a fixed number of statements."""
    with transaction.atomic():
        with change_many(Task, rules, REPEAT, by=by) as batch:
            for task in batch.records:
                coming = _follow(task, rules[task.pk])
                batch.tell(task, rule=coded("tasks.recurrence", task.recurs), next=moved_to_working_day(coming))
            Task.objects.bulk_update(batch.records, RECURRING, batch_size=1000)
        told = zip(batch.events, batch.records, strict=True)
        notify_many([(event, task, [task.owner_post_id]) for event, task in told], Reason.INFORMED)
    return batch


def _follow(task: Task, rule: Recurrence) -> date:
    """Let the task come back by a rule, not saved yet; gives the day by which the next one is due."""
    assert task.due_on is not None  # noqa: S101 - the policy asks for a deadline
    task.recurs, task.occurs_on = rule.as_kept(), rule.on_or_before(task.due_on)
    coming = rule.after(task.occurs_on)
    task.opens_next_on = rule.opens_on(coming)
    return coming


def _rule(months: int, month: int, day: int) -> Recurrence:
    if not 1 <= month <= months:
        wrong = _("The period has no month %(month)s. Choose one from 1 to %(months)s.")
        wrong %= {"month": month, "months": months}
        raise Refused(wrong, fields={"month": wrong})
    if not 1 <= day <= 31:
        wrong = _("%(day)s is no day of a month. Choose one from 1 to 31.") % {"day": day}
        raise Refused(wrong, fields={"day": wrong})
    return Recurrence(months, month, day)


def stop_repeating(task_id: int, *, reason: str, by: Actor) -> Task:
    """Let no further task follow from this one."""
    with change(Task, task_id, STOP_REPEATING, by=by) as (task, tell):
        task.recurs, task.occurs_on, task.opens_next_on = "", None, None
        task.save(update_fields=["recurs", "occurs_on", "opens_next_on"])
        event = tell(reason=reason)
        notify(event, task, Reason.INFORMED, [task.owner_post_id])
    return task


def open_all(today: date) -> int:
    """Open every task that was to come by a day, each once, also those of days on which nothing ran; gives how many.

    So many at a time in a transaction of their own; a run that broke off goes on where it stopped.
    """
    opened = 0
    while found := _open_some(today):
        opened += found
    return opened


@transaction.atomic
def _open_some(today: date) -> int:
    waits = Task.objects.filter(opens_next_on__lte=today).order_by("opens_next_on", "pk")
    related = (*POSTS, *(f"{name}__unit" for name in POSTS), "source")
    former = list(waits.select_related(*related).select_for_update(of=("self",), skip_locked=True)[:TOGETHER])
    if not former:
        return 0
    standing = _standing_posts(former)
    coming = [_next(task, standing) for task in former]
    Task.objects.bulk_create(coming, batch_size=TOGETHER)
    Task.objects.filter(pk__in=[task.pk for task in former]).update(opens_next_on=None)
    _concern_the_same(coming)
    _tell(coming)
    return len(coming)


def _standing_posts(tasks: Iterable[Task]) -> dict[int, Post]:
    """The post that answers today for each post of the tasks, by key: a query for each step of successions."""
    named = {post.pk: post for task in tasks for name in POSTS if (post := getattr(task, name))}
    found = dict(named)
    while left := {post.successor_id for post in found.values() if post.closed_on and post.successor_id}:
        successors = Post.objects.select_related("unit").in_bulk(left)
        gone = {pk for pk, post in found.items() if post.closed_on and post.successor_id}
        found |= {pk: successors[found[pk].successor_id] for pk in gone}
    return found


def _next(former: Task, standing: dict[int, Post]) -> Task:
    """The task that follows a former one: the same words and people, due one period later."""
    rule = Recurrence.read(former.recurs)
    assert former.occurs_on is not None  # noqa: S101 - what recurs has a day, the database sees to it
    occurs_on = rule.after(former.occurs_on)
    due_on = moved_to_working_day(occurs_on)
    posts: dict[str, Any] = {name: standing.get(getattr(former, f"{name}_id")) for name in POSTS}
    return Task(
        **{name: getattr(former, name) for name in SAME},
        **posts,
        unit=posts["owner_post"].unit,
        assigner_unit=posts["assigner_post"].unit,
        motto=motto_rule().version,
        assigned_at=timezone.now(),
        first_due_on=due_on,
        due_on=due_on,
        previous=former,
        occurs_on=occurs_on,
        opens_next_on=rule.opens_on(rule.after(occurs_on)),
    )


def _concern_the_same(tasks: list[Task]) -> None:
    """The units that coordinate in the former tasks or are informed of them have the same part in the new ones."""
    now = {task.previous_id: task for task in tasks}
    named = TaskUnit.objects.filter(task__in=now, role__in=OTHERS, unit__closed_on=None)
    rows = [TaskUnit(task=now[one.task_id], unit_id=one.unit_id, role=one.role) for one in named]
    TaskUnit.objects.bulk_create(rows, batch_size=TOGETHER)


def _tell(tasks: list[Task]) -> None:
    """Each opening stands in the history of the new task, of the former one and of the source document."""
    by, people = Actor.system(OPEN_NEXT.code), holders_of(task.owner_post_id for task in tasks)
    told = [
        (
            task,
            {
                "work": str(task),
                "owner": ", ".join(filter(None, (people.get(task.owner_post_id, ""), str(task.owner_post)))),
                "due": task.due_on,
            },
        )
        for task in tasks
    ]
    beside: dict[int, list[Model]] = {task.pk: [*filter(None, [task.previous]), *thread(task)] for task in tasks}
    events = tell_many(OPEN_NEXT, told, by=by, facts={}, beside=beside)
    notify_many(
        [(event, task, [task.owner_post_id]) for event, task in zip(events, tasks, strict=True)], Reason.ASSIGNED
    )
