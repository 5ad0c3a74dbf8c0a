"""The rows behind the numbers of a programme and of a review."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baro.kernel.counted import Counted
from baro.org.actors import Actor
from baro.programmes.counting import figure_number, number_of
from baro.programmes.models import Programme, Review
from baro.programmes.queries import board_of
from baro.programmes.rulebook import Line
from baro.ui.counts.opening import rows_page
from baro.ui.http import Request, number_in


def _how_many(value: int, counted: Counted, actor: Actor, day: date) -> str:
    """The figure, and how many of its rows the reader may open when these are fewer."""
    seen = counted.count_for(actor, day)
    if seen == value:
        return _("The figure is %(value)s.") % {"value": value}
    return _("The figure is %(value)s, of which you may open %(seen)s.") % {"value": value, "seen": seen}


@require_safe
def rows(request: Request, pk: int, line: str) -> HttpResponseBase:
    """The tasks that a number of a programme counts, of all of it or of one clause; as far as the reader sees them.

    Raises Http404 for who does not see the programme, and for what is no line or no clause of it.
    """
    programme = get_object_or_404(Programme.objects.visible_to(request.actor), pk=pk)
    day, row = timezone.localdate(), None
    if line not in {one.value for one in Line if one.standing is None}:
        raise Http404
    if "clause" in request.GET:
        row = board_of(programme, day).row(number_in(request.GET["clause"]) or 0)
        if row is None:
            raise Http404
    number = number_of(programme, Line(line), row)
    lead = _how_many(number.rows(day).count(), number, request.actor, day)
    if row and row.clause:
        lead = f"{str(row.clause)[:200]} {lead}"
    back = (programme.get_absolute_url(), _("Back to the programme"))
    return rows_page(request, number, day, title=f"{number.label}: {programme}", lead=lead, back=back)


@require_safe
def figure(request: Request, pk: int, line: str) -> HttpResponseBase:
    """The rows that a figure of a review counted, as they are today; as far as the reader sees them.

    Raises Http404 for who does not see the review, and for a figure that it does not have.
    """
    review = get_object_or_404(Review.objects.visible_to(request.actor), pk=pk)
    found: Any = get_object_or_404(review.figures, code=line)
    number, day = figure_number(found), timezone.localdate()
    lead = _how_many(found.count, number, request.actor, day)
    back = (review.get_absolute_url(), _("Back to the review"))
    return rows_page(request, number, day, title=f"{number.label}: {review}", lead=lead, back=back)
