"""What waits for somebody among meetings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.meetings.flow import State
from baro.meetings.models import Meeting
from baro.meetings.queries import WAITING
from baro.org.actors import Actor
from baro.ui.counts.waiting import Inbox, Section, Waiting, WaitingRow, waiting_kinds
from baro.ui.records import state_badge


def _among(actor: Actor, _day: date) -> QuerySet[Any]:
    """The meetings that the actor sees."""
    return Meeting.objects.visible_to(actor).for_list()


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
