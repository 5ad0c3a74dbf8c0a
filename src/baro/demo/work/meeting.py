"""Meetings of the demo province: a year of the standing committee, sessions of the committee, a vote by circulation.

Three cells meet every month; one of them did not meet in the last.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.utils import translation

from baro.demo.clock import hour_of
from baro.demo.committees import CONGRESS, INSPECTION, MEMBER, SECRETARY
from baro.demo.names import Names
from baro.demo.reform.deeds import ORGANISER
from baro.demo.units import ROOT, STANDING
from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk
from baro.kernel.periods import add_working_days, moved_to_working_day
from baro.meetings.actions import calling, conducting, minuting, proposing, scoring, voting
from baro.meetings.actions.scoring import FIELD
from baro.meetings.models import Meeting
from baro.org.actors import Actor
from baro.org.committees.actions.electing import Member, elect
from baro.org.models import Person, Tenure
from baro.org.queries import actor_of

CHIEF, LEADER = "QN-VPTU/Chánh Văn phòng", "QN/Bí thư"
CELLS = ("QN-06688-02", "QN-06688-03", "QN-06688-04")
CELL_MONTHS, YEAR, TOPIC = 4, 12, 2
ABSENT = 2  # members of each meeting who are excused


@cache
def words() -> dict[str, Any]:
    """What the bodies talk about."""
    return tomllib.loads((Path(__file__).parent / "meetings.toml").read_text(encoding="utf-8"))


@dataclass
class Sitting:
    """One meeting: which body, when, who keeps and who chairs it, what is on its agenda, how far it comes."""

    body: str
    day: date
    keeper: str
    chair: str
    titles: tuple[str, ...] = ()
    hour: time = time(8, 0)
    place: str = ""
    kind: str = "regular"
    gives: bool = False
    held: bool = True
    made: dict[str, int] = field(default_factory=dict)

    def deeds(self) -> Iterator[Deed]:
        """From the call to the signature of the chair."""
        yield Deed(hour_of(add_working_days(self.day, -4), 9), self.call)
        if not self.held:
            return
        yield Deed(hour_of(self.day, self.hour.hour), self.open)
        yield Deed(hour_of(self.day, self.hour.hour + 1), self.decide)
        yield Deed(hour_of(self.day, self.hour.hour + 2), self.end)
        yield Deed(hour_of(add_working_days(self.day, 1), 9), self.score)
        yield Deed(hour_of(add_working_days(self.day, 1), 10), self.let_read)
        yield Deed(hour_of(add_working_days(self.day, 2), 10), self.attest)
        yield Deed(hour_of(add_working_days(self.day, 3), 10), self.sign)

    def meeting(self) -> Meeting:
        """As it is now."""
        found: Meeting = Meeting.objects.get(pk=self.made["meeting"])
        return found

    def call(self, desk: Desk) -> None:
        """Prepare it, put items on its agenda, invite; two members excuse themselves."""
        with translation.override("vi"):  # titles and minutes stay in the language of whoever writes them
            self._call(desk)

    def _call(self, desk: Desk) -> None:
        by, unit = desk.actor(self.keeper), desk.unit(self.body)
        facts: dict[str, Any] = {
            "unit": unit,
            "kind": self.kind,
            "day": self.day,
            "begins": self.hour,
            "place": self.place,
        }
        found = calling.call(**facts, by=by)
        self.made["meeting"] = found.pk
        for title in self.titles:
            proposing.propose(unit=unit, title=title, length=30, meeting=found, by=by)
        calling.invite(found.pk, by=by)
        for person in _excused(found):
            actor = actor_of(person)
            if actor.post_id is not None:
                calling.answer(found.pk, comes=False, excuse=words()["excuse"], by=actor)

    def open(self, desk: Desk) -> None:
        """Open it with everybody who is not excused."""
        found, by = self.meeting(), desk.actor(self.keeper)
        conducting.begin(found.pk, by=by)
        there = found.attendees.exclude(person__in=_excused(found)).values_list("pk", flat=True)
        conducting.attend(found.pk, here=list(there), by=by)

    def decide(self, desk: Desk) -> None:
        """Take note of the usual items, vote on the others."""
        found, by = self.meeting(), desk.actor(self.keeper)
        there = found.attendees.filter(here=True).count()
        for item in found.items.order_by("position"):
            if item.title not in self.titles:
                conducting.conclude(item.pk, conclusion="noted", by=by)
                continue
            asked = voting.open_(item=item.pk, question=item.title, matter="ordinary", way="hands", by=by)
            voting.count(asked.pk, yes=there - 1, no=0, abstained=1, by=by)
            voting.close(asked.pk, by=by)
            conducting.conclude(item.pk, conclusion="adopted", decision=words()["decision"], by=by)
        if self.gives:
            self._give(desk, found)

    def _give(self, desk: Desk, found: Meeting) -> None:
        item, office = found.items.filter(conclusion="adopted").order_by("position")[0], desk.post(CHIEF)
        conducting.give(
            item.pk,
            work=words()["task"],
            product="Kế hoạch",
            authority="Ban Thường vụ Tỉnh ủy",
            owner_post=office,
            accountable_post=desk.post(LEADER),
            due_on=add_working_days(self.day, 30),
            by=desk.actor(LEADER),
        )

    def end(self, desk: Desk) -> None:
        """Close it."""
        with translation.override("vi"):
            conducting.end(self.made["meeting"], by=desk.actor(self.keeper))

    def score(self, desk: Desk) -> None:
        """Score it by its sheet, a cell better than the next one; the points differ from month to month."""
        found = self.meeting()
        if found.sheet is None:
            return
        less = CELLS.index(self.body) if self.body in CELLS else 0
        given = {
            f"{FIELD}{row.id}": max(row.points - (at + self.day.month) % 3 - less * 4, 1)
            for at, row in enumerate(found.sheet.criteria)
        }
        scoring.score(found.pk, by=desk.actor(self.keeper), **given)

    def let_read(self, desk: Desk) -> None:
        """Give the minutes to the members; the chair reads them."""
        minuting.circulate(self.made["meeting"], by=desk.actor(self.keeper))
        minuting.confirm(self.made["meeting"], by=desk.actor(self.chair))

    def attest(self, desk: Desk) -> None:
        """The secretary signs, who is whoever called it."""
        minuting.attest(self.made["meeting"], by=desk.actor(self.keeper))

    def sign(self, desk: Desk) -> None:
        """The chair signs."""
        minuting.sign(self.made["meeting"], by=_chair(self.meeting(), desk.actor(self.chair)))


def _chair(meeting: Meeting, usual: Actor) -> Actor:
    """Who chaired, in one of their posts."""
    return usual if usual.person_id == meeting.chair_id else actor_of(meeting.chair_id)


def _excused(meeting: Meeting) -> list[int]:
    """The members who cannot come: the last of the body."""
    rows = meeting.attendees.order_by("-pk").values_list("person", flat=True)
    return list(rows[:ABSENT]) if len(rows) > ABSENT * 2 else []


def deeds_of_meetings(days: Days) -> Iterator[Deed]:
    """All of them."""
    yield from _year_of_the_standing_committee(days)
    yield from _sessions(days)
    yield from _circulated(days)
    yield from _cells(days)
    yield Deed(days.hour(-3, 15), _propose)


def _month_before(today: date, months: int, day: int) -> date:
    """A working day so many months before today's."""
    whole = today.year * 12 + today.month - 1 - months
    return moved_to_working_day(date(whole // 12, whole % 12 + 1, day))


def _year_of_the_standing_committee(days: Days) -> Iterator[Deed]:
    titles = words()["standing"]
    for ago in range(YEAR, 0, -1):
        chosen = tuple(titles[(ago + at) % len(titles)] for at in range(2))
        day = _month_before(days.today, ago, 18)
        sitting = Sitting(STANDING, day, CHIEF, LEADER, chosen, place=words()["place"], gives=ago == 1)
        yield from sitting.deeds()
    ahead = Sitting(STANDING, days.of(1), CHIEF, LEADER, tuple(titles[:3]), place=words()["place"], held=False)
    yield from ahead.deeds()


def _sessions(days: Days) -> Iterator[Deed]:
    for at, title in enumerate(words()["committee"]):
        day = _month_before(days.today, 8 - 3 * at, 25)
        yield from Sitting(ROOT, day, CHIEF, LEADER, (title,), place=words()["hall"], hour=time(14, 0)).deeds()
    yield from Sitting(ROOT, days.of(2), CHIEF, LEADER, place=words()["hall"], hour=time(14, 0), held=False).deeds()


def _circulated(days: Days) -> Iterator[Deed]:
    """A vote by written opinion, of which the members who hold a post answered."""
    made: dict[str, int] = {}
    closed, still = words()["circulated"]
    yield Deed(days.hour(-15, 9), partial(_ask, days.of(-11), days.of(-10), closed, made))
    yield Deed(days.hour(-14, 9), partial(_answer, made))
    yield Deed(days.hour(-10, 9), partial(_close, made))
    yield Deed(days.hour(-2, 9), partial(_ask, days.of(4), days.of(5), still, {}))


def _ask(until: date, day: date, title: str, made: dict[str, int], desk: Desk) -> None:
    by, unit = desk.actor(CHIEF), desk.unit(STANDING)
    facts: dict[str, Any] = {"unit": unit, "kind": "written", "day": day, "begins": time(9, 0)}
    found = calling.call(**facts, title=title, with_agenda=False, by=by)
    item = proposing.propose(unit=unit, title=title, length=5, meeting=found, by=by)
    calling.invite(found.pk, by=by)
    asked = voting.open_(item=item.pk, question=item.title, matter="ordinary", way="written", until=until, by=by)
    made |= {"meeting": found.pk, "item": item.pk, "vote": asked.pk}


def _answer(made: dict[str, int], desk: Desk) -> None:
    people = Meeting.objects.get(pk=made["meeting"]).attendees.values_list("person", flat=True)
    for at, person in enumerate(people):
        actor = actor_of(person)
        if actor.post_id is not None:
            said = {"choice": "abstained"} if at == 1 else {"choice": "yes", "words": words()["agrees"]}
            voting.opine(made["vote"], **said, by=actor)


def _close(made: dict[str, int], desk: Desk) -> None:
    by = desk.actor(CHIEF)
    result = voting.close(made["vote"], by=by).result
    conducting.begin(made["meeting"], by=by)
    adopted = result is not None and result.outcome == "adopted"
    decision = words()["decision"] if adopted else ""
    conducting.conclude(made["item"], conclusion="adopted" if adopted else "postponed", decision=decision, by=by)
    with translation.override("vi"):
        conducting.end(made["meeting"], by=by)


def _cells(days: Days) -> Iterator[Deed]:
    """Cells of a ward, whose members were entered half a year ago; the last of them did not meet last month."""
    yield Deed(hour_of(_month_before(days.today, CELL_MONTHS + 1, 12), 8), _enter_cells)
    for number, code in enumerate(CELLS):
        for ago in range(CELL_MONTHS, 0, -1):
            if number == len(CELLS) - 1 and ago == 1:
                continue
            keeper = f"{code}/Bí thư Chi bộ"
            day = _month_before(days.today, ago, 3 + number)
            place = f"{words()['house']} {number + 2}"
            yield from Sitting(code, day, keeper, keeper, place=place, hour=time(19, 0)).deeds()
            if number == 0 and ago == TOPIC:
                later = _month_before(days.today, ago, 20)
                topic = (words()["topic"],)
                yield from Sitting(code, later, keeper, keeper, topic, time(19, 0), place, "thematic").deeds()


def _enter_cells(desk: Desk) -> None:
    by, names = desk.actor(ORGANISER), Names(29, taken=Person.objects.values_list("name", flat=True))
    for unit in desk.units(list(CELLS)):
        held = Tenure.objects.filter(post=desk.post(f"{unit.code}/Bí thư Chi bộ"), superseded=None)
        secretary = held.select_related("person").order_by("-pk")[0].person
        new = [Member(MEMBER, name=names.next()) for _at in range(6)]
        since = CONGRESS + timedelta(days=1)  # the first day of the term of cells
        elect(unit.pk, [Member(SECRETARY, secretary), *new], since=since, by=by)


def _propose(desk: Desk) -> None:
    first, second = words()["waiting"]
    proposing.propose(unit=desk.unit(STANDING), title=first, by=desk.actor("QN-06688/Bí thư"))
    proposing.propose(unit=desk.unit(STANDING), title=second, by=desk.actor(f"{INSPECTION}/Văn thư"))
