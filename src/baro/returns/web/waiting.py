"""What waits for somebody among returns."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.org.actors import Actor
from baro.returns.flow import WITH_UNIT, RoundState, State
from baro.returns.models import Return
from baro.returns.verbs import ACCEPT, FILL, HAND_UP
from baro.ui.counts.waiting import Inbox, Section, Waiting, WaitingRow, waiting_kinds
from baro.ui.records import state_badge


def to_fill(actor: Actor, _day: date | None = None) -> QuerySet[Any]:
    """The returns that the actor fills in or hands up."""
    rows = Return.objects.all()  # sees: what is open to be filled in
    mine = rows.open_to(actor, FILL) | rows.open_to(actor, HAND_UP)
    return rows.filter(mine, state__in=WITH_UNIT, round__state=RoundState.OPEN).for_list()


def to_check(actor: Actor, _day: date | None = None) -> QuerySet[Any]:
    """The returns about which the actor is to decide: handed up by somebody else."""
    rows = Return.checked.all()  # sees: what is open to be checked
    found = rows.filter(rows.open_to(actor, ACCEPT), state=State.HANDED_UP)
    own = Q(handed_by=actor.person_id or 0)
    return found.exclude(own).filter(pk__in=Return.objects.visible_to(actor).order_by().values("pk")).for_list()


def _row(one: Return) -> WaitingRow:
    facts = (("building", one.unit.name), ("calendar", one.due_on))
    return WaitingRow(f"{one.called}, {one.of_period}", one.get_absolute_url(), facts, (state_badge(State(one.state)),))


def overdue(day: date) -> Q:
    """Those whose deadline is over."""
    return Q(due_on__lt=day)


waiting_kinds.add(
    Waiting(
        code="returns.to_fill",
        label=_("Returns to fill in"),
        note=_("asked of my unit"),
        tone="info",
        list_code="returns.returns",
        asked={"waits": "to_fill"},
        inbox=Inbox(among=to_fill, oldest="due_on", row=_row),
        section=Section.NEXT,
        order=57,
        late=overdue,
    ),
    Waiting(
        code="returns.to_check",
        label=_("Returns to check"),
        note=_("handed up to my unit"),
        tone="accent",
        list_code="returns.returns",
        asked={"waits": "to_check"},
        inbox=Inbox(among=to_check, oldest="due_on", row=_row),
        section=Section.DECISION,
        order=58,
    ),
)
