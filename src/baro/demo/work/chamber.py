"""What the bodies of the demo province decide by papers with names, a meeting of today, and questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from functools import partial
from typing import Any

from django.utils import translation

from baro.demo.units import ROOT, STANDING
from baro.demo.work.days import Days, Deed
from baro.demo.work.desk import Desk
from baro.demo.work.meeting import CELLS, CHIEF, LEADER, Sitting, words
from baro.kernel.periods import add_working_days
from baro.meetings.actions import asking, calling, conducting, proposing, tallying, voting
from baro.meetings.models import Item

VALID, INVALID = 9, 1  # tenths of the papers


def deeds_of_the_chamber(days: Days) -> Iterator[Deed]:
    """All of them."""
    yield from _Ballots(days).deeds()
    yield Deed(days.hour(-6, 10), _ask)
    yield Deed(days.hour(-5, 15), _answer)
    yield Deed(days.hour(-1, 15), partial(_call_todays, days.today))


class _Ballots(Sitting):
    """A session of the committee that votes on confidence and fills two seats of its standing committee."""

    def __init__(self, days: Days) -> None:
        day = add_working_days(days.today, -20)
        titles = (words()["confidence"], words()["election"])
        super().__init__(ROOT, day, CHIEF, LEADER, titles, time(8, 0), words()["hall"], "special")

    def decide(self, desk: Desk) -> None:
        """Take note of the usual item; two tellers count each ballot, and what they counted agrees."""
        found, by = self.meeting(), desk.actor(self.keeper)
        for item in found.items.exclude(title__in=self.titles):
            conducting.conclude(item.pk, conclusion="noted", by=by)
        names = list(found.attendees.order_by("pk").values_list("person__name", flat=True))
        confidence, election = found.items.filter(title__in=self.titles).order_by("position")
        self._vote(desk, confidence, "confidence", names[1:4], 0)
        self._vote(desk, election, "election", names[-3:], 2)

    def _vote(self, desk: Desk, item: Item, matter: str, names: Sequence[str], seats: int) -> None:
        by = desk.actor(self.keeper)
        asked: dict[str, Any] = {"question": item.title, "matter": matter, "way": "paper"}
        vote = voting.open_(item=item.pk, candidates="\n".join(names), seats=seats or None, by=by, **asked)
        here = vote.electorate.present
        invalid = here * INVALID // (VALID + INVALID)
        valid = here - invalid
        if seats:
            marks = [[valid - 2], [valid - 3], [5]]
        else:
            marks = [[valid - 4, 3, 1], [valid - 9, 6, 3], [2, valid * 2 // 5 - 2, valid - valid * 2 // 5]]
        for teller in (by, desk.actor(self.chair)):
            tallying.enter(vote.pk, valid=valid, invalid=invalid, marks=marks, by=teller)
        voting.close(vote.pk, by=by)
        decision = words()["counted"] if not seats else words()["elected"]
        conducting.conclude(item.pk, conclusion="adopted", decision=decision, by=by)


def _ask(desk: Desk) -> None:
    for title in words()["questions"]:
        asking.ask(unit=desk.unit(STANDING), title=title, by=_in_the_body(desk))
    asking.ask(unit=desk.unit(CELLS[0]), title=words()["cell_question"], by=desk.actor(f"{CELLS[0]}/Bí thư Chi bộ"))


def _in_the_body(desk: Desk) -> Any:
    """A member of the standing committee who does not call its meetings."""
    return desk.actor("QN-UBKTTU/Chủ nhiệm")


def _answer(desk: Desk) -> None:
    first = Item.objects.get(title=words()["questions"][0])
    asking.answer(first.pk, reply=words()["reply"], by=desk.actor(CHIEF))


def _call_todays(today: date, desk: Desk) -> None:
    """The standing committee meets today about what cannot wait; whoever looks at the demo opens and conducts it."""
    by, unit = desk.actor(CHIEF), desk.unit(STANDING)
    with translation.override("vi"):
        facts: dict[str, Any] = {"unit": unit, "kind": "special", "begins": time(14, 0), "place": words()["place"]}
        found = calling.call(**facts, day=today, title=words()["today"], with_agenda=False, by=by)
    for title in words()["urgent"]:
        proposing.propose(unit=unit, title=title, length=30, meeting=found, by=by)
    calling.invite(found.pk, by=by)
