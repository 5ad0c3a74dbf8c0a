"""A task of the routine: given from a document or without one, worked on, handed in, approved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from operator import itemgetter

from baro.demo.routine.files import bring
from baro.demo.routine.offices import Pace
from baro.demo.routine.owners import Owner
from baro.demo.routine.room import Room
from baro.demo.routine.words import Topic, words
from baro.demo.work.days import Deed
from baro.demo.work.desk import Desk
from baro.demo.work.stories import Step, Told
from baro.documents.models import Document
from baro.kernel.periods import add_working_days, working_days_between
from baro.org.actors import Actor
from baro.tasks.flow import FLOW
from baro.tasks.models import Evidence, Progress, Task
from baro.tasks.queries import motto_rule
from baro.tasks.verbs import ACCEPT, APPROVE, ASK_EXTENSION, ASSIGN, CANCEL, EXTEND, HAND_IN, REPORT, RETURN, URGE
from baro.trail.models import Reason

WORKING_DAYS = (5, 7, 10, 10, 15, 15, 20, 30, 45)
LEFT_AT_THE_END = 22  # working days that an office which closes its books leaves for what is late
PROVEN, EXTENDED, CANCELLED = 30, 4, 1  # of a hundred: handed in with a file, given more time, cancelled
WHOLE = 100
VERBS = {
    Step.ACCEPT: ACCEPT,
    Step.REPORT: REPORT,
    Step.HAND_IN: HAND_IN,
    Step.RETURN: RETURN,
    Step.APPROVE: APPROVE,
    Step.ASK: ASK_EXTENSION,
    Step.EXTEND: EXTEND,
    Step.URGE: URGE,
    Step.CANCEL: CANCEL,
}


@dataclass(slots=True)
class Assignment:
    """One task with its story until the last day; ``source`` gives the document from which it follows."""

    room: Room
    giver: str
    owner: Owner
    topic: Topic
    authority: str
    assigned: date
    source: Callable[[], Document | None] = lambda: None
    due: date = field(init=False)
    said: tuple[str, str] = field(init=False)
    story: list[tuple[datetime, Told]] = field(init=False)
    task: Task = field(init=False)

    def __post_init__(self) -> None:
        draw, last = self.room.speaker.draw, self.owner.last
        topic = replace(self.topic, where=self.owner.where) if self.owner.where else self.topic
        self.said = self.room.speaker.work(topic, self.owner.unit, self.owner.of)
        self.due = add_working_days(self.assigned, draw.choice(WORKING_DAYS))
        if last != date.max:
            self.due = min(self.due, add_working_days(last, -LEFT_AT_THE_END))
        told = course(self.room, self.owner.pace, self.assigned, self.due)
        story = [(self.room.hours.at(one.step, one.day), one) for one in told if one.day <= self.room.last]
        self.story = sorted(story, key=itemgetter(0))

    @property
    def approved_at(self) -> datetime | None:
        """When it was approved, if it is by now."""
        return next((at for at, told in self.story if told.step is Step.APPROVE), None)

    @property
    def counts(self) -> bool:
        """Whether it was not cancelled."""
        return all(told.step is not Step.CANCEL for _at, told in self.story)

    def deeds(self) -> Iterator[Deed]:
        """The assignment and what follows."""
        if self.assigned > self.room.last:
            return
        given_at = self.room.hours.at("assign", self.assigned)
        yield Deed(given_at, partial(self._assign, given_at), kept=True)
        for at, told in self.story:
            yield Deed(at, partial(self._do, at, told), kept=True)

    def _assign(self, at: datetime, desk: Desk) -> None:
        by, giver, owner = desk.actor(self.giver), desk.post(self.giver), desk.post(self.owner.place)
        work, product = self.said
        source = self.source()
        self.task = Task(
            pk=desk.book.key(Task),
            work=work,
            product=product,
            authority=self.authority,
            unit=owner.unit,
            owner_post=owner,
            accountable_post=owner,
            assigner_unit=giver.unit,
            assigner_post=giver,
            assigner_title=by.title,
            source=source,
            motto=motto_rule(self.assigned).version,
            first_due_on=self.due,
            due_on=self.due,
            assigned_at=at,
        )
        for moment, told in self.story:
            self._stand(moment, told, desk.actor(self.owner.place))
        desk.book.add(self.task)
        facts = {"work": self.task, "owner": f"{desk.actor(self.owner.place).name}, {owner}", "due": self.due}
        event = desk.book.tell(ASSIGN, *self._thread(), by=by, at=at, **facts)
        desk.book.notify(event, self.task, Reason.ASSIGNED, [owner.pk])

    def _stand(self, at: datetime, told: Told, owner: Actor) -> None:
        """Let the task stand as it does after a step."""
        task = self.task
        FLOW.move(task, VERBS[told.step])
        match told.step:
            case Step.ACCEPT:
                task.accepted_at = at
            case Step.REPORT:
                task.progress_percent = told.percent
            case Step.HAND_IN:
                task.result, task.progress_percent = self._words(told), WHOLE
                task.handed_in_on, task.handed_in_by_id = told.day, owner.person_id
            case Step.RETURN:
                task.handed_in_on, task.handed_in_by_id, task.returned_count = None, None, 1
            case Step.APPROVE:
                task.finished_on, task.approved_at = task.handed_in_on, at
            case Step.ASK | Step.EXTEND | Step.URGE:
                self._stand_by_days(told)

    def _stand_by_days(self, told: Told) -> None:
        task, asked = self.task, told.step is Step.ASK
        if told.step is Step.URGE:
            task.urged_count = 1
            return
        task.asked_due_on, task.asked_reason = (told.until, self._words(told)) if asked else (None, "")
        if not asked:
            task.due_on, task.extended_count = told.until, 1

    def _thread(self) -> list[Task | Document]:
        return [self.task, *([self.task.source] if self.task.source else [])]

    def _do(self, at: datetime, told: Told, desk: Desk) -> None:
        by = desk.actor(self.owner.place if told.step in OWN else self.giver)
        subjects = self._thread() if told.step in THREADED else [self.task]
        if told.step in REPORTED:
            self._report(at, told, by, desk)
        event = desk.book.tell(VERBS[told.step], *subjects, by=by, at=at, **self._facts(told))
        for reason, post in NOTICED.get(told.step, lambda _task: ())(self.task):
            desk.book.notify(event, self.task, reason, [post])

    def _report(self, at: datetime, told: Told, by: Actor, desk: Desk) -> None:
        """The report that is kept, with a file that proves what was handed in."""
        words_said = self._words(told)
        report = Progress(pk=desk.book.key(Progress), task=self.task, at=at, title=by.title, words=words_said)
        report.percent = WHOLE if told.step is Step.HAND_IN else told.percent
        if told.step is Step.HAND_IN and self.task.pk % 100 < PROVEN:
            file = self.room.files.about(self.topic.matter)
            paper = bring(desk.book, file, self.task.unit, "bao-cao-ket-qua", by=by, at=at)
            desk.book.add(paper, Evidence(report=report, attachment=paper))
        desk.book.add(report)

    def _words(self, told: Told) -> str:
        said = SAID[told.step]()
        return said[(self.task.pk + told.percent) % len(said)]

    def _facts(self, told: Told) -> dict[str, object]:
        """What the sentence of a step needs."""
        task, said = self.task, self._words(told) if told.step in SAID else ""
        facts: dict[Step, dict[str, object]] = {
            Step.REPORT: {"percent": told.percent, "words": said},
            Step.HAND_IN: {"work": task, "result": said},
            Step.APPROVE: {"work": task},
            Step.RETURN: {"work": task, "reason": said},
            Step.CANCEL: {"work": task, "reason": said},
            Step.ASK: {"due": task.first_due_on, "asked": told.until, "reason": said},
            Step.EXTEND: {"former": task.first_due_on, "due": told.until, "reason": said},
            Step.URGE: {"words": said},
        }
        return facts.get(told.step, {})


OWN = frozenset({Step.ACCEPT, Step.REPORT, Step.HAND_IN, Step.ASK})
REPORTED = frozenset({Step.REPORT, Step.HAND_IN})
THREADED = frozenset({Step.HAND_IN, Step.APPROVE, Step.RETURN, Step.CANCEL})
SAID: dict[Step, Callable[[], tuple[str, ...]]] = {
    Step.REPORT: lambda: words().said.reports,
    Step.HAND_IN: lambda: words().said.results,
    Step.RETURN: lambda: words().said.returns,
    Step.URGE: lambda: words().said.urges,
    Step.ASK: lambda: words().said.extensions,
    Step.EXTEND: lambda: words().said.extensions,
    Step.CANCEL: lambda: words().said.cancels,
}
NOTICED: dict[Step, Callable[[Task], tuple[tuple[Reason, int], ...]]] = {
    Step.HAND_IN: lambda task: ((Reason.DECIDE, task.assigner_post_id),),
    Step.APPROVE: lambda task: ((Reason.FINISHED, task.owner_post_id),),
    Step.RETURN: lambda task: ((Reason.RETURNED, task.owner_post_id),),
    Step.ASK: lambda task: ((Reason.DECIDE, task.assigner_post_id),),
    Step.EXTEND: lambda task: ((Reason.DATE, task.owner_post_id),),
    Step.URGE: lambda task: ((Reason.DATE, task.owner_post_id),),
    Step.CANCEL: lambda task: ((Reason.INFORMED, task.owner_post_id),),
}


def course(room: Room, pace: Pace, assigned: date, due: date) -> Iterator[Told]:
    """How an owner of that pace goes about it: quickly or late, sometimes asked to do it again."""
    draw = room.speaker.draw
    yield Told(begun := add_working_days(assigned, 1), Step.ACCEPT)
    fate = draw.randrange(100)
    if fate < CANCELLED:
        yield Told(add_working_days(begun, 2), Step.CANCEL)
        return
    span = working_days_between(begun, due)
    if span > 6 and fate < CANCELLED + EXTENDED:
        yield Told(add_working_days(due, -3), Step.ASK, until=(later := add_working_days(due, draw.randint(4, 10))))
        yield Told(add_working_days(due, -2), Step.EXTEND, until=later)
        due = later
    yield from _reports(room, begun, span)
    yield from _end(room, pace, begun, due)


def _reports(room: Room, begun: date, span: int) -> Iterator[Told]:
    """One report or two on the way, where there is a way."""
    draw = room.speaker.draw
    if span > 4:
        yield Told(add_working_days(begun, max(1, span // 3)), Step.REPORT, percent=draw.choice((20, 25, 30, 40)))
    if span > 9:
        yield Told(add_working_days(begun, span * 2 // 3), Step.REPORT, percent=draw.choice((50, 60, 70, 80)))


def _end(room: Room, pace: Pace, begun: date, due: date) -> Iterator[Told]:
    """Handed in before the deadline or after it, when somebody urged; returned or not; approved."""
    draw = room.speaker.draw
    early = draw.randrange(max(1, min(working_days_between(begun, due) // 3, 6)))
    end = max(add_working_days(due, -early), begun)
    if draw.randrange(WHOLE) < pace.late:
        end = add_working_days(due, draw.randint(1, pace.by))
        if working_days_between(due, end) > 2:
            yield Told(add_working_days(due, 2), Step.URGE)
    yield Told(end, Step.HAND_IN)
    if draw.randrange(WHOLE) < pace.returned:
        yield Told(add_working_days(end, 1), Step.RETURN)
        yield Told(end := add_working_days(end, 2), Step.HAND_IN)
    yield Told(add_working_days(end, draw.choice((1, 1, 1, 2, 3))), Step.APPROVE)
