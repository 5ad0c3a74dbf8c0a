"""Questions about urging: which steps are due, how far a ladder has come, and why it rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from baro.kernel import rulebook
from baro.org.models import Post, PostRank
from baro.tasks.flow import WITH_OWNER
from baro.tasks.models import Task
from baro.urging.flow import State
from baro.urging.models import Obstacle, Step, last_end
from baro.urging.rulebook import Addressee, Ladders, LadderStep, TaskLadder
from baro.urging.rules import Climb, Rung, coming, rungs

# One statement finds every step that is due: for each task the lowest step above the last one that was taken for this
# deadline, once its day has come. Working days are turned into days before it is asked, so that it needs no calendar.
DUE = """
    WITH rung (ladder, level, counted_until, over_until, former_until) AS (VALUES {rungs})
    SELECT task.id, following.ladder, following.level, coalesce(latest.level, 0), task.due_on
    FROM tasks_task task
    LEFT JOIN (
        SELECT task_id, max(coalesce(ended_on, until)) AS ended,
            bool_or(ended_on IS NULL AND until >= %(today)s) AS holds
        FROM urging_obstacle WHERE state IN ('standing', 'removed') GROUP BY task_id
    ) obstacle ON obstacle.task_id = task.id
    LEFT JOIN LATERAL (
        SELECT step.level, step.taken_on FROM urging_step step
        WHERE step.task_id = task.id AND step.deadline = task.due_on ORDER BY step.level DESC LIMIT 1
    ) latest ON true
    JOIN LATERAL (
        SELECT rung.* FROM rung
        WHERE rung.ladder = {ladder} AND rung.level > coalesce(latest.level, 0) AND rung.over_until < task.due_on
        ORDER BY rung.level LIMIT 1
    ) following ON greatest(task.due_on, obstacle.ended) <= following.counted_until
        AND (latest.taken_on IS NULL OR latest.taken_on <= following.former_until)
    WHERE task.state = ANY(%(with_owner)s) AND task.asked_due_on IS NULL AND task.due_on <= %(farthest)s
        AND NOT coalesce(obstacle.holds, false) {among}
