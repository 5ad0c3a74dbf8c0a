"""What must hold every day about documents: no number waits for ever, and none is missing without a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baro.documents.models import Document
from baro.documents.reserved import HELD, Reservation
from baro.documents.rulebook import Numbering
from baro.kernel import rulebook
from baro.org.checks import Check, Severity, check


def reserved_for_long(day: date) -> QuerySet[Any]:
    """Drafts for which a number has been held for longer than the rulebook wants."""
    since = day - timedelta(days=rulebook.in_force(Numbering, on=day).body.reserved.days)
    held = Reservation.objects.filter(HELD, reserved_on__lt=since)
    return Document.objects.filter(pk__in=held.order_by().values("document"))


check(
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
