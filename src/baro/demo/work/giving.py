"""Tasks: given to one post or to the heads of many units, each with the story that follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import cycle

from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk, codes_of, place
from baro.demo.work.owning import Owned, do
from baro.demo.work.plan import Given
from baro.demo.work.stories import Span, Step, story
from baro.kernel.periods import add_working_days
from baro.tasks.actions import assigning

HEADS = ("Bí thư", "Bí thư Chi bộ")
HOURS = {
    Step.ACCEPT: 14,
    Step.DECLINE: 14,
    Step.REPORT: 15,
    Step.HAND_IN: 16,
    Step.APPROVE: 9,
    Step.RETURN: 9,
    Step.ASK: 15,
    Step.EXTEND: 10,
    Step.URGE: 8,
    Step.CANCEL: 10,
}


def deeds_of(row: int, given: Given, days: Days) -> Iterator[Deed]:
    """The assignment, and the story of each owner."""
    owners = _owners(given)
    yield Deed(days.hour(given.assigned, 11, row), partial(_assign, row, given, days))
    last = add_working_days(days.today, -1)
    span = Span(days.of(given.assigned), days.of(given.due), last)
    for number, (owner, outcome) in enumerate(zip(owners, cycle(given.outcomes), strict=False)):
        for told in story(outcome, span):
            moment = days.hour(told.day, HOURS[told.step], row) + timedelta(seconds=7 * number)
            yield Deed(moment, partial(do, row, Owned(given, owner, turn=row + number), told))


def _owners(given: Given) -> list[str]:
    """The places of those who own the task: one post, or the heads of the units."""
    if isinstance(given.to, str) and "/" in given.to:
        return [given.to]
    return [place(code, HEADS[code.count("-") > 1]) for code in _units(given)]


def _units(given: Given) -> list[str]:
    """The units that get the task, from the first one named on, at most so many."""
    codes = codes_of(given.to)
    start = codes.index(given.first) if given.first else 0
    return codes[start:][: given.most]


def _assign(row: int, given: Given, days: Days, desk: Desk) -> None:
    if isinstance(given.to, str) and "/" in given.to:
        _assign_one(row, given, days, desk)
        return
    batch = assigning.assign_many(
        desk.units(_units(given)),
        work=days.words(given.work),
        due_on=days.of(given.due),
        product=days.words(given.product),
        authority=given.authority,
        clause=given.clause,
        source=desk.document(given.source) if given.source else None,
        by=desk.actor(given.by),
    )
    for task in batch.records:
        desk.tasks[row, place(task.unit.code, task.owner_post.name)] = task.pk


def _assign_one(row: int, given: Given, days: Days, desk: Desk) -> None:
    owner = desk.post(str(given.to))
    task = assigning.assign(
        work=days.words(given.work),
        unit=owner.unit,
        owner_post=owner,
        accountable_post=desk.post(given.accountable) if given.accountable else owner,
        due_on=days.of(given.due),
        product=days.words(given.product),
        authority=given.authority,
        clause=given.clause,
        source=desk.document(given.source) if given.source else None,
        by=desk.actor(given.by),
    )
    desk.tasks[row, str(given.to)] = task.pk
