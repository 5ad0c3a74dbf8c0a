"""What waits for somebody among tasks: as their owner, and as the one who gave them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baro.documents.flow import State as DocumentState
from baro.documents.models import Document
from baro.documents.queries import type_names
from baro.org.actors import Actor
from baro.tasks import queries
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.queries import WAITING
from baro.tasks.web.badges import days_words, owner_words, standing_badge
from baro.ui.counts.waiting import Inbox, Section, Waiting, WaitingRow, waiting_kinds
from baro.ui.records import state_badge
from baro.ui.words.cells import code, written_day


def row_of(task: Task, *, source: bool = True, own: bool = False) -> WaitingRow:
    """A task among what waits: whose it is, until when, how far; its source document where that is not plain.

    Of the reader's ``own`` ones it says who gave them.
    """
    asks = task.asked_due_on and gettext("asks for time until %(day)s") % {"day": written_day(task.asked_due_on)}
    return WaitingRow(
        title=str(task),
        url=task.get_absolute_url(),
        facts=(
            ("user-up", gettext("Given by %(title)s") % {"title": task.assigner_title})
            if own
            else ("user", owner_words(task)),
            ("calendar", task.due_on),
            ("calendar-question", asks),
            ("file-text", source and task.source and code(task.source.symbol)),
            ("hourglass", task.state == State.HANDED_IN and days_words(task, task.standing)),
            ("", task.state == State.UNDERWAY and task.progress_percent and f"{task.progress_percent}%"),
        ),
        badges=(standing_badge(task), state_badge(State(task.state))),
    )


def _owned(actor: Actor, _day: date) -> QuerySet[Any]:
    """The open tasks of the actor's post."""
    owned = Task.objects.open().filter(owner_post=actor.post_id or 0)  # sees: what the own post owns
    return owned.for_cards().with_sources(actor)


def _given(actor: Actor, _day: date) -> QuerySet[Any]:
    """The open tasks that the actor's post gave."""
    given = Task.objects.open().filter(assigner_post=actor.post_id or 0)  # sees: what the own post gave
    return given.for_cards().with_sources(actor)


OWNED = Inbox(among=_owned, oldest="due_on", row=partial(row_of, own=True))
GIVEN = Inbox(among=_given, oldest="due_on", row=row_of)


def _kind(inbox: Inbox, word: str, label: Any, note: Any = "", **more: Any) -> Waiting:
    return Waiting(
        code=f"tasks.{word}",
        label=label,
        note=note,
        list_code="tasks.list",
        asked={"mine": word, "order": "due_on"},
        inbox=inbox,
        condition=WAITING[word],
        **more,
    )


def _instructed(actor: Actor, _day: date) -> QuerySet[Any]:
    """The instructed documents whose work the actor sees to, and of which nobody has any yet."""
    shown = ("type", "symbol", "abstract", "state", "entered_on", "slip__due_on", "slip__lead__name")
    waits = queries.instructed_for(actor).filter(queries.without_open_task())
    return waits.select_related("slip__lead").only(*shown)


def _document_row(document: Document) -> WaitingRow:
    """An instructed document: who leads, and until when."""
    slip = document.slip
    return WaitingRow(
        title=f"{type_names().get(document.type, document.type)} {document}",
        url=document.get_absolute_url(),
        facts=(("building", slip.lead and slip.lead.name), ("calendar", slip.due_on)),
        badges=(state_badge(DocumentState(document.state)),),
    )


INSTRUCTED = Inbox(among=_instructed, oldest="entered_on", row=_document_row)

DECISION, COUNTED, OTHERS = Section.DECISION, Section.COUNTED, Section.OTHERS

waiting_kinds.add(
    Waiting(
        code="tasks.to_give",
        label=_("Instructed, to assign"),
        note=_("no open task follows yet"),
        tone="warn",
        list_code="documents.incoming",
        asked={"mine": "to_give"},
        inbox=INSTRUCTED,
        order=16,
    ),
    _kind(OWNED, "to_accept", _("To take on"), _("given to me, not taken on yet"), tone="accent", order=20),
    _kind(OWNED, "overdue", _("Overdue"), _("past their deadline"), tone="bad", section=COUNTED, order=21),
    _kind(OWNED, "near_due", _("Near due"), _("a few working days left"), tone="warn", section=COUNTED, order=22),
    _kind(OWNED, "underway", _("Underway"), _("taken on, not handed in"), order=23),
    _kind(OWNED, "returned", _("Returned"), _("sent back to be completed"), tone="warn", section=COUNTED, order=24),
    _kind(
        GIVEN,
        "to_approve",
        _("Waiting for my approval"),
        _("handed in by others"),
        tone="accent",
        section=DECISION,
        order=25,
    ),
    _kind(GIVEN, "declined", _("Declined"), _("their owner refused"), tone="bad", section=DECISION, order=26),
    _kind(GIVEN, "asked", _("More time asked"), _("waiting for my answer"), tone="warn", section=DECISION, order=27),
    _kind(OWNED, "handed_in", _("Handed in by me"), section=OTHERS, order=28),
    _kind(GIVEN, "given", _("Given by me, open"), section=OTHERS, order=29),
)
