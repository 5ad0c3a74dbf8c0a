"""Reviewing own regulations: a day and a unit for the next review, and what the review found."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from baro.documents.models import Document
from baro.documents.reviews import OPEN, Result, Review
from baro.documents.rulebook import Lasting
from baro.documents.verbs_in_force import PLAN_REVIEW, REVIEW
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.periods import spoken_day
from baro.kernel.wordings import coded
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.trail.changes import change


def latest_review(day: date) -> date:
    """Until when a document that is right on a day is to be looked at again, by rule `documents.force`."""
    years = rulebook.in_force(Lasting, on=day).body.reviewed.after_years
    return day.replace(year=day.year + years, day=min(day.day, 28))


def open_review(document: Document) -> Review | None:
    """The review that is planned."""
    found: Review | None = document.own_reviews.filter(OPEN).select_related("unit").first()
    return found


def plan_review(document_id: int, *, due_on: date, unit: Unit, by: Actor) -> Document:
    """Say until when a document is reviewed, and which unit answers for it; it takes the place of what was planned.

    Raises Refused for a day that is past, and for one later than the rulebook wants.
    """
    today = timezone.localdate()
    with change(Document, document_id, PLAN_REVIEW, by=by) as (document, tell):
        Document.FLOW.move(document, PLAN_REVIEW)
        _refuse_day(due_on, today)
        Review.objects.update_or_create(document=document, result="", defaults={"due_on": due_on, "unit": unit})
        tell(due=due_on, unit=unit.name)
    return document


def _refuse_day(due_on: date, today: date) -> None:
    if due_on < today:
        sentence = _("This day is past; choose today or a later day.")
        raise Refused(sentence, fields={"due_on": sentence})
    if due_on > latest_review(today):
        sentence = _("Own regulations are reviewed by %(last)s at the latest; choose an earlier day.")
        sentence %= {"last": spoken_day(latest_review(today))}
        raise Refused(sentence, fields={"due_on": sentence})


def review(
    document_id: int,
    *,
    result: str,
    words: str,
    by: Actor,
    next_on: date | None = None,
    successor: Document | None = None,
) -> Document:
    """Record what the review found; what is kept gets the day of its next review at once.

    Raises Refused where none is planned, and for a successor that the actor does not see.
    """
    today = timezone.localdate()
    with change(Document, document_id, REVIEW, by=by) as (document, tell):
        Document.FLOW.move(document, REVIEW)
        planned = open_review(document)
        if planned is None:
            raise Refused(_("No review is planned; set the next review first."))
        planned.result, planned.words, planned.done_on, planned.done_by = result, words.strip(), today, by.title
        planned.successor = _seen(successor, by) if result != Result.KEEP else None
        planned.save(update_fields=["result", "words", "done_on", "done_by", "successor"])
        if result == Result.KEEP:
            next_on = next_on or latest_review(today)
            _refuse_day(next_on, today)
            Review.objects.create(document=document, unit=planned.unit, due_on=next_on)
        tell(result=coded("documents.review", result), words=words)
    return document


def _seen(successor: Document | None, by: Actor) -> Any:
    if successor is None:
        return None
    found = Document.objects.visible_to(by).filter(pk=successor.pk).first()
    if found is None:
        sentence = _("Choose a document that you see.")
        raise Refused(sentence, fields={"successor": sentence})
    return found
