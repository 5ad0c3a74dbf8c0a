"""The page of a review: its chapters, each with its figures and its text, and what the figures would be today."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from baro.documents.models import Document
from baro.kernel.decisions import ask
from baro.kernel.errors import NotPermitted
from baro.org.models import Unit
from baro.programmes.actions.reviewing import sealed
from baro.programmes.counting import figure_number
from baro.programmes.flow import ReviewState
from baro.programmes.models import Figure, Review
from baro.programmes.queries import chapters_of, counted_again
from baro.programmes.rulebook import Line
from baro.tasks.models import Task
from baro.tasks.verbs import ASSIGN
from baro.ui.counts.opening import address
from baro.ui.http import Request

MOST = 20  # tasks given since that stand on the page


def shown(request: Request, review: Review) -> dict[str, Any]:
    """What the pieces of the page show: a fixed number of queries."""
    day = timezone.localdate()
    figures = {Line(one.code): one for one in review.figures.all() if one.code in set(Line)}
    today = counted_again(review, day) if figures else {}
    chapters = [
        {
            "names": chapter.names,
            "text": review.texts.get(chapter.id, ""),
            "figures": [_figure(figures[line], today.get(line)) for line in chapter.figures if line in figures],
        }
        for chapter in chapters_of(review)
    ]
    is_record = review.state == ReviewState.APPROVED
    return {
        "chapters": chapters,
        "is_open": review.state in (ReviewState.DRAFT, ReviewState.RETURNED, ReviewState.SUBMITTED),
        "is_record": is_record,
        "is_changed": is_record and sealed(review) != review.digest,
        "since": _since(request, review) if is_record and review.source_id else None,
    }


def _figure(figure: Figure, today: int | None) -> dict[str, Any]:
    """A figure with its rows; what it would be today, when that is another number."""
    number = figure_number(figure)
    return {
        "label": number.label,
        "count": figure.count,
        "url": address(number) if figure.count else "",
        "today": today if today is not None and today != figure.count else None,
    }


def _since(request: Request, review: Review) -> dict[str, Any]:
    """The work that was given out of the document since the review was approved, and the way to give more."""
    since = Task.objects.visible_to(request.actor).filter(source=review.source_id, assigned_at__gt=review.approved_at)
    source = Document.objects.one_by_one(request.actor).filter(pk=review.source_id).first()
    roots = request.actor.roots_of(ASSIGN)
    unit = Unit(path=roots[0].root) if roots else review.unit
    decision = ask(request.actor, ASSIGN, Task(source=source, unit=unit)) if source else None
    return {
        "tasks": list(since.for_cards().order_by("pk")[:MOST]),
        "url": f"{reverse(ASSIGN.code)}?source={review.source_id}" if decision else "",
        "verb": ASSIGN,
        "why_not": decision.sentence if decision is not None and decision.refusal is not NotPermitted else "",
    }
