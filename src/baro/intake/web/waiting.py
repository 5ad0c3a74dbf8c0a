"""What waits for clerks among deliveries."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.documents.verbs import REGISTER
from baro.intake.flow import State
from baro.intake.models import Delivery
from baro.org.actors import Actor
from baro.ui.counts.waiting import Inbox, Waiting, WaitingRow, waiting_kinds
from baro.ui.records import state_badge


def to_register(actor: Actor, _day: date | None = None) -> QuerySet[Any]:
    """What came for the registers that the actor keeps, and is neither registered nor set aside."""
    waiting = Delivery.objects.waiting()  # sees: what is open to them
    return waiting.filter(waiting.open_to(actor, REGISTER)).for_list()


def _row(delivery: Delivery) -> WaitingRow:
    facts = (("user", delivery.sender), ("calendar", delivery.came_on))
    return WaitingRow(str(delivery), delivery.get_absolute_url(), facts, (state_badge(State(delivery.state)),))


waiting_kinds.add(
    Waiting(
        code="intake.to_register",
        label=_("Came by mail or scanner"),
        note=_("to be registered or set aside"),
        tone="accent",
        list_code="intake.deliveries",
        asked={"mine": "on"},
        inbox=Inbox(among=to_register, oldest="came_on", row=_row),
        order=8,
    )
)
