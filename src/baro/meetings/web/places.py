"""Where meetings stand in the menu, how they are found, and what of them shows on the pages of others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.kernel.decisions import ask
from baro.meetings.flow import ItemState
from baro.meetings.models import Item, Meeting
from baro.meetings.queries import body_kinds
from baro.meetings.verbs import ASK, CALL, PROPOSE
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.tasks.models import Task
from baro.trail.words import with_words
from baro.ui.frame.navigation import Heading, Place, heading, place
from baro.ui.frame.search import Hit, Source, source
from baro.ui.records import state_badge
from baro.ui.records.panels import panel
from baro.ui.words.cells import written_day

FEW = 5

heading(Heading("meetings", _("Meetings"), order=20, kept_by=(CALL.code, PROPOSE.code)))
place(
    Place("meetings.week", _("Week schedule"), "calendar-week", "meetings.week", 48),
    Place(
        "meetings.meetings",
        _("Meetings"),
        "users-group",
        "meetings.meetings",
        49,
        chord="l",
        at_foot_for=CALL.code,
    ),
    Place("meetings.cells", _("Meetings of cells"), "clipboard-check", "meetings.cells", 51, permission="meetings.see"),
    Place("meetings.items", _("Proposals and decisions"), "gavel", "meetings.items", 50),
)


def _find(actor: Actor, words: str, limit: int) -> Iterable[Hit]:
    """The newest meetings in which the words stand."""
    seen = Meeting.objects.visible_to(actor).select_related("unit")
    for one in with_words(seen, words).order_by("-pk")[:limit]:
        yield Hit(str(one), f"{one.unit.name}, {written_day(one.day)}", one.get_absolute_url())


source(Source("meetings", _("Meetings"), "users-group", _find, order=42))


def _put(request: Any, about: str, record: Any) -> str:
    """What was put to meetings from a record; nothing where nothing was."""
    rows = Item.objects.visible_to(request.actor).filter(**{about: record}).for_list().order_by("-pk")[:FEW]
    items = [(item, state_badge(ItemState(item.state))) for item in rows]
    return render_to_string("meetings/put.html", {"items": items}, request=request) if items else ""


def _way(request: Any, about: str, record: Any) -> str:
    """The button that puts it to a meeting, for whoever may."""
    if not request.actor.holds_anywhere(PROPOSE):
        return ""
    context = {"url": f"{reverse(PROPOSE.code)}?{about}={record.pk}", "verb": PROPOSE}
    return render_to_string("meetings/way.html", context, request=request)


@panel("documents.document", order=45)
def put_from_document(request: Any, document: Document) -> str:
    """Whether the document was put to a meeting."""
    return _put(request, "document", document)


@panel("tasks.task", order=45)
def put_from_task(request: Any, task: Task) -> str:
    """Whether the task was put to a meeting."""
    return _put(request, "task", task)


@panel("documents.document", order=60, at="more")
def put_document(request: Any, document: Document) -> str:
    """The way to put it to a meeting; what is secret is not named in a pool, what was recalled is not discussed."""
    return "" if document.is_secret or document.recalled_for else _way(request, "document", document)


@panel("tasks.task", order=60, at="more")
def put_task(request: Any, task: Task) -> str:
    """The way to put it to a meeting."""
    return _way(request, "task", task)


@panel("org.unit", order=35)
def meetings_of_unit(request: Any, unit: Unit) -> str:
    """The last and next meetings of a body, and the way to call one."""
    if unit.kind not in body_kinds():
        return ""
    actor: Actor = request.actor
    rows = list(Meeting.objects.visible_to(actor).filter(unit=unit).for_list().order_by("-day", "-begins", "-pk")[:FEW])
    calls = bool(ask(actor, CALL, Meeting(unit=unit)))
    proposes, asks = bool(ask(actor, PROPOSE, Item(unit=unit))), bool(ask(actor, ASK, Item(unit=unit)))
    if not rows and not calls and not proposes and not asks:
        return ""
    context = {
        "meetings": [(one, state_badge(Meeting.STATES(one.state))) for one in rows],
        "all": f"{reverse('meetings.meetings')}?unit_code={unit.code}",
        "call": f"{reverse(CALL.code)}?unit={unit.pk}" if calls else "",
        "proposes": f"{reverse(PROPOSE.code)}?unit={unit.pk}" if proposes else "",
        "asks": f"{reverse(ASK.code)}?unit={unit.pk}" if asks else "",
        "verb": CALL,
        "put": PROPOSE,
        "question": ASK,
    }
    return render_to_string("meetings/of_unit.html", context, request=request)
