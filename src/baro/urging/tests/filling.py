"""How the town comes to have steps and obstacles."""

from __future__ import annotations

from itertools import cycle

from django.utils import timezone

from baro.kernel.periods import add_working_days, moved_to_working_day
from baro.tasks.tests.conftest import TaskWorld
from baro.urging.actions import obstacles
from baro.urging.actions.climbing import climb
from baro.urging.tests.conftest import obstacle
from tests.filling import fills
from tests.world import World

TODAY = moved_to_working_day(timezone.localdate())


@fills("urging.steps", sees="eve")
def steps(world: World, number: int) -> None:
    """Each of another task, near its deadline: one that is past would have a step that was left out as well."""
    given = TaskWorld(world)
    for at, days in zip(range(number), cycle((1, 2)), strict=False):
        given.due(given.underway(work=f"Báo cáo số {at}"), add_working_days(TODAY, days))
    climb(TODAY)


@fills("urging.obstacles", sees="eve")
def some_obstacles(world: World, number: int) -> None:
    """In turn not answered, removed, refused and withdrawn."""
    given = TaskWorld(world)
    for at in range(number):
        found = obstacle(given, given.underway(), what=f"Vướng mắc số {at}")
        if at % 4 == 1:
            obstacles.remove(found.pk, answer="Đã có số liệu", by=world.chi)
        elif at % 4 == 2:
            obstacles.refuse(found.pk, answer="Không thuộc thẩm quyền", by=world.chi)
        elif at % 4 == 3:
            obstacles.withdraw(found.pk, by=world.eve)
