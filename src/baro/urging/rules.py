"""Pure rules of the ladder: on which day a step comes, and from which deadlines on it is due today.

A step is due on its own working day, counted from the deadline or, after an obstacle, from the day on which that ended.
Past the deadline a step comes no sooner after the step before it than the ladder puts between them: whoever was not
urged because the machine stood still, the work was with its assigner or an obstacle was in the way, is first urged, and
only then reported. Steps before the deadline that nobody took in time are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from baro.kernel.periods import add_working_days, moved_to_working_day
from baro.urging.rulebook import LadderStep, TaskLadder

ONE_DAY = timedelta(days=1)


def last_day_reached(today: date, working_days: int) -> date:
    """The last day from which so many working days have gone by today: `add_working_days` turned round for a query."""
    if working_days > 0:
        return add_working_days(today + ONE_DAY, -working_days) - ONE_DAY
    return add_working_days(today, -working_days)


def distance(former: LadderStep | None, step: LadderStep) -> int:
    """The working days between a step and the one before it; up to the deadline there are none to be kept."""
    return step.working_days - max(former.working_days if former else 0, 0)


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of a ladder as today sees it, for the statement that finds what is due.

    Deadlines until ``counted_until`` have reached it; those until ``over_until`` have left it behind. The step before
    it was taken on ``former_until`` or earlier.
    """

    ladder: str
    level: int
    counted_until: date
    over_until: date
    former_until: date


def rungs(ladder: TaskLadder, today: date) -> Iterator[Rung]:
    """Every step of a ladder as today sees it."""
    for level, step in ladder.levels:
        former = ladder.steps[level - 2] if level > 1 else None
        following = ladder.steps[level] if level < len(ladder.steps) else None
        over_until, former_until = date.min, date.max
        if step.is_before:
            is_last = following is None or not following.is_before
            over_until = today - ONE_DAY if is_last else last_day_reached(today, following.working_days)  # type: ignore[union-attr]
        elif former is not None:
            former_until = last_day_reached(today, distance(former, step))
        yield Rung(ladder.id, level, last_day_reached(today, step.working_days), over_until, former_until)


@dataclass(frozen=True, slots=True)
class Climb:
    """How far the ladder of a task has come: its deadline, the day it counts from, the last level and its day."""

    deadline: date
    counts_from: date
    level: int = 0
    taken_on: date | None = None


def coming(ladder: TaskLadder, climb: Climb, today: date) -> list[tuple[int, LadderStep, date]]:
    """The steps that are still to come when nothing happens, each with its level and its day, today at the earliest."""
    found: list[tuple[int, LadderStep, date]] = []
    earliest, last = moved_to_working_day(today), climb.taken_on
    over = {rung.level for rung in rungs(ladder, earliest) if climb.deadline <= rung.over_until}
    for level, step in ladder.levels:
        if level <= climb.level or level in over:
            continue
        former = ladder.steps[level - 2] if level > 1 else None
        day = max(add_working_days(climb.counts_from, step.working_days), earliest)
        if last is not None and not step.is_before:
            day = max(day, add_working_days(last, distance(former, step)))
        found.append((level, step, moved_to_working_day(day)))
        last = found[-1][2]
    return found
