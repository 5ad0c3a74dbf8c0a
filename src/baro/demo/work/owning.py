"""What the owner and the assigner of a task do with it, one step of its story at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from baro.demo.work import letters
from baro.demo.work.desk import Desk
from baro.demo.work.plan import Given, plan
from baro.demo.work.stories import Step, Told
from baro.documents.actions.recognising import recognise
from baro.org.actors import Actor
from baro.tasks.actions import approving, extending, redirecting, urging, working
from baro.tasks.models import Evidence, Task


@dataclass(frozen=True, slots=True)
class Owned:
    """A task as one owner has it; ``turn`` chooses among the words that can be said."""

    given: Given
    owner: str
    turn: int

    def said(self, words: list[str], *, further: int = 0) -> str:
        """The words whose turn it is."""
        return words[(self.turn + further) % len(words)]


PAPER = "Bản giấy đã nộp tại Văn phòng"
Doing = Callable[[int, Owned, Told, Actor], object]


def do(row: int, owned: Owned, told: Told, desk: Desk) -> None:
    """Do one step; nothing when the task was not given because nobody was in office."""
    task_id = desk.tasks.get((row, owned.owner))
    if task_id is None:
        return
    task = Task.objects.get(pk=task_id)  # a reorganisation may have passed it on
    whose = task.owner_post_id if told.step in BY_OWNER else task.assigner_post_id
    DOING[told.step](task_id, owned, told, desk.holder(whose))


def _accept(task_id: int, _owned: Owned, _told: Told, by: Actor) -> object:
    return working.accept(task_id, by=by)


def _decline(task_id: int, owned: Owned, _told: Told, by: Actor) -> object:
    return working.decline(task_id, reason=owned.said(plan().words.declines), by=by)


def _report(task_id: int, owned: Owned, told: Told, by: Actor) -> object:
    words = owned.said(plan().words.reports, further=told.percent // 20)
    return working.report(task_id, percent=told.percent, words=words, by=by)


def _hand_in(task_id: int, owned: Owned, _told: Told, by: Actor) -> object:
    result = owned.said(plan().words.results)
    files = [letters.evidence(owned.given.work, result)] if owned.given.evidence else []
    handed_in = working.hand_in(task_id, result=result, by=by, files=files, no_evidence="" if files else PAPER)
    for proof in Evidence.objects.filter(report__task=task_id):
        recognise(proof.attachment_id)  # now, and not only when a worker comes to it
    return handed_in


def _return(task_id: int, owned: Owned, _told: Told, by: Actor) -> object:
    return approving.return_(task_id, reason=owned.said(plan().words.returns), by=by)


def _approve(task_id: int, _owned: Owned, _told: Told, by: Actor) -> object:
    return approving.approve(task_id, by=by)


def _ask(task_id: int, owned: Owned, told: Told, by: Actor) -> object:
    assert told.until is not None  # noqa: S101 - the story of asking names a day
    return extending.ask_extension(task_id, due_on=told.until, reason=owned.said(plan().words.extensions), by=by)


def _extend(task_id: int, owned: Owned, told: Told, by: Actor) -> object:
    assert told.until is not None  # noqa: S101 - the story of extending names a day
    return extending.extend(task_id, due_on=told.until, reason=owned.said(plan().words.extensions), by=by)


def _urge(task_id: int, owned: Owned, _told: Told, by: Actor) -> object:
    return urging.urge(task_id, words=owned.said(plan().words.urges), by=by)


def _cancel(task_id: int, owned: Owned, _told: Told, by: Actor) -> object:
    return redirecting.cancel(task_id, reason=owned.said(plan().words.cancels), by=by)


BY_OWNER = frozenset({Step.ACCEPT, Step.DECLINE, Step.REPORT, Step.HAND_IN, Step.ASK})
DOING: dict[Step, Doing] = {
    Step.ACCEPT: _accept,
    Step.DECLINE: _decline,
    Step.REPORT: _report,
    Step.HAND_IN: _hand_in,
    Step.RETURN: _return,
    Step.APPROVE: _approve,
    Step.ASK: _ask,
    Step.EXTEND: _extend,
    Step.URGE: _urge,
    Step.CANCEL: _cancel,
}
