"""Tasks that are urged, and days on which somebody acts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from unittest import mock

import pytest
from django.utils import translation

from baro.tasks.models import Task
from baro.tasks.tests.conftest import TaskWorld
from baro.urging.actions.obstacles import record
from baro.urging.models import Obstacle, Step
from tests.world import World


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """The sentences that the tests expect are the source language's."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _with_a_mail_server(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"


@pytest.fixture
def given(world: World) -> TaskWorld:
    return TaskWorld(world)


def on(day: date) -> AbstractContextManager[Any]:
    """What is done within is done on that day."""
    return mock.patch("django.utils.timezone.localdate", return_value=day)


def obstacle(given: TaskWorld, task: Task, **other: Any) -> Obstacle:
    """What Eve, who owns the task, cannot remove: Chi, chief of the provincial office, must."""
    facts: dict[str, Any] = {
        "what": "Chưa có số liệu của Văn phòng Tỉnh ủy",
        "unit": None,
        "post": given.world.post("QN-VP", "Chánh Văn phòng"),
        "until": given.world.working_day,
        "by": given.world.eve,
    }
    return record(task=task, **(facts | other))


def steps_of(task: Task) -> list[tuple[str, date]]:
    """The steps that were taken of a task, in order."""
    rows = Step.objects.taken().filter(task=task).order_by("taken_on", "deadline", "level")
    return list(rows.values_list("step", "taken_on"))
