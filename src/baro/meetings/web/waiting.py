"""What waits for somebody among meetings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.meetings.flow import ItemState, State
from baro.meetings.models import Item, Meeting
from baro.meetings.queries import ITEMS_WAITING, WAITING
from baro.org.actors import Actor
from baro.ui.counts.waiting import Inbox, Section, Waiting, WaitingRow, waiting_kinds
from baro.ui.records import state_badge


def _among(actor: Actor, _day: date) -> QuerySet[Any]:
    """The meetings that the actor sees."""
    return Meeting.objects.visible_to(actor).for_list()


def _questions(actor: Actor, _day: date) -> QuerySet[Any]:
    """The proposals and questions that the actor sees."""
    return Item.objects.visible_to(actor).for_list()


def item_row(item: Item) -> WaitingRow:
    """A question among others."""
    return WaitingRow(
        title=item.title,
        url=item.get_absolute_url(),
        facts=(("calendar", item.proposed_on), ("hourglass", item.due_on), ("building", item.unit.name)),
        badges=(state_badge(ItemState(item.state)),),
    )


def row(meeting: Meeting) -> WaitingRow:
    """A meeting among others."""
    return WaitingRow(
        title=str(meeting),
        url=meeting.get_absolute_url(),
        facts=(
            ("calendar", meeting.day),
            ("clock", f"{meeting.begins:%H:%M}"),
            ("map-pin", meeting.place),
            ("building", meeting.unit.name),
        ),
        badges=(state_badge(State(meeting.state)),),
    )


INBOX = Inbox(among=_among, oldest="day", row=row)


def _kind(word: str, label: Any, note: Any, **more: Any) -> Waiting:
    return Waiting(
        code=f"meetings.{word}",
        label=label,
        note=note,
        list_code="meetings.meetings",
        asked={"mine": word},
        inbox=INBOX,
        condition=WAITING[word],
        **more,
    )


waiting_kinds.add(
    Waiting(
        code="meetings.to_answer",
        label=_("Questions of members"),
        note=_("questions and proposals to your body, to answer or to put on an agenda"),
        list_code="meetings.items",
        asked={"due": "to_answer"},
        inbox=Inbox(among=_questions, oldest="due_on", row=item_row),
        condition=ITEMS_WAITING["to_answer"],
        tone="warn",
        order=40,
    ),
    _kind("invited", _("Invitations to answer"), _("meetings to which you are invited"), order=35),
    _kind("to_opine", _("Written opinions to give"), _("votes by written opinion"), tone="warn", order=36),
    _kind("to_read", _("Minutes to read"), _("minutes of your meetings"), order=37),
    _kind("to_write", _("Minutes to finish"), _("meetings whose minutes you keep"), order=38),
    _kind(
        "to_sign",
        _("Minutes to sign"),
        _("meetings that you chaired"),
        tone="accent",
        section=Section.DECISION,
        order=39,
    ),
)
