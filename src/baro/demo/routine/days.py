"""The routine day by day: what every office gets, issues and gives out from January 2024 to the last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from baro.demo.routine.arriving import Arrival, Correspondents
from baro.demo.routine.files import Files
from baro.demo.routine.giving import Assignment
from baro.demo.routine.going_out import Issue
from baro.demo.routine.hours import Hours
from baro.demo.routine.offices import BEGAN_ON, EVERYWHERE, Office, offices
from baro.demo.routine.owners import LOCAL, Owners
from baro.demo.routine.room import Room
from baro.demo.routine.words import Speaker, Topic
from baro.demo.units import BOARDS, ROOT, STANDING
from baro.demo.work.days import Deed
from baro.kernel.periods import is_working_day

SEED = 2024
# How busy the months are beside the usual: quiet around the lunar new year, busy at the end of the year.
SEASON = (0.9, 0.6, 1.0, 1.0, 1.05, 1.1, 1.05, 0.95, 1.1, 1.05, 1.1, 1.3)
TO_ALL, TO_SOME = 6, 25  # of a hundred documents of the province: to every district or commune, to some of them
MEETING = 5  # the day of the month after which the standing committee gives out work for the month


def deeds_of_routine(last: date) -> Iterator[Deed]:
    """Every deed of the routine up to a day, not in order."""
    return _Routine(last).deeds()


class _Routine:
    def __init__(self, last: date) -> None:
        speaker = Speaker(SEED)
        self.offices = offices()
        self.draw = speaker.draw
        self.room = Room(speaker, Hours(speaker.draw), Owners(self.offices), Files(), last)
        self.correspondents = Correspondents(self.room)

    def deeds(self) -> Iterator[Deed]:
        """Those of each day, office by office."""
        for number in range((self.room.last - BEGAN_ON).days + 1):
            day = BEGAN_ON + timedelta(days=number)
            if is_working_day(day):
                yield from self._of(day)

    def _of(self, day: date) -> Iterator[Deed]:
        busy = SEASON[day.month - 1]
        open_offices = [office for office in self.offices if office.first <= day <= office.last]
        for office in open_offices:
            for _paper in range(self._count(office.arrives * busy)):
                yield from self._arrives(office, day)
            for _paper in range(self._count(office.goes_out * busy)):
                yield from self._goes_out(office, open_offices, day)
        yield from self._given_at_meetings(day)

    def _count(self, rate: float) -> int:
        """About so many."""
        return int(rate) + (self.draw.random() < rate % 1)

    def _arrives(self, office: Office, day: date) -> Iterator[Deed]:
        topic = self._topic(office, day)
        yield from Arrival(self.room, office, self.correspondents.letter(topic, office, day), topic, day).deeds()

    def _goes_out(self, office: Office, others: list[Office], day: date) -> Iterator[Deed]:
        unit = STANDING if office.unit == ROOT else office.unit
        to = self._recipients(office, others)
        yield from Issue(self.room, office, unit, self._topic(office, day), day, to).deeds()

    def _topic(self, office: Office, day: date) -> Topic:
        """A matter of the office's place; what concerns the province may concern one place of it."""
        places = self.room.owners.everywhere(day) if office.where == EVERYWHERE else []
        is_local = places and self.draw.random() < LOCAL
        return self.room.speaker.topic(day, self.draw.choice(places).where if is_local else office.where)

    def _recipients(self, office: Office, others: list[Office]) -> list[Office]:
        """The province writes to its boards and to those below; others to the province, or to a board."""
        above = [other for other in others if other.unit in (ROOT, *BOARDS) and other is not office]
        if office.unit != ROOT:
            return self.draw.sample(above, 1) if self.draw.random() < 0.5 else above[:1]
        below = [other for other in others if other.goes_out and other.unit not in (ROOT, *BOARDS)]
        chance = self.draw.randrange(100)
        some = self.draw.sample(above, self.draw.randint(1, 3))
        if chance < TO_ALL:
            return [*above, *below]
        return [*some, *self.draw.sample(below, min(3, len(below)))] if chance < TO_SOME else some

    def _given_at_meetings(self, day: date) -> Iterator[Deed]:
        """Work of the month that no document tells."""
        if day.day != MEETING and not (day.day > MEETING and day.weekday() == 0 and day.day <= MEETING + 2):
            return
        topic = self.room.speaker.topic(day, "")
        for owner in self.room.owners.everywhere(day):
            authority = "Ban Thường vụ Tỉnh ủy"
            yield from Assignment(self.room, f"{ROOT}/Bí thư", owner, topic, authority, day).deeds()
