"""What the page of a cascade says of its recipients: how many stand where, what their answers add up to."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baro.cascades.actions.drafting import latest_due
from baro.cascades.figures import totals_of
from baro.cascades.flow import MISSING, Stand, State
from baro.cascades.matrix import cell, recipients_seen, totals
from baro.cascades.models import Cascade, Recipient
from baro.cascades.standing import lines
from baro.org.figures.branches import Counts
from baro.org.models import Unit
from baro.ui.counts.bars import Piece
from baro.ui.counts.opening import address, number
from baro.ui.http import Request
from baro.ui.words.cells import written_day

NAMED = 20  # units that are named on a page


def beside_cascade(request: Request, cascade: Cascade) -> dict[str, Any]:
    """What the pieces of the page show: of a draft its recipients by now, of others where they stand."""
    if cascade.state == State.DRAFT:
        units = Unit.objects.filter(pk__in=cascade.expected).order_by("path")[:NAMED]  # sees: names are no secret
        count = len(cascade.expected)
        return {"units": list(units), "count": count, "more": count - min(count, NAMED)}
    if cascade.state == State.DISCARDED:
        return {}
    today, seen = timezone.localdate(), recipients_seen(cascade, request.actor)
    counts = totals(seen, today)
    return {
        "counts": counts,
        "pieces": pieces_of(cascade, counts),
        "missing": sum(counts[stand] for stand in MISSING),
        "answered": counts["all"] - sum(counts[stand] for stand in (*MISSING, Stand.DECLINED, Stand.CANCELLED)),
        "totals": [one for one in totals_of(cascade, seen) if one.is_shown],
        "closed": _closed_since(seen),
        "above": _above(request, cascade),
    }


def pieces_of(cascade: Cascade, counts: Counts) -> list[Piece]:
    """The pieces of the bar of all recipients, each with its tasks behind it."""
    parts = [line for line in lines(timezone.localdate()) if line.tone and counts[line.code]]
    return [Piece(line.tone, line.label, counts[line.code], address(cell(cascade, line)), line.light) for line in parts]


def numbers_of(cascade: Cascade, counts: Counts) -> list[tuple[Any, Any]]:
    """Each class with the number of its recipients, which opens their tasks."""
    found = lines(timezone.localdate())
    return [
        (line.label, number(counts[line.code], address(cell(cascade, line)))) for line in found if counts[line.code]
    ]


def due_words(cascade: Cascade) -> str:
    """Until when the answers are due."""
    if cascade.due_on:
        return _("Due on %(day)s") % {"day": written_day(cascade.due_on)}
    days = cascade.due_within or 0
    return ngettext("Due %(days)s working day after sending", "Due %(days)s working days after sending", days) % {
        "days": days
    }


def _closed_since(seen: Any) -> list[Recipient]:
    """The first of the recipients that were closed, with the unit that has their task now."""
    closed = seen.filter(unit__closed_on__isnull=False).select_related("task__unit")
    return list(closed.order_by("unit__path")[:NAMED])


def _above(request: Request, cascade: Cascade) -> dict[str, Any] | None:
    """The task that this cascade forwards, and until when it is due."""
    above = cascade.above
    if above is None or not Recipient.objects.visible_to(request.actor).filter(pk=above.pk).exists():
        return None
    return {"task": above.task, "latest": latest_due(above)}
