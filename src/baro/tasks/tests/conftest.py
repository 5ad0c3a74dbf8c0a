"""Tasks of the town, each reached through the real actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from baro.kernel.periods import add_working_days, is_working_day
from baro.tasks.actions import approving, assigning, working
from baro.tasks.models import Task
from tests.world import World


class TaskWorld:
    """What Chi, chief of the provincial office, gives to Eve, head of the ward Hà Lầm."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.eve_post = world.post("QN-HL", "Bí thư")
        self.asked: dict[str, Any] = {
            "work": "Báo cáo kết quả chuyển đổi số quý này",
            "unit": world.unit("QN-HL"),
            "owner_post": self.eve_post,
            "due_on": world.working_day,
            "product": "Báo cáo có phụ lục số liệu",
            "authority": "Ban Thường vụ Đảng ủy phường quyết định",
            "accountable_post": self.eve_post,
        }

    def assigned(self, **other: Any) -> Task:
        return assigning.assign(**({"by": self.world.chi} | self.asked | other))

    def declined(self, **other: Any) -> Task:
        return working.decline(self.assigned(**other).pk, reason="Không đúng chức năng", by=self.world.eve)

    def underway(self, **other: Any) -> Task:
        return working.accept(self.assigned(**other).pk, by=self.world.eve)

    def handed_in(self, **other: Any) -> Task:
        task, why = self.underway(**other), "Bản giấy đã nộp tại Văn phòng"
        return working.hand_in(task.pk, result="Đã gửi báo cáo", no_evidence=why, by=self.world.eve)

    def done(self, **other: Any) -> Task:
        return approving.approve(self.handed_in(**other).pk, by=self.world.chi)

    def part(self, whole: Task, **other: Any) -> Task:
        """A part of what Eve owns, given by her to her own cell."""
        fay = self.world.post("QN-HL-CB", "Bí thư chi bộ")
        asked = {"unit": fay.unit, "owner_post": fay, "accountable_post": fay, "parent": whole, "by": self.world.eve}
        return self.assigned(**(asked | other))

    def part_done(self, part: Task) -> Task:
        """A part that Fay carried out and Eve approved."""
        working.accept(part.pk, by=self.world.fay)
        working.hand_in(part.pk, result="Đã xong", no_evidence="Bản giấy", by=self.world.fay)
        return approving.approve(part.pk, by=self.world.eve)

    def due(self, task: Task, day: date) -> Task:
        """The task as if it had been given earlier, with that deadline."""
        Task.objects.filter(pk=task.pk).update(due_on=day, first_due_on=day)
        task.refresh_from_db()
        return task


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """The sentences that the tests expect are the source language's."""
    with translation.override("en"):
        yield


@pytest.fixture
def given(world: World) -> TaskWorld:
    return TaskWorld(world)


def day_off() -> date:
    """The next day, from tomorrow on, on which nobody works."""
    day = timezone.localdate() + timedelta(days=1)
    while is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_ahead(number: int) -> date:
    return add_working_days(timezone.localdate(), number)
