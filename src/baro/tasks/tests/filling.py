"""Tasks and their evidence for the filled town."""

from __future__ import annotations

from itertools import cycle
from typing import Any

from django.test import Client

from baro.tasks.actions.evaluating import evaluate
from baro.tasks.actions.extending import ask_extension
from baro.tasks.actions.repeating import repeat
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

    def underway(**other: Any) -> None:
        """Supported by the cell of the ward, and back each quarter."""
        whole = given.underway(coordinates=[world.unit("QN-HL-CB")], **other)
        repeat(whole.pk, months=3, month=3, day=25, by=world.chi)

    states = (given.assigned, underway, given.handed_in, given.declined, given.done, asked)
    for at, made in zip(range(number), cycle(states), strict=False):
        made(work=f"Báo cáo số {at}", source=world.instructed())


@fills("tasks.above", sees="ada")
def from_above(world: World, number: int) -> None:
    """Some with a document of the level above and a self-evaluation, some without."""
    given = TaskWorld(world)
    for at in range(number):
        task = given.underway(work=f"Nhiệm vụ trung ương số {at}", origin_id=f"TW-{at}", origin_document="08-QC/TW")
        if at % 2:
            evaluate(task.pk, grade="fulfilled", words="Đúng tiến độ", by=world.eve)


@names("tasks.evidence.sheet", sees="eve")
def sheet(_world: World, _client: Client) -> dict[str, Any]:
    return {"number": 1}


@fills("tasks.evidence", sees="eve")
def evidence(world: World, number: int) -> None:
    task = TaskWorld(world).underway()
    for _ in range(number):
        report(task.pk, percent=30, words="Đã xong bước một", files=[world.paper()], by=world.eve)
