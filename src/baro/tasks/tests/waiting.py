"""How tasks come to wait for somebody."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from baro.tasks.actions.approving import return_
from baro.tasks.actions.extending import ask_extension
from baro.tasks.tests.conftest import TaskWorld, working_days_ahead
from tests.waiting import waits
from tests.world import World

waits("tasks.to_accept")(lambda world: TaskWorld(world).assigned())
waits("tasks.to_give")(World.instructed)
waits("tasks.underway")(lambda world: TaskWorld(world).underway())
waits("tasks.near_due")(lambda world: TaskWorld(world).underway(due_on=working_days_ahead(1)))
waits("tasks.handed_in")(lambda world: TaskWorld(world).handed_in())
waits("tasks.declined")(lambda world: TaskWorld(world).declined())


@waits("tasks.overdue")
def overdue(world: World) -> None:
    given = TaskWorld(world)
    given.due(given.assigned(), timezone.localdate() - timedelta(days=3))
    given.due(given.underway(), timezone.localdate() - timedelta(days=1))


@waits("tasks.returned")
def returned(world: World) -> None:
    return_(TaskWorld(world).handed_in().pk, reason="Thiếu phụ lục", by=world.chi)


@waits("tasks.to_approve")
def to_approve(world: World) -> None:
    """One of the results was handed in too late."""
    given = TaskWorld(world)
    given.handed_in()
    given.due(given.handed_in(), timezone.localdate() - timedelta(days=3))


@waits("tasks.asked")
def asked(world: World) -> None:
    task = TaskWorld(world).underway()
    ask_extension(task.pk, due_on=working_days_ahead(20), reason="Chờ số liệu", by=world.eve)


@waits("tasks.given")
def given_and_done(world: World) -> None:
    """What is done or cancelled is no open task any more."""
    TaskWorld(world).assigned()
    TaskWorld(world).done()
