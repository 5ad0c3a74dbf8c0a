"""A year's register with decoys, and tasks in every class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from baro.documents.actions.entering import Issued, enter_issued
from baro.documents.models import Document
from baro.tasks.models import Task
from baro.tasks.tests.conftest import TaskWorld
from tests.world import World

# What the committee and its standing committee issued in 2024, as published.
PUBLISHED = {
    "resolution": 8,
    "directive": 3,
    "working_rules": 8,
    "regulation": 9,
    "guideline": 2,
    "programme": 7,
    "plan": 103,
    "report": 126,
    "conclusion_or_notice": 269,
}
BY_TYPE = {kind: count for kind, count in PUBLISHED.items() if kind != "conclusion_or_notice"}
BY_TYPE |= {"conclusion": 169, "notice": 100}


def in_lines(by_type: Mapping[str, int]) -> dict[str, int]:
    """Counts of types as the report has them: conclusions and notices make one line."""
    lines = Counter(by_type)
    lines["conclusion_or_notice"] = lines.pop("conclusion") + lines.pop("notice")
    return dict(lines)


class Register:
    """Enters documents as an earlier register has them."""

    def __init__(self, world: World) -> None:
        self.world = world

    def entered(self, kind: str, count: int, *, unit: str = "QN", year: int = 2024, first: int = 1) -> list[Document]:
        lines = [
            Issued(kind, number, f"{number:02d}-{kind}/{unit}", date(year, 1 + number % 12, 1 + number % 28), "về việc")
            for number in range(first, first + count)
        ]
        by = {"QN-HL": self.world.gus, "QN-CX": self.world.hue}.get(unit, self.world.clo)
        return enter_issued(lines, self.world.unit(unit), source="sổ công văn đi", by=by)

    def of_2024(self) -> None:
        """The published year, a third by the committee, the rest by its standing committee; and what is not counted."""
        for kind, count in BY_TYPE.items():
            own = count // 3
            self.entered(kind, own)
            self.entered(kind, count - own, unit="QN-BTV", first=own + 1)
        self.entered("decision", 5)
        self.entered("notice", 4, unit="QN-VP")
        self.entered("plan", 6, unit="QN-HL")
        self.entered("plan", 52, unit="QN-BTV", year=2023, first=1000)
        self.entered("plan", 3, unit="QN-BTV", year=2025, first=2000)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def register(world: World) -> Register:
    return Register(world)


class Classes(TaskWorld):
    """Tasks that stand in a class today, as if they had been given earlier."""

    def standing(self, task: Task, **facts: Any) -> Task:
        Task.objects.filter(pk=task.pk).update(**facts)
        return task

    def overdue(self, **other: Any) -> Task:
        return self.due(self.underway(**other), timezone.localdate() - timedelta(days=2))

    def near_due(self, **other: Any) -> Task:
        return self.due(self.underway(**other), timezone.localdate())

    def late(self, **other: Any) -> Task:
        return self.due(self.done(**other), timezone.localdate() - timedelta(days=1))

    def without_deadline(self, **other: Any) -> Task:
        return self.assigned(due_on=None, no_deadline_reason="việc thường xuyên", **other)

    def given_on(self, task: Task, day: date) -> Task:
        return self.standing(
            task, assigned_at=timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 0, 5))
        )

    def one_of_each(self) -> None:
        """Two overdue, one of them from a document; one in each other class, one of long ago; one cancelled."""
        self.overdue()
        self.overdue(source=self.world.instructed())
        self.near_due()
        self.given_on(self.assigned(), date(2025, 12, 1))
        self.done()
        self.late()
        self.without_deadline()
        self.standing(self.assigned(), state="cancelled")


@pytest.fixture
def classes(world: World) -> Classes:
    return Classes(world)
