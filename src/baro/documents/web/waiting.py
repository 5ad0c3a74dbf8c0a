"""What waits for somebody in the registers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.documents.flow import UNDER_WAY, State
from baro.documents.models import Direction, Document
from baro.documents.queries import WAITING
from baro.documents.web.lists import type_words, urgency_cell
from baro.org.actors import Actor
from baro.ui.counts.waiting import Inbox, Section, Waiting, WaitingRow, waiting_kinds
from baro.ui.records import state_badge


def _under_way(actor: Actor, _day: date) -> QuerySet[Any]:
    """The documents of the actor's registers with which somebody has something to do."""
    return Document.objects.in_registers_of(actor).filter(state__in=UNDER_WAY).for_list()


def row_of(document: Document) -> WaitingRow:
    """A document among what waits: from whom it is, and by when an answer is wanted."""
    incoming = document.direction == Direction.INCOMING
    return WaitingRow(
        title=f"{type_words(document)} {document}",
        url=document.get_absolute_url(),
        facts=(("file-text", document.issuer if incoming else document.unit.name), ("calendar", document.reply_by)),
        badges=(state_badge(State(document.state)), urgency_cell(document, document.urgency)),
    )


REGISTERS = Inbox(among=_under_way, oldest="entered_on", row=row_of)


def _kind(word: str, register: str, label: Any, note: Any, **more: Any) -> Waiting:
    return Waiting(
        code=f"documents.{word}",
        label=label,
        note=note,
        list_code=f"documents.{register}",
        asked={"mine": word},
        inbox=REGISTERS,
        condition=WAITING[word],
        **more,
    )


waiting_kinds.add(
    _kind(
        "to_approve",
        "outgoing",
        _("To approve"),
        _("drafts of which a step is mine"),
        tone="accent",
        section=Section.DECISION,
        order=9,
    ),
    _kind(
        "to_sign",
        "outgoing",
        _("To sign"),
        _("drafts submitted to me"),
        tone="accent",
        section=Section.DECISION,
        order=10,
    ),
    _kind(
        "to_instruct",
        "incoming",
        _("To instruct"),
        _("documents presented to me"),
        tone="accent",
        section=Section.DECISION,
        order=11,
    ),
    _kind("to_present", "incoming", _("To present"), _("registered, not presented yet"), order=12),
    _kind("to_register", "incoming", _("To enter"), _("arrived, not in the register yet"), order=13),
    _kind("to_issue", "outgoing", _("To issue"), _("signed, not sent yet"), order=14),
    _kind("my_drafts", "outgoing", _("My drafts"), _("not submitted yet"), tone="neutral", order=15),
)
