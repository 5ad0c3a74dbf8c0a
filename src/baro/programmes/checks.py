"""What must hold every day about plans, programmes and reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.documents.flow import State as DocumentState
from baro.documents.models import Direction, Document
from baro.kernel import rulebook
from baro.kernel.periods import add_working_days
from baro.org.checks import Check, Severity, check
from baro.programmes.models import Chosen, Programme, Review
from baro.programmes.queries import final_kinds
from baro.programmes.rulebook import Watching
from baro.tasks.models import Task


def _rule(day: date) -> Watching:
    return rulebook.closest(Watching, on=day).body


def plans_without_tasks(day: date) -> QuerySet[Any]:
    """Papers of our own that give out work, signed some working days ago, from which no task follows."""
    rule = _rule(day)
    signed = Document.objects.filter(
        direction=Direction.OUTGOING,
        state__in=(DocumentState.SIGNED, DocumentState.ISSUED),
        type__in=rule.types,
        secrecy="",
        issued_on__lt=add_working_days(day, -rule.tasks_within),
    )
    return signed.filter(~Exists(Task.objects.live().filter(source=OuterRef("pk")).order_by()))


def programmes_without_tasks(_day: date) -> QuerySet[Any]:
    """Programmes underway in which nobody has a task."""
    follows = Task.objects.live().filter(source=OuterRef("source")).order_by()
    chosen = Chosen.objects.filter(programme=OuterRef("pk")).order_by()
    return Programme.objects.underway().filter(~Exists(follows) & ~Exists(chosen))


def programmes_without_final_review(day: date) -> QuerySet[Any]:
    """Programmes whose period ended some working days ago without a final review that was approved."""
    ended = Programme.objects.underway().filter(last_on__lt=add_working_days(day, -_rule(day).final_within))
    final = Review.objects.approved().filter(Q(programme=OuterRef("pk")), kind__in=final_kinds()).order_by()
    return ended.filter(~Exists(final))


check(
    Check(
        code="programmes.plans_without_tasks",
        label=_("Plans from which no task follows"),
        remedy=_("Assign the tasks of the plan from its page."),
        severity=Severity.WARN,
        list_code="documents.outgoing",
        rows=plans_without_tasks,
    ),
    Check(
        code="programmes.without_tasks",
        label=_("Programmes without a task"),
        remedy=_("Assign the tasks of the programme, or close it."),
        severity=Severity.WARN,
        list_code="programmes.programmes",
        rows=programmes_without_tasks,
    ),
    Check(
        code="programmes.without_final_review",
        label=_("Programmes that ended without a final review"),
        remedy=_("Begin a final review on the page of the programme, or close the programme."),
        severity=Severity.WARN,
        list_code="programmes.programmes",
        rows=programmes_without_final_review,
    ),
)
