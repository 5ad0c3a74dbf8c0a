"""Tasks: given to one post or to many units, and what their owners and assigners do then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import cycle

from baro.demo.work import letters
from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk, codes_of, place
from baro.demo.work.plan import Given, plan
from baro.demo.work.stories import Span, Step, Told, story
from baro.kernel.periods import add_working_days
from baro.tasks.actions import approving, assigning, extending, redirecting, urging, working

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
            one = _One(row, given, owner, turn=row + number)
            moment = days.hour(told.day, HOURS[told.step], row) + timedelta(seconds=7 * number)
            yield Deed(moment, partial(one.do, told, days))


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


class _One:
    """The task of one owner, and what is done to it; ``turn`` chooses among the words."""

    def __init__(self, row: int, given: Given, owner: str, *, turn: int) -> None:
        self.row, self.given, self.owner, self.turn = row, given, owner, turn

    def do(self, told: Told, days: Days, desk: Desk) -> None:
        """Do one step of the story, if the task was given at all."""
        task_id = desk.tasks.get((self.row, self.owner))
        if task_id is not None:
            self._deed(told, days)(task_id, desk)

    def _deed(self, told: Told, days: Days) -> Callable[[int, Desk], object]:
        return {
            Step.ACCEPT: lambda pk, desk: working.accept(pk, by=desk.actor(self.owner)),
            Step.DECLINE: lambda pk, desk: working.decline(pk, reason=self._said("declines"), by=desk.actor(self.owner)),
            Step.REPORT: lambda pk, desk: self._report(pk, told.percent, desk),
            Step.HAND_IN: lambda pk, desk: self._hand_in(pk, days, desk),
            Step.APPROVE: lambda pk, desk: approving.approve(pk, by=desk.actor(self.given.by)),
            Step.RETURN: lambda pk, desk: approving.return_(
                pk, reason=self._said("returns"), by=desk.actor(self.given.by)
            ),
            Step.ASK: lambda pk, desk: self._ask(pk, told, desk),
            Step.EXTEND: lambda pk, desk: self._extend(pk, told, desk),
            Step.URGE: lambda pk, desk: urging.urge(pk, words=self._said("urges"), by=desk.actor(self.given.by)),
            Step.CANCEL: lambda pk, desk: redirecting.cancel(
                pk, reason=self._said("cancels"), by=desk.actor(self.given.by)
            ),
        }[told.step]
