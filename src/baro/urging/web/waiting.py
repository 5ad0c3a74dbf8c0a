"""What waits for somebody among obstacles."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.ui.counts.waiting import Inbox, Section, Waiting, WaitingRow, waiting_kinds
from baro.ui.records import state_badge
from baro.ui.words.cells import written_day
from baro.urging.flow import State
from baro.urging.models import Obstacle
from baro.urging.queries import to_remove


def _row(obstacle: Obstacle) -> WaitingRow:
    until = gettext("to be removed by %(day)s") % {"day": written_day(obstacle.until)}
    return WaitingRow(
        title=str(obstacle),
        url=obstacle.get_absolute_url(),
        facts=(("building", obstacle.task.unit.name), ("calendar", until)),
        badges=(state_badge(State(obstacle.state)),),
    )


def _late(day: date) -> Q:
    return Q(until__lt=day)


waiting_kinds.add(
    Waiting(
        code="urging.to_remove",
        label=_("Obstacles to remove"),
        note=_("recorded on tasks of others"),
        tone="warn",
        list_code="urging.obstacles",
        asked={"mine": "to_remove"},
        inbox=Inbox(among=to_remove, oldest="until", row=_row),
        section=Section.DECISION,
        late=_late,
        order=44,
    )
)
