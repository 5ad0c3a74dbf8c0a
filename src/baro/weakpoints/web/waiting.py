"""What waits for somebody among weak points."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.ui.counts.waiting import Inbox, Section, Waiting, WaitingRow, waiting_kinds
from baro.ui.records import state_badge
from baro.weakpoints.flow import State
from baro.weakpoints.models import Point
from baro.weakpoints.queries import WAITING
from baro.weakpoints.web import badges


def _unfinished(actor: Actor, _day: date) -> QuerySet[Any]:
    """The weak points that somebody has to do with, as far as the actor sees them."""
    return Point.objects.visible_to(actor).unfinished().select_related("unit", "owner_post__unit")


def _row(point: Point) -> WaitingRow:
    return WaitingRow(
        title=point.what,
        url=point.get_absolute_url(),
        facts=(("building", point.unit.name), ("calendar", point.due_on)),
        badges=(badges.seriousness_badge(point), badges.recurrent_badge(point), state_badge(State(point.state))),
    )


def _late(day: date) -> Q:
    return Q(due_on__lt=day)


INBOX = Inbox(among=_unfinished, oldest="due_on", row=_row)


def _kind(word: str, label: Any, note: Any, **more: Any) -> Waiting:
    return Waiting(
        code=f"weakpoints.{word}",
        label=label,
        note=note,
        list_code="weakpoints.points",
        asked={"mine": word},
        inbox=INBOX,
        condition=WAITING[word],
        **more,
    )


waiting_kinds.add(
    _kind("to_solve", _("Weak points to solve"), _("my post owns them"), tone="warn", late=_late, order=45),
    _kind(
        "to_accept",
        _("Solutions to accept"),
        _("weak points solved by others"),
        tone="accent",
        section=Section.DECISION,
        order=46,
    ),
)
