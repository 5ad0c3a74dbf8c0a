"""Where cascades are found, and what of them shows on the pages of documents and tasks."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from baro.cascades import verbs as v
from baro.cascades.figures import below_of
from baro.cascades.models import Answer, Cascade, Recipient
from baro.documents.policies import gives_work
from baro.kernel.decisions import ask
from baro.kernel.verbs import Verb
from baro.tasks.flow import WITH_OWNER
from baro.tasks.verbs import ASSIGN
from baro.ui.frame.navigation import Heading, Place, heading, place
from baro.ui.records.panels import panel

MOST = 10

heading(Heading("cascades", _("Work for many units"), order=25, kept_by=(ASSIGN.code,)))
place(
    Place("cascades.list", _("Cascades"), "binary-tree", "cascades.list", 45, ASSIGN.code),
    Place("cascades.sets", _("Sets of units"), "bookmark", "cascades.sets", 46, ASSIGN.code),
)


def recipient_of(request: Any, task: Any) -> Recipient | None:
    """The recipient whose task this is, asked once for all pieces of its page."""
    if not hasattr(task, "recipient_seen"):
        seen = Recipient.objects.visible_to(request.actor).filter(task=task)
        task.recipient_seen = seen.first()
    found: Recipient | None = task.recipient_seen
    return found


@panel("tasks.task", order=10)
def question_of_task(request: Any, task: Any) -> str:
    """What must come back with the task, what was answered, and how far the units are to which it was forwarded."""
    recipient = recipient_of(request, task)
    if recipient is None:
        return ""
    cascade = recipient.cascade
    rows = Answer.objects.visible_to(request.actor).filter(recipient=recipient).select_related("proof__attachment")
    values = {one.code: one.value for one in rows}
    context = {
        "recipient": recipient,
        "cascade": cascade,
        "opens": Cascade.objects.visible_to(request.actor).filter(pk=cascade.pk).exists(),
        "cells": [(field, values.get(field.code), field.said(values.get(field.code))) for field in cascade.fields],
        "below": below_of([recipient]).get(recipient.pk),
        "successor": task.unit if task.unit_id != recipient.unit_id else None,
    }
    return render_to_string("cascades/of_task.html", context, request=request)


@panel("tasks.task", at="next")
def answer_next(request: Any, task: Any) -> str:
    """The way to answer, and the way to forward, for the owner."""
    if task.state not in WITH_OWNER or request.actor.post_id != task.owner_post_id:
        return ""
    recipient = recipient_of(request, task)
    if recipient is None:
        return ""
    verbs: list[Verb] = [verb for verb in (v.ANSWER, v.FORWARD) if ask(request.actor, verb, recipient)]
    return render_to_string("cascades/next_of_task.html", {"recipient": recipient, "verbs": verbs}, request=request)


@panel("documents.document", order=35)
def cascades_of_document(request: Any, document: Any) -> str:
    """The cascades that follow from the document, and the way to draft another."""
    found = Cascade.objects.visible_to(request.actor).filter(source=document).for_list().order_by("-pk")
    rows = list(found[: MOST + 1])
    drafts = request.actor.holds_anywhere(ASSIGN) and gives_work(document)
    if not rows and not drafts:
        return ""
    context = {"document": document, "rows": rows[:MOST], "more": len(rows) > MOST, "drafts": drafts, "verb": v.DRAFT}
    return render_to_string("cascades/of_document.html", context, request=request)
