"""What happens beside the plan: an obstacle, a remark, a contribution, quarterly work, a task from above."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from baro.demo.work.cycle_plan import Aside, cycle_plan
from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk
from baro.kernel.periods import moved_to_working_day
from baro.tasks.actions import assigning, evaluating, involving, repeating, working
from baro.tasks.models import Task, TaskRole, TaskUnit
from baro.tasks.recurring import Recurrence
from baro.ui.actions import talking
from baro.urging.actions import obstacles

OWNER = "QN-BTCTU/Trưởng ban"
QUARTERLY = Recurrence(3, 3, 25)


def deeds_aside(first_row: int, days: Days) -> Iterator[Deed]:
    """Each at its hour; the clauses are those of the plan, whose tasks stand under ``first_row`` and their number."""
    aside = cycle_plan().aside

    def at(day: int, hour: int, deed: partial[None]) -> Deed:
        return Deed(days.hour(day, hour, 51), deed)

    yield at(aside.recorded, 14, partial(_record, aside, (first_row + aside.obstacle_clause, ""), days))
    yield at(aside.remarked, 15, partial(_remark, aside, (first_row + aside.remark_clause, "")))
    yield at(aside.asked, 10, partial(_involve, aside, (first_row + aside.helped_clause, ""), days))
    yield at(aside.quarterly_given, 9, partial(_repeat, aside, days))
    yield at(aside.above_given, 9, partial(_from_above, aside, days))
    yield at(aside.evaluated, 16, partial(_evaluate, aside))


def _task(key: tuple[int, str], desk: Desk) -> Task:
    found: Task = Task.objects.get(pk=desk.tasks[key])
    return found


def _record(aside: Aside, key: tuple[int, str], days: Days, desk: Desk) -> None:
    task, remover = _task(key, desk), desk.post(aside.remover)
    until, by = days.of(aside.until), desk.holder(task.owner_post_id)
    obstacles.record(task=task, what=aside.obstacle, unit=None, post=remover, until=until, by=by)


def _remark(aside: Aside, key: tuple[int, str], desk: Desk) -> None:
    task = _task(key, desk)
    talking.write(task, words=aside.remark, people=[desk.post(aside.mentions)], by=desk.holder(task.owner_post_id))


def _involve(aside: Aside, key: tuple[int, str], days: Days, desk: Desk) -> None:
    task = _task(key, desk)
    helping = TaskUnit.objects.filter(task=task, role=TaskRole.COORDINATE).select_related("unit")
    units, by = [one.unit for one in helping], desk.holder(task.owner_post_id)
    involving.involve(task.pk, units=units, due_on=days.of(aside.helped_until), words=aside.helped, by=by)


def _repeat(aside: Aside, days: Days, desk: Desk) -> None:
    due = moved_to_working_day(QUARTERLY.after(days.of(0)))
    task = _given(desk, work=aside.quarterly, product=aside.quarterly_product, due_on=due, kind="report")
    rule = {"months": QUARTERLY.months, "month": QUARTERLY.month, "day": QUARTERLY.day}
    repeating.repeat(task.pk, **rule, by=desk.actor(cycle_plan().programme.by))


def _from_above(aside: Aside, days: Days, desk: Desk) -> None:
    origin = {"origin_id": aside.above_id, "origin_document": aside.above_document}
    due = days.of(aside.above_due)
    task = _given(desk, work=aside.above, product=aside.above_product, due_on=due, **origin)
    desk.tasks[0, aside.above_id] = task.pk
    working.accept(task.pk, by=desk.actor(OWNER))


def _evaluate(aside: Aside, desk: Desk) -> None:
    task = desk.tasks[0, aside.above_id]
    evaluating.evaluate(task, grade=aside.grade, words=aside.evaluation, by=desk.actor(OWNER))


def _given(desk: Desk, **asked: object) -> Task:
    """A task of the deputy secretary for the organisation board."""
    file, owner = cycle_plan(), desk.post(OWNER)
    facts = {"unit": owner.unit, "owner_post": owner, "accountable_post": owner, "authority": file.cascade.authority}
    return assigning.assign(**(facts | asked), by=desk.actor(file.programme.by))  # type: ignore[arg-type]
