"""Taking the steps that are due: found by one statement, written in batches, each whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from baro.kernel import rulebook
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.models import Post
from baro.tasks.flow import WITH_OWNER
from baro.tasks.models import Task
from baro.trail.changes import tell_many
from baro.trail.models import Event, Reason, notify_many
from baro.ui.outside.server import sends_mail
from baro.urging import queries
from baro.urging.models import Mail, Step
from baro.urging.queries import Due
from baro.urging.rulebook import Addressee, Ladders, LadderStep, TaskLadder, Way
from baro.urging.verbs import SKIP, TAKE

BATCH = 1_000


def climb(today: date) -> int:
    """Take every step that is due at the end of a day; gives how many were taken.

    Each batch is a transaction of its own: whatever ends the run, another one goes on where it stood.
    """
    taken = 0
    with translation.override(settings.LANGUAGE_CODE):
        for found in _batched(queries.due_steps(today), BATCH):
            taken += _take([due.task for due in found], today)
    return taken


def _batched(rows: Iterable[Due], size: int) -> Iterator[list[Due]]:
    """Several at a time (`itertools.batched` comes with Python 3.12)."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def _take(keys: Sequence[int], today: date) -> int:
    """Take the steps of some tasks that still are due once these are locked; gives how many."""
    by = Actor.system(TAKE.code)
    book = rulebook.in_force(Ladders, on=today).body
    with transaction.atomic():
        rows = Task.objects.filter(pk__in=keys, state__in=WITH_OWNER).order_by("pk")
        tasks = {task.pk: task for task in rows.select_for_update(of=("self",), no_key=True)}
        ladders = {ladder.id: ladder for ladder in book.ladders}
        taken, skipped = [], []
        for due in queries.due_steps(today, among=tasks):
            ladder, task = ladders[due.ladder], tasks[due.task]
            over = range(due.last_level + 1, due.level)
            skipped += [_step(task, ladder, level, today, skipped=True) for level in over]
            taken.append(_step(task, ladder, due.level, today))
        Step.objects.bulk_create([*skipped, *taken], batch_size=1000)
        _tell_of_the_skipped(skipped, by=by)
        _tell(taken, tasks, book, by=by)
    return len(taken)


def _step(task: Task, ladder: TaskLadder, level: int, today: date, *, skipped: bool = False) -> Step:
    """A step of a task, not saved yet.

    Raises ValueError for a task without a deadline.
    """
    declared = ladder.steps[level - 1]
    ways = [] if skipped else list(map(str, declared.how))
    if task.due_on is None:
        raise ValueError("a task without a deadline has no ladder")
    found = Step(task=task, deadline=task.due_on, ladder=ladder.id, step=declared.id, level=level, taken_on=today)
    found.ways, found.skipped = ways, skipped
    return found


def _named(step: Step) -> dict[str, Any]:
    return {"level": step.level, "step": coded("urging.step", f"{step.ladder}.{step.step}")}


def _tell_of_the_skipped(steps: Sequence[Step], *, by: Actor) -> None:
    """Events of the steps whose time was over before anybody looked."""
    beside = {step.pk: [step.task] for step in steps}
    tell_many(SKIP, [(step, _named(step)) for step in steps], by=by, facts={}, beside=beside)


def _tell(steps: Sequence[Step], tasks: dict[int, Task], book: Ladders, *, by: Actor) -> None:
    """Events, notices and e-mails of the steps that were taken."""
    posts = queries.posts_of(tasks.values(), book)
    addressed = {step.pk: _addressed(step, book, posts) for step in steps}
    told = [
        (step, _named(step) | {"due": step.deadline, "to": [str(post) for post in addressed[step.pk].values()]})
        for step in steps
    ]
    events = tell_many(TAKE, told, by=by, facts={}, beside={step.pk: [step.task] for step in steps})
    _notify(list(zip(events, steps, strict=True)), addressed)
    if sends_mail():  # else nothing would ever leave, or all at once when a server is named one day
        mailed = (step for step in steps if Way.EMAIL in step.ways)
        letters = (Mail(step=step, post=post) for step in mailed for post in set(addressed[step.pk].values()))
        Mail.objects.bulk_create(letters, batch_size=1000)


def _addressed(step: Step, book: Ladders, posts: dict[tuple[int, Addressee], Post]) -> dict[Addressee, Post]:
    """To whom a step goes: each post that there is, once."""
    declared: LadderStep = book.step(step.ladder, step.step)
    found: dict[Addressee, Post] = {}
    for one in declared.to:
        post = posts.get((step.task_id, one))
        if post is not None and post not in found.values():
            found[one] = post
    return found


def _notify(told: Sequence[tuple[Event, Step]], addressed: dict[int, dict[Addressee, Post]]) -> None:
    """Bring each step to its posts: to the owner as a deadline, to everybody else for information."""
    owners, others = [], []
    for event, step in told:
        posts = addressed[step.pk]
        owners.append((event, step.task, [post.pk for one, post in posts.items() if one is Addressee.OWNER]))
        others.append((event, step.task, [post.pk for one, post in posts.items() if one is not Addressee.OWNER]))
    notify_many(owners, Reason.DATE)
    notify_many(others, Reason.INFORMED)
