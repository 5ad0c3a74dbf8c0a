"""Where tasks stand in the navigation, how they are found, and what of them shows on other pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baro.documents.flow import State as DocumentState
from baro.documents.models import Document, HandlingSlip
from baro.documents.verbs import INSTRUCT
from baro.kernel.decisions import ask
from baro.kernel.errors import NotPermitted
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.tasks import queries
from baro.tasks.flow import State
from baro.tasks.models import Task
from baro.tasks.rulebook import DueClass
from baro.tasks.verbs import ASSIGN
from baro.tasks.web.assigning import INSTRUCT_AND_ASSIGN
from baro.tasks.web.badges import ICONS, owner_words
from baro.tasks.web.parts import MOST, sums_of
from baro.tasks.web.waiting import row_of
from baro.ui.frame.navigation import Heading, Place, heading, place
from baro.ui.frame.search import Hit, Source, source
from baro.ui.records import remarks_concern
from baro.ui.records.panels import panel

OPEN_CLASSES = (DueClass.OVERDUE, DueClass.NEAR_DUE, DueClass.OPEN, DueClass.NO_DEADLINE)


def _find(actor: Actor, words: str, limit: int) -> Iterable[Hit]:
    """The newest tasks that hold every word, themselves or in a file of their evidence."""
    rows = Task.objects.visible_to(actor).filter(queries.with_words(words)).for_cards().order_by("-pk")
    for task in rows[:limit]:
        yield Hit(str(task), owner_words(task), task.get_absolute_url())


heading(Heading("tasks", _("Tasks"), order=10))
# Whoever holds a post has tasks, with or without the permission to see those of others.
place(Place("tasks.list", _("Tasks"), "clipboard-list", "tasks.list", 40, chord="t"))
place(Place("tasks.portfolio", _("Portfolio"), "chart-histogram", "tasks.portfolio", 41, ASSIGN.code))
remarks_concern(Task, lambda task: (task.owner_post_id, task.assigner_post_id, task.accountable_post_id))
source(Source("tasks", _("Tasks"), "clipboard-list", _find, order=20))


@panel("documents.document", order=30)
def tasks_of_document(request: Any, document: Document) -> str:
    """What follows from the document: its tasks, how many are done, and the way to give another."""
    actor: Actor = request.actor
    seen, tasks = _seen_of(actor, document)
    sums = sums_of(seen, tasks)
    decision = ask(actor, ASSIGN, Task(source=document, unit=unit_to_ask(actor, document)))
    if not sums["all"] and not decision and decision.refusal is NotPermitted:
        return ""
    context = {
        "document": document,
        "rows": [row_of(task, source=False) for task in tasks[:MOST]],
        "sums": sums,
        "more": len(tasks) > MOST,
        "decision": decision,
        "may_never": not decision and decision.refusal is NotPermitted,
        "verb": ASSIGN,
    }
    return render_to_string("tasks/of_document.html", context, request=request)


def _seen_of(actor: Actor, document: Any) -> tuple[QuerySet[Task], list[Task]]:
    """The tasks of the document that the reader sees, and the first of them: asked once for all pieces of its page."""
    if not hasattr(document, "tasks_seen"):
        seen = Task.objects.visible_to(actor).filter(source=document)
        document.tasks_seen = seen, list(seen.for_cards().order_by("pk")[: MOST + 1])
    found: tuple[QuerySet[Task], list[Task]] = document.tasks_seen
    return found


@panel("documents.document", at="next")
def assign_next(request: Any, document: Document) -> str:
    """The next step with a document that was instructed: assign the work, while nobody has it."""
    waits = document.state == DocumentState.INSTRUCTED and not _has_open_task(request.actor, document)
    return _way_to_assign(request, document, ASSIGN.label, "btn-primary") if waits else ""


@panel("documents.document", at="more")
def instruct_and_assign(request: Any, document: Document) -> str:
    """For a leader, instructing and assigning in one step."""
    waits = document.state == DocumentState.PRESENTED and ask(request.actor, INSTRUCT, document)
    return _way_to_assign(request, document, INSTRUCT_AND_ASSIGN, "") if waits else ""


def _way_to_assign(request: Any, document: Document, words: Any, style: str) -> str:
    """The button, for whoever may assign work from the document."""
    if not ask(request.actor, ASSIGN, Task(source=document, unit=unit_to_ask(request.actor, document))):
        return ""
    context = {"document": document, "verb": ASSIGN, "words": words, "style": style}
    return render_to_string("tasks/next_of_document.html", context, request=request)


def _has_open_task(actor: Actor, document: Document) -> bool:
    """Whether somebody is at work on the document, as far as the reader sees."""
    seen, tasks = _seen_of(actor, document)
    return any(task.is_open for task in tasks) or (len(tasks) > MOST and seen.open().exists())  # type: ignore[attr-defined]


def unit_to_ask(actor: Actor, document: Document) -> Unit:
    """The unit to which a task would most likely go: the one that leads, else one in which the actor assigns."""
    slip: HandlingSlip | None = getattr(document, "slip", None)
    if slip and slip.lead:
        return slip.lead
    roots = actor.roots_of(ASSIGN)
    return Unit(path=roots[0].root) if roots else document.unit


@panel("org.unit", order=30)
def tasks_of_unit(request: Any, unit: Unit) -> str:
    """The open tasks of the unit and everything below it, by class."""
    actor: Actor = request.actor
    conditions = queries.class_conditions()
    rule = queries.status_rule()
    seen = Task.objects.visible_to(actor).open().filter(unit__path__startswith=unit.path)
    counts = seen.order_by().aggregate(**{name.value: Count("pk", filter=conditions[name]) for name in OPEN_CLASSES})
    listed = f"{reverse('tasks.list')}?unit_code={unit.code}&order=due_on"
    open_states = "".join(f"&state={state.value}" for state in State if state not in (State.DONE, State.CANCELLED))
    figures = [
        {
            "label": rule.of(name).names,
            "count": counts[name.value],
            "tone": rule.of(name).style,
            "icon": ICONS[name],
            "url": f"{listed}&standing={name.value}{open_states if name is DueClass.NO_DEADLINE else ''}",
        }
        for name in OPEN_CLASSES
        if counts[name.value]
    ]
    return render_to_string("tasks/of_unit.html", {"unit": unit, "figures": figures}, request=request)
