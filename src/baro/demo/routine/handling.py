"""What a register does with a document that was entered: filed, or presented, instructed and given out as work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from baro.demo.routine.giving import Assignment
from baro.demo.routine.offices import CLOSED_ON, Office
from baro.demo.routine.owners import SETTLED, Owner
from baro.demo.routine.room import Room
from baro.demo.routine.words import Topic, words
from baro.demo.units import OFFICE, ROOT
from baro.demo.work.days import Deed
from baro.demo.work.desk import Desk
from baro.documents.flow import State
from baro.documents.models import Concern, Document, HandlingSlip, Role
from baro.documents.verbs import CARRY_OUT, FILE, INSTRUCT, PRESENT
from baro.kernel.periods import add_working_days
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.trail.models import Reason

SYSTEM = Actor.system(CARRY_OUT.code)
# Of a hundred documents so many are for information; the others become work, one piece or several.
FOR_INFORMATION, FOR_INFORMATION_BELOW = 58, 72
PIECES = ((1, 2, 3), (60, 28, 12))
MOMENT = timedelta(seconds=1)


@dataclass(slots=True)
class Handling:
    """The way of one document through a register until the last day; it stands from the day of its entry on."""

    room: Room
    office: Office
    topic: Topic
    entered: date
    is_secret: bool = False
    filed: datetime | None = None
    presented: datetime | None = None
    instructed: datetime | None = None
    due: date | None = None
    tasks: list[Assignment] = field(default_factory=list)
    document: Document = field(init=False)
    slip: HandlingSlip = field(init=False)

    def __post_init__(self) -> None:
        draw, hours = self.room.speaker.draw, self.room.hours
        if self.is_secret:
            return
        if self._is_for_information():
            self.filed = hours.at("file", add_working_days(self.entered, draw.choice((0, 0, 1))))
            return
        presented = add_working_days(self.entered, draw.choice((0, 0, 0, 1)))
        instructed = add_working_days(presented, draw.choice((0, 0, 1, 1, 2)))
        self.presented, self.instructed = hours.at("present", presented), hours.at("instruct", instructed)
        self._give_out(add_working_days(instructed, draw.choice((0, 1, 1))))

    def _is_for_information(self) -> bool:
        if self.office.last == CLOSED_ON and self.entered > CLOSED_ON - SETTLED - timedelta(days=7):
            return True
        usual = FOR_INFORMATION if self.office.unit == ROOT else FOR_INFORMATION_BELOW
        return self.room.speaker.draw.randrange(100) < usual

    def _give_out(self, day: date) -> None:
        """The pieces of work that follow, each of another owner."""
        draw, authority = (
            self.room.speaker.draw,
            "Thường trực Tỉnh ủy" if self.office.unit == ROOT else "Thường trực cấp ủy",
        )
        (count,) = draw.choices(*PIECES)
        for owner in self.room.owners.of(self.office, self.topic, day, count, draw):
            giver = self._giver(owner)
            task = Assignment(self.room, giver, owner, self.topic, authority, day, source=lambda: self.document)
            self.tasks.append(task)
        self.due = max(task.due for task in self.tasks)

    def _giver(self, owner: Owner) -> str:
        """The leader; in the province the chief gives half of it, and all that goes to people of the office."""
        if self.office.unit != ROOT or owner.place == self.office.chief:
            return self.office.leader
        own = owner.unit == OFFICE
        return self.office.chief if own or self.room.speaker.draw.random() < 0.5 else self.office.leader

    @property
    def state(self) -> State:
        """Where the document is on the last day."""
        if self.carried_out:
            return State.CARRIED_OUT
        reached = ((self.filed, State.FILED), (self.instructed, State.INSTRUCTED), (self.presented, State.PRESENTED))
        return next((state for at, state in reached if at and at.date() <= self.room.last), State.REGISTERED)

    @property
    def carried_out(self) -> datetime | None:
        """When the last task was approved, if every one is that counts."""
        counting = [task for task in self.tasks if task.counts]
        ends = [task.approved_at for task in counting]
        return max(end for end in ends if end) + MOMENT if counting and all(ends) else None

    def deeds(self) -> Iterator[Deed]:
        """What follows the entry."""
        steps = ((self.filed, self._file), (self.presented, self._present), (self.instructed, self._instruct))
        for at, do in (*steps, (self.carried_out, self._carry_out)):
            if at and at.date() <= self.room.last:
                yield Deed(at, partial(do, at), kept=True)
        for task in self.tasks:
            yield from task.deeds()

    def _file(self, at: datetime, desk: Desk) -> None:
        desk.book.tell(FILE, self.document, by=desk.actor(self.office.chief), at=at)

    def _present(self, at: datetime, desk: Desk) -> None:
        by, leader = desk.actor(self.office.chief), desk.post(self.office.leader)
        holder = desk.actor(self.office.leader).name
        said = self.room.speaker.say(words().said.proposals)
        proposal = said.format(lead=self._lead(desk).name, due=f"{self.due:%d/%m/%Y}")
        slip = self.slip = HandlingSlip(
            document=self.document, proposal=proposal, proposer_title=by.title, leader_post=leader, presented_at=at
        )
        if self.instructed and self.instructed.date() <= self.room.last:
            self._write_instruction(slip, desk)
        desk.book.add(slip)
        event = desk.book.tell(
            PRESENT, self.document, by=by, at=at, leader=f"{holder}, {leader.name}", proposal=proposal
        )
        desk.book.notify(event, self.document, Reason.DECIDE, [leader.pk])

    def _write_instruction(self, slip: HandlingSlip, desk: Desk) -> None:
        """What the leader will have written on it by the last day."""
        lead = self._lead(desk)
        slip.instruction = self.room.speaker.say(words().said.instructions).format(lead=lead.name)
        slip.instructor_title, slip.instructed_at = desk.actor(self.office.leader).title, self.instructed
        slip.lead, slip.due_on = lead, self.due
        desk.book.add(Concern(document=self.document, unit=lead, role=Role.LEAD))

    def _lead(self, desk: Desk) -> Unit:
        """The unit that leads: that of the first piece of work."""
        unit: Unit = desk.post(self.tasks[0].owner.place).unit
        return unit

    def _instruct(self, at: datetime, desk: Desk) -> None:
        slip, by = self.slip, desk.actor(self.office.leader)
        lead = self._lead(desk)
        event = desk.book.tell(INSTRUCT, self.document, by=by, at=at, instruction=slip.instruction, lead=lead.name)
        desk.book.notify(event, self.document, Reason.ASSIGNED, desk.heads_of(lead))
        desk.book.notify(event, self.document, Reason.INFORMED, desk.presenters(self.document.unit))

    def _carry_out(self, at: datetime, desk: Desk) -> None:
        event = desk.book.tell(CARRY_OUT, self.document, by=SYSTEM, at=at)
        told = [desk.post(self.office.leader).pk, *desk.presenters(self.document.unit)]
        desk.book.notify(event, self.document, Reason.FINISHED, told)
