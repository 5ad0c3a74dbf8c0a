"""To whom work of the routine is given: to a board, an office's own people, or a place below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from baro.demo.routine.offices import CLOSED_ON, OPENED_ON, QUICK, Office, Pace, boards, province
from baro.demo.routine.words import Topic
from baro.demo.units import OFFICE, ROOT, cell_codes, district_codes, old_commune_codes_of
from baro.demo.work.desk import place

LOCAL = 0.4  # of the province's work goes to districts and communes
BODIES = {OFFICE: province().chief} | {board.unit: board.leader for board in boards()}
SETTLED = timedelta(days=50)  # so long before it closes its books an office takes no new work on


@dataclass(frozen=True, slots=True)
class Owner:
    """The place that owns a piece of work: a body's, or one of a place that the work is about."""

    place: str
    pace: Pace
    where: str
    last: date = date.max

    @property
    def unit(self) -> str:
        """The code of the unit."""
        return self.place.partition("/")[0]

    @property
    def of(self) -> str:
        """Which kind of work it gets."""
        return "place" if self.where else "body"


class Owners:
    """Everybody who can be given work, by the office that gives it."""

    def __init__(self, offices: Sequence[Office]) -> None:
        self._offices = {(office.unit, office.last): office for office in offices}
        self._districts = [self._offices[code, CLOSED_ON] for code in district_codes()]
        self._communes = [office for office in offices if office.first == OPENED_ON]
        self._below = {code: self._old_communes(code) for code in district_codes()}

    def of(self, office: Office, topic: Topic, day: date, count: int, draw: Random) -> list[Owner]:
        """So many different owners for what an office gives out on a day, at most as many as there are."""
        if office.unit == ROOT:
            return list(self._of_the_province(topic, day, count, draw))
        own = [Owner(one, office.pace, "", office.last) for one in office.staff or (office.chief,)]
        communes = (_head(one) for one in self._below.get(office.unit, ()) if one.first <= day)
        if below := [*communes, *_cells(office)]:
            return draw.sample(below, min(count, len(below)))
        return draw.sample(own, min(count, len(own)))

    def everywhere(self, day: date) -> list[Owner]:
        """The heads of all districts or, since the reform, of all communes; nobody in between."""
        return [_head(office) for office in (*self._districts, *self._communes) if _takes_on(office, day)]

    def _of_the_province(self, topic: Topic, day: date, count: int, draw: Random) -> Iterator[Owner]:
        """The body that leads in the field, then places, other bodies, or people of the office."""
        bodies = {BODIES[topic.field.lead]: None} | dict.fromkeys(BODIES.values()) | dict.fromkeys(province().staff)
        places, (lead, *others) = self.everywhere(day), bodies
        yield Owner(lead, QUICK, "")
        for _more in range(count - 1):
            if places and draw.random() < LOCAL:
                yield places.pop(draw.randrange(len(places)))
            else:
                yield Owner(others.pop(draw.randrange(len(others))), QUICK, "")

    def _old_communes(self, district: str) -> list[Office]:
        codes = old_commune_codes_of(district)
        return [self._offices[code, CLOSED_ON] for code in codes if (code, CLOSED_ON) in self._offices]


def _takes_on(office: Office, day: date) -> bool:
    return office.first <= day and (office.last == date.max or day <= office.last - SETTLED)


def _head(office: Office) -> Owner:
    return Owner(office.leader, office.pace, office.where, office.last)


def _cells(office: Office) -> list[Owner]:
    """The cells of a commune, which have a secretary each; the first is led by a deputy of the commune."""
    own = [code for code in cell_codes() if code.startswith(f"{office.unit}-") and office.first == OPENED_ON]
    return [Owner(place(code, "Bí thư Chi bộ"), office.pace, office.where) for code in own]
