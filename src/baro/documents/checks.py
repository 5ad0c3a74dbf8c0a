"""What must hold every day about documents: no number waits for ever, and none is missing without a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.documents.flow import State
from baro.documents.force import in_force_on
from baro.documents.models import Direction, Document
from baro.documents.relations import Kind, Relation
from baro.documents.reserved import HELD, Reservation
from baro.documents.reviews import OPEN, Review
from baro.documents.rulebook import DraftingRule, Lasting, Numbering
from baro.kernel import rulebook
from baro.org.checks import Check, Severity, check


def reserved_for_long(day: date) -> QuerySet[Any]:
    """Drafts for which a number has been held for longer than the rulebook wants."""
    since = day - timedelta(days=rulebook.in_force(Numbering, on=day).body.reserved.days)
    held = Reservation.objects.filter(HELD, reserved_on__lt=since)
    return Document.objects.filter(pk__in=held.order_by().values("document"))


def _own_regulations(day: date) -> QuerySet[Any]:
    """What we issued, is in force, and is of a type that is reviewed."""
    types = rulebook.in_force(Lasting, on=day).body.reviewed.types
    ours = Document.objects.filter(direction=Direction.OUTGOING, state=State.ISSUED, type__in=types)
    return in_force_on(ours, day)


def review_due(day: date) -> QuerySet[Any]:
    """Own regulations in force whose review is due, or for which no day was ever set."""
    reviews = Review.objects.filter(document=OuterRef("pk"))
    due = Exists(reviews.filter(OPEN, due_on__lte=day))
    return _own_regulations(day).filter(due | ~Exists(reviews))


def lost_base(day: date) -> QuerySet[Any]:
    """Own documents in force with a base that is not: ended or recalled here, or replaced by the rulebook."""
    own = Document.objects.filter(direction=Direction.OUTGOING, state=State.ISSUED)
    bases = Relation.objects.filter(document=OuterRef("pk"), kind=Kind.BASED_ON, target__issued_on__lte=day)
    standing = in_force_on(Document.objects.all(), day).order_by().values("pk")
    lost = Q(Exists(bases.exclude(target__in=standing)))
    for row in rulebook.closest(DraftingRule, on=day).body.replaced:
        if row.on <= day:
            lost |= Q(bases__contains=row.symbol)
    return _lasting(own, day).filter(lost)


def _lasting(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    return in_force_on(rows.filter(type__in=rulebook.in_force(Lasting, on=day).body.types), day)


check(
    Check(
        code="documents.review_due",
        label=_("Own regulations to be reviewed"),
        remedy=_("Review the regulation and record what was found, or set the day of the review."),
        severity=Severity.WARN,
        list_code="documents.outgoing",
        told=False,
        rows=review_due,
    ),
    Check(
        code="documents.lost_base",
        label=_("Documents in force whose base is no longer in force"),
        remedy=_("Review the document: keep it with a new base, amend or repeal it."),
        severity=Severity.WARN,
        list_code="documents.outgoing",
        told=False,
        rows=lost_base,
    ),
    Check(
        code="documents.reserved",
        label=_("Numbers reserved for long"),
        remedy=_("Have the draft signed, or give the number back with the reason."),
        severity=Severity.WARN,
        list_code="documents.outgoing",
        told=False,
        rows=reserved_for_long,
    ),
)
