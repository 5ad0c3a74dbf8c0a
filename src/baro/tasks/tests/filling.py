"""Tasks and their evidence for the filled town."""

from __future__ import annotations

from itertools import cycle
from typing import Any

from django.test import Client

from baro.tasks.actions.extending import ask_extension
from baro.tasks.actions.working import report
from baro.tasks.tests.conftest import TaskWorld, working_days_ahead
from tests.filling import fills, names
from tests.world import World


@fills("tasks.list", sees="ada")
def tasks(world: World, number: int) -> None:
    """In each of their states, with a request for time, and from a document, so that the columns differ."""
    given = TaskWorld(world)

    def asked(**other: Any) -> None:
        ask_extension(given.underway(**other).pk, due_on=working_days_ahead(20), reason="Chờ số liệu", by=world.eve)

    states = (given.assigned, given.underway, given.handed_in, given.declined, given.done, asked)
    for at, made in zip(range(number), cycle(states), strict=False):
        made(work=f"Báo cáo số {at}", source=world.instructed())


@names("tasks.evidence.sheet", sees="eve")
def sheet(_world: World, _client: Client) -> dict[str, Any]:
    return {"number": 1}


@fills("tasks.evidence", sees="eve")
def evidence(world: World, number: int) -> None:
    task = TaskWorld(world).underway()
    for _ in range(number):
        report(task.pk, percent=30, words="Đã xong bước một", files=[world.paper()], by=world.eve)
