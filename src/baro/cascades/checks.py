"""What must hold every day about cascades."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from baro.cascades.flow import Stand, State
from baro.cascades.models import Cascade, Recipient
from baro.cascades.standing import conditions, missing
from baro.org.checks import Check, Severity, check


def of_closed_recipients(day: date) -> QuerySet[Any]:
    """Cascades that wait for answers of units that were closed."""
    waits = missing(day) | conditions(day)[Stand.DECLINED]
    gone = Recipient.objects.filter(waits, cascade=OuterRef("pk"), unit__closed_on__lte=day).order_by()
    return Cascade.objects.filter(Exists(gone), state=State.SENT)


def past_and_open(day: date) -> QuerySet[Any]:
    """Cascades past their deadline that nobody closed although every answer was accepted."""
    waits = Recipient.objects.filter(missing(day) | conditions(day)[Stand.HANDED_IN], cascade=OuterRef("pk")).order_by()
    return Cascade.objects.filter(~Exists(waits), state=State.SENT, due_on__lt=day)


check(
    Check(
        code="cascades.of_closed_recipients",
        label=_("Cascades that wait for closed units"),
        remedy=_("Urge the successor of the unit, or close the cascade."),
        severity=Severity.WARN,
        list_code="cascades.list",
        rows=of_closed_recipients,
    ),
    Check(
        code="cascades.past_and_open",
        label=_("Cascades with all answers that are not closed"),
        remedy=_("Close the cascade."),
        severity=Severity.WARN,
        list_code="cascades.list",
        rows=past_and_open,
    ),
)