"""


@dataclass(frozen=True, slots=True)
class Due:
    """A step that is due: of which task, for which deadline, and the last level that was taken before."""

    task: int
    ladder: str
    level: int
    last_level: int
    deadline: date


def due_steps(today: date, *, among: Iterable[int] | None = None) -> Iterator[Due]:
    """The steps that are due at the end of a day, at most one of each task; of some tasks, when they are named.

    They come from a cursor of the database, so that a million of them take no room here.
    """
    book = rulebook.in_force(Ladders, on=today).body
    seen = [rung for ladder in book.ladders for rung in rungs(ladder, today)]
    if not seen:
        return
    statement, values = _asked(book, seen, today, among)
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, values)
        yield from (Due(*row) for row in cursor)


def _asked(book: Ladders, seen: list[Rung], today: date, among: Iterable[int] | None) -> tuple[str, dict[str, Any]]:
    """The statement with its values."""
    values: dict[str, Any] = {
        "today": today,
        "with_owner": [state.value for state in WITH_OWNER],
        "farthest": max(rung.counted_until for rung in seen),
        "among": list(among or ()),
    }
    placed = []
    for at, rung in enumerate(seen):
        names = [f"r{at}_{place}" for place in range(5)]
        values |= dict(zip(names, astuple(rung), strict=True))
        placed.append(f"(%({names[0]})s::text, %({names[1]})s::int, {_days(names[2:])})")
    ladder, by_kind = _ladder_of(book)
    narrowed = "" if among is None else "AND task.id = ANY(%(among)s)"
    return DUE.format(rungs=", ".join(placed), ladder=ladder, among=narrowed), values | by_kind


def _days(names: list[str]) -> str:
    return ", ".join(f"%({name})s::date" for name in names)


def _ladder_of(book: Ladders) -> tuple[str, dict[str, Any]]:
    """The expression for the ladder of a task, by its kind, with its values."""
    usual = book.for_kind("").id
    named = [(kind, ladder.id) for ladder in book.ladders for kind in ladder.kinds]
    values: dict[str, Any] = {"usual": usual}
    if not named:
        return "%(usual)s::text", values
    whens = []
    for at, (kind, ladder) in enumerate(named):
        values |= {f"kind{at}": kind, f"ladder{at}": ladder}
        whens.append(f"WHEN %(kind{at})s::text THEN %(ladder{at})s::text")
    return f"CASE task.kind {' '.join(whens)} ELSE %(usual)s::text END", values


def ladder_of(task: Task, today: date | None = None) -> TaskLadder:
    """The ladder by which the owner of a task is urged today."""
    book = rulebook.in_force(Ladders, on=today or timezone.localdate()).body
    return book.for_kind(task.kind)


def posts_of(tasks: Iterable[Task], book: Ladders) -> dict[tuple[int, Addressee], Post]:
    """The post of each addressee for each task, by key of the task: a fixed number of queries for all of them.

    Where a unit has nobody at its head, or no deputy, nobody is told in their place.
    """
    found, wanted = list(tasks), {task.unit_id for task in tasks}
    leading = Post.objects.open().filter(unit__in=wanted, rank__in=(PostRank.HEAD, PostRank.DEPUTY))
    heads: dict[int, Post] = {}
    deputies: dict[int, Post] = {}
    for post in leading.select_related("unit").order_by("pk"):
        if post.rank == PostRank.HEAD:
            heads.setdefault(post.unit_id, post)
        elif _stands_before(post, deputies.get(post.unit_id), book):
            deputies[post.unit_id] = post
    keys = {key for task in found for key in (task.owner_post_id, task.assigner_post_id)}
    posts = Post.objects.select_related("unit").in_bulk(keys)
    addressed: dict[tuple[int, Addressee], Post] = {}
    for task in found:
        addressed[task.pk, Addressee.OWNER] = posts[task.owner_post_id]
        addressed[task.pk, Addressee.ISSUER] = posts[task.assigner_post_id]
        if head := heads.get(task.unit_id):
            addressed[task.pk, Addressee.HEAD] = head
        if deputy := deputies.get(task.unit_id):
            addressed[task.pk, Addressee.DEPUTY] = deputy
    return addressed


def _stands_before(post: Post, other: Post | None, book: Ladders) -> bool:
    """Whether a deputy is the one to be told: the first of the unit, or the standing one by the name of the post."""

    def is_standing(one: Post) -> bool:
        return any(word.lower() in one.name.lower() for word in book.standing_words)

    return other is None or (is_standing(post) and not is_standing(other))


@dataclass(frozen=True, slots=True)
class Rest:
    """Why the ladder rests: for an obstacle, for a request for more time, or because the task is with its assigner."""

    why: str
    until: date | None = None
    obstacle: Obstacle | None = None


def rest_of(task: Task, today: date) -> Rest | None:
    """Why nobody is urged about an open task today; None when the ladder goes on."""
    if task.state not in WITH_OWNER:
        return Rest("with_assigner")
    if task.asked_due_on is not None:
        return Rest("asked", task.asked_due_on)
    standing = Obstacle.objects.filter(task=task).holding_up(today).order_by("-until").first()
    return Rest("obstacle", standing.until, standing) if standing else None


def climb_of(task: Task, steps: Iterable[Step]) -> Climb:
    """How far the ladder of a task with a deadline has come, by its steps."""
    if task.due_on is None:
        raise ValueError("a task without a deadline has no ladder")
    last = max((step for step in steps if step.deadline == task.due_on), key=lambda step: step.level, default=None)
    counts_from = max(task.due_on, last_end(task) or task.due_on)
    return Climb(task.due_on, counts_from, last.level if last else 0, last.taken_on if last else None)


def coming_steps(task: Task, steps: Iterable[Step], today: date) -> list[tuple[int, LadderStep, date]]:
    """The steps that are still to come for an open task with a deadline, when nothing happens."""
    return coming(ladder_of(task, today), climb_of(task, steps), today)


def to_remove(actor: Any, _day: date | None = None) -> Any:
    """The obstacles that wait for the actor to remove them."""
    mine = Obstacle.objects.to_be_removed_by(actor)
    return Obstacle.objects.filter(mine, state=State.STANDING, task__state__in=WITH_OWNER).for_list()
