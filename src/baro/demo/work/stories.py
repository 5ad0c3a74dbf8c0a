"""What becomes of a task: each outcome of the plan as steps on days between its assignment, its deadline and today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from baro.demo.work.plan import Outcome
from baro.kernel.periods import add_working_days, working_days_between


class Step(StrEnum):
    """What is done to a task."""

    ACCEPT = "accept"
    REPORT = "report"
    HAND_IN = "hand_in"
    RETURN = "return"
    APPROVE = "approve"
    DECLINE = "decline"
    ASK = "ask"
    EXTEND = "extend"
    URGE = "urge"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Told:
    """A step on a day; ``percent`` of a report, ``until`` of a deadline asked for."""

    day: date
    step: Step
    percent: int = 0
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The time a task has, and the last day on which anything can have happened."""

    assigned: date
    due: date
    last: date

    def after_assigned(self, days: int) -> date:
        """So many working days after the assignment."""
        return add_working_days(self.assigned, days)

    def around_due(self, days: int) -> date:
        """So many working days after the deadline, or before it."""
        return max(add_working_days(self.due, days), self.assigned)

    def part(self, thirds: int) -> date:
        """One or two thirds of the way to the deadline, or to the last day when that comes first."""
        whole = working_days_between(self.assigned, min(self.due, self.last))
        return add_working_days(self.assigned, max(1, whole * thirds // 3))


def story(outcome: Outcome, span: Span) -> list[Told]:
    """The steps of an outcome that happened by the last day, in order."""
    return [told for told in _STORIES[outcome](span) if told.day <= span.last]


def _begun(span: Span, *percents: int) -> Iterator[Told]:
    """Taken on the day after, with up to two reports."""
    yield Told(span.after_assigned(1), Step.ACCEPT)
    for third, percent in enumerate(percents, start=1):
        yield Told(span.part(third), Step.REPORT, percent=percent)


def _handed_in(on: date, *, approved: bool = True) -> Iterator[Told]:
    yield Told(on, Step.HAND_IN)
    if approved:
        yield Told(add_working_days(on, 1), Step.APPROVE)


def _on_time(span: Span) -> Iterator[Told]:
    yield from _begun(span, 40, 75)
    yield from _handed_in(max(span.around_due(-1), span.part(2)))


def _at_once(span: Span) -> Iterator[Told]:
    yield Told(span.assigned, Step.ACCEPT)
    yield from _handed_in(span.due)


def _late(span: Span) -> Iterator[Told]:
    yield from _begun(span, 30, 60)
    yield from _handed_in(span.around_due(3))


def _returned(span: Span) -> Iterator[Told]:
    yield from _begun(span, 50)
    yield Told(span.around_due(-4), Step.HAND_IN)
    yield Told(span.around_due(-3), Step.RETURN)
    yield from _handed_in(span.due)


def _returned_open(span: Span) -> Iterator[Told]:
    yield from _begun(span, 50)
    yield Told(add_working_days(span.last, -3), Step.HAND_IN)
    yield Told(add_working_days(span.last, -1), Step.RETURN)


def _waiting(span: Span) -> Iterator[Told]:
    yield from _begun(span, 40, 80)
    yield from _handed_in(min(span.around_due(-1), add_working_days(span.last, -1)), approved=False)


def _waiting_late(span: Span) -> Iterator[Told]:
    yield from _begun(span, 30, 70)
    yield from _handed_in(span.around_due(2), approved=False)


def _underway(span: Span) -> Iterator[Told]:
    yield from _begun(span, 20, 45)


def _behind(span: Span) -> Iterator[Told]:
    yield from _begun(span, 15, 35)
    yield Told(span.around_due(2), Step.URGE)


def _silent(span: Span) -> Iterator[Told]:
    return iter(())


def _declined(span: Span) -> Iterator[Told]:
    yield Told(span.after_assigned(1), Step.DECLINE)


def _asks(span: Span) -> Iterator[Told]:
    yield from _begun(span, 30)
    yield Told(add_working_days(span.last, -1), Step.ASK, until=span.around_due(7))


def _extended(span: Span) -> Iterator[Told]:
    yield from _begun(span, 40)
    yield Told(span.around_due(-4), Step.ASK, until=span.around_due(15))
    yield Told(span.around_due(-3), Step.EXTEND, until=span.around_due(15))


def _cancelled(span: Span) -> Iterator[Told]:
    yield from _begun(span)
    yield Told(span.after_assigned(4), Step.CANCEL)


_STORIES: dict[Outcome, Callable[[Span], Iterator[Told]]] = {
    "on_time": _on_time,
    "at_once": _at_once,
    "late": _late,
    "returned": _returned,
    "returned_open": _returned_open,
    "waiting": _waiting,
    "waiting_late": _waiting_late,
    "underway": _underway,
    "behind": _behind,
    "silent": _silent,
    "declined": _declined,
    "asks": _asks,
    "extended": _extended,
    "cancelled": _cancelled,
}
