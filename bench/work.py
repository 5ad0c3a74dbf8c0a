"""Tasks of two years for the posts of all units, with events and notices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from baro.demo.copying import blank, columns_of, counted_on
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.queries import motto_rule
from baro.tasks.verbs import ACCEPT, APPROVE, ASSIGN, HAND_IN
from baro.trail.copying import Step, copied
from baro.trail.models import Reason
from bench.copying import Trail, at_hour
from bench.organisation import Desk, Office
from bench.registers import DAYS
from bench.words import Texts

WORKED_DAYS = 90  # what was given before is nearly all done
LEFT_OVER = 0.02  # of the old tasks
FROM_A_DOCUMENT = 0.6
WORDS_OF_WORK, WORDS_OF_A_CLAUSE = 18, 110


class Work:
    """Writes tasks in the order of the days on which they were given."""

    def __init__(self, desks: Sequence[Desk], instructed: dict[int, list[int]], texts: Texts, chance: Random) -> None:
        self.desks, self.instructed, self.texts, self.chance = desks, instructed, texts, chance
        self.motto = motto_rule().version
        self.today = timezone.localdate()
        self.trail = Trail()

    def copy(self, step: Step) -> None:
        """Write everything but what was told about it; ``step`` counts tasks."""
        columns = columns_of(Task)
        copied(Task, columns, ([row[name] for name in columns] for row in self._rows()), step)
        counted_on(Task)

    def _rows(self) -> Iterator[dict[str, Any]]:
        first = self.today - timedelta(days=DAYS)
        for place, desk in enumerate(self.desks):
            day = first + timedelta(days=place * DAYS // len(self.desks))
            owner = self.chance.choice(desk.owners or [desk.leader])
            row = self._given(place + 1, desk, owner, day)
            self._tell(row, desk, owner, day)
            yield row

    def _given(self, key: int, desk: Desk, owner: Office, day: date) -> dict[str, Any]:
        """A task as it stands today."""
        due = day + timedelta(days=self.chance.randrange(10, 60))
        sources = self.instructed.get(desk.unit.pk, []) if self.chance.random() < FROM_A_DOCUMENT else []
        row = blank(Task) | {
            "id": key,
            "work": self.texts.text(WORDS_OF_WORK),
            "unit_id": desk.unit.pk,
            "owner_post_id": owner.post,
            "assigner_unit_id": desk.assigner_unit,
            "assigner_post_id": desk.assigner.post,
            "assigner_title": desk.assigner.title,
            "product": self.texts.text(8),
            "source_id": self.chance.choice(sources) if sources else None,
            "clause": self.texts.text(WORDS_OF_A_CLAUSE),
            "motto": self.motto,
            "first_due_on": due,
            "due_on": due,
            "assigned_at": at_hour(day, 9),
        }
        return row | self._standing(day, due)

    def _standing(self, day: date, due: date) -> dict[str, Any]:
        """The state of a task by its age, with the dates that the state wants."""
        old = (self.today - day).days > WORKED_DAYS and self.chance.random() > LEFT_OVER
        if old or self.chance.random() < 0.4:
            finished = min(self.today, day + timedelta(days=self.chance.randrange(1, 60)))
            done = {"handed_in_on": finished, "finished_on": finished, "approved_at": at_hour(finished, 16)}
            return {"state": State.DONE.value, "accepted_at": at_hour(day, 10), "progress_percent": 100, **done}
        draw = self.chance.random()
        if draw < 0.3:
            return {"state": State.ASSIGNED.value}
        if draw < 0.4:
            return {"state": State.HANDED_IN.value, "accepted_at": at_hour(day, 10), "handed_in_on": self.today}
        return {"state": State.UNDERWAY.value, "accepted_at": at_hour(day, 10), "progress_percent": 40}

    def _tell(self, row: dict[str, Any], desk: Desk, owner: Office, day: date) -> None:
        """What happened to it until today."""
        about, work = f"tasks.task:{row['id']}", row["work"][:120]
        told = {"work": work, "owner": owner.title, "due": row["due_on"].isoformat()}
        event = self.trail.tell(ASSIGN, about, row["assigned_at"], desk.assigner, **told)
        read = None if (self.today - day).days < 14 else row["assigned_at"]
        self.trail.notify(event, owner.post, Reason.ASSIGNED, (about, work), read=read)
        if row["accepted_at"]:
            self.trail.tell(ACCEPT, about, row["accepted_at"], owner)
        if row["handed_in_on"]:
            self.trail.tell(HAND_IN, about, at_hour(row["handed_in_on"], 15), owner, work=work, result="xong")
        if row["finished_on"]:
            self.trail.tell(APPROVE, about, row["approved_at"], desk.assigner, work=work)
