"""The matrix of a cascade over the whole width, the tasks behind its numbers, and the answers as a table."""

from __future__ import annotations

from html import escape
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from baro.cascades.figures import below_of, totals_of
from baro.cascades.matrix import cell, matrix_of, recipients_seen
from baro.cascades.models import Answer, Cascade, Recipient
from baro.cascades.sheets import sheet_of
from baro.cascades.standing import lines, stand_of
from baro.cascades.web.pages import CASCADES
from baro.cascades.web.summary import pieces_of
from baro.org.figures.branches import ALONE, WHOLE, Branch, BranchRow, Counts
from baro.org.figures.lines import Line
from baro.org.models import Unit
from baro.ui.counts.bars import Piece, bar
from baro.ui.counts.opening import address, number, rows_page
from baro.ui.http import Request, number_in
from baro.ui.lists.exports import EXPORTS, dated, refuse_too_many
from baro.ui.records import state_badge
from baro.ui.words.cells import link, own
from baro.ui.words.icons import icon

PER_PAGE = 50
DEEPEST_PAGE = 1000


def _page(request: Request) -> int:
    return min(max(1, number_in(request.GET.get("page")) or 1), DEEPEST_PAGE)


def _under(request: Request) -> Unit | None:
    """The unit whose branch is asked for; names and places of units are no secret."""
    key = number_in(request.GET.get("under"))
    return get_object_or_404(Unit, pk=key) if key else None  # sees: names are no secret


@require_safe
def matrix(request: Request, pk: int) -> HttpResponse:
    """Branches against states, page by page; every number opens its tasks."""
    # By hand: the table needs the whole width, and its columns are the states that occur.
    cascade, under, page = CASCADES.seen(request, pk), _under(request), _page(request)
    today = timezone.localdate()
    path = under.path if under else ""
    found = matrix_of(cascade, request.actor, today, under=path, first=(page - 1) * PER_PAGE, most=PER_PAGE)
    shown = [line for line in lines(today) if not line.tone or found.totals[line.code]]
    painter = _Painter(cascade, shown)
    context = {
        "cascade": cascade,
        "title": _("Matrix"),
        "under": under,
        "lines": shown,
        "rows": SafeString("".join(map(painter.row, found.rows))),
        "sums": SafeString(painter.numbers(Branch(path), found.totals)),
        "pieces": pieces_of(cascade, found.totals),
        "page": page,
        "more": found.more,
        "asked": f"under={under.pk}&" if under else "",
    }
    return TemplateResponse(request, "cascades/matrix.html", context)


class _Painter:
    """Draws the rows of a matrix without a template, because there are many cells; addresses are looked up once."""

    def __init__(self, cascade: Cascade, shown: list[Line]) -> None:
        self.shown = shown
        self.whole = reverse("cascades.matrix", args=[cascade.pk])
        first = cell(cascade, shown[0])
        self.before = address(first).removesuffix(f"{first.branch.key}/{first.branch.span}/{first.code}/")

    def row(self, row: BranchRow) -> str:
        """One branch; one with units under it leads to them."""
        bars = [
            Piece(line.tone, line.label, row.counts[line.code], light=line.light) for line in self.shown if line.tone
        ]
        name = own(row.unit.name)
        if row.deep:
            name = link(SafeString(f"{name}{icon('chevron-right')}"), f"{self.whole}?under={row.unit.pk}")
        gone = escape(pgettext("cascade", "Unit closed"))
        closed = f'<br><small class="muted">{gone}</small>' if row.unit.closed_on else ""
        return (
            f'<tr><th scope="row" class="cell-main">{name}{closed}</th>'
            f'<td class="cell-bar" data-label="">{bar(bars)}</td>{self.numbers(row.branch, row.counts)}</tr>'
        )

    def numbers(self, branch: Branch, counts: Counts) -> str:
        """The numbers of a branch, each of which leads to its tasks."""
        where = f"{self.before}{branch.key}/{branch.span}/"
        return "".join(self._number(line, counts[line.code], f"{where}{line.code}/") for line in self.shown)

    @staticmethod
    def _number(line: Line, value: int, url: str) -> str:
        style = "cell-number" if value else "cell-number is-zero"
        return f'<td class="{style}" data-label="{escape(str(line.label))}">{number(value, url)}</td>'


@require_safe
def tasks(request: Request, pk: int, unit: int, span: str, stand: str) -> HttpResponseBase:
    """The very tasks behind one number of the matrix, in the list of tasks; ``unit`` is nought for all."""
    cascade, today = CASCADES.seen(request, pk), timezone.localdate()
    line = next((line for line in lines(today) if line.code == stand), None)
    if line is None or span not in (ALONE, WHOLE):
        raise Http404
    under = get_object_or_404(Unit, pk=unit) if unit else None  # sees: names are no secret
    branch = Branch(under.path, alone=span == ALONE) if under else Branch("")
    title = f"{line.label}: {under}" if under else line.label
    back = (reverse("cascades.matrix", args=[cascade.pk]), _("Back to the matrix"))
    return rows_page(request, cell(cascade, line, branch), today, title=title, lead=str(cascade), back=back)


@require_safe
def answers(request: Request, pk: int) -> HttpResponseBase:
    """What each recipient answered, field by field, with the sums; or as a list to be filled in."""
    # By hand: the columns are the fields of this cascade.
    cascade, page, today = CASCADES.seen(request, pk), _page(request), timezone.localdate()
    seen = recipients_seen(cascade, request.actor)
    if (kind := request.GET.get("as", "")) in EXPORTS:
        refuse_too_many(seen.count())
        named = pgettext("cascade", "Answers")
        sheet = sheet_of(cascade, request.actor, today)
        return EXPORTS[kind].answer(request, sheet, dated(f"{named} - {cascade}"))
    shown = Prefetch("answers", Answer.objects.visible_to(request.actor).select_related("proof__attachment"))
    first = (page - 1) * PER_PAGE
    rows = list(seen.for_list().prefetch_related(shown).order_by("unit__path")[first : first + PER_PAGE + 1])
    below = below_of(rows[:PER_PAGE])
    context = {
        "cascade": cascade,
        "title": pgettext("cascade", "Answers"),
        "fields": cascade.fields,
        "totals": [one for one in totals_of(cascade, seen) if one.is_shown],
        "rows": [_answered(one, cascade, below, today) for one in rows[:PER_PAGE]],
        "page": page,
        "more": len(rows) > PER_PAGE,
    }
    return TemplateResponse(request, "cascades/answers.html", context)


def _answered(one: Recipient, cascade: Cascade, below: dict[int, Any], today: Any) -> dict[str, Any]:
    """A recipient with its state and what it answered in each field."""
    values = {answer.code: answer.value for answer in one.answers.all()}
    return {
        "recipient": one,
        "state": state_badge(stand_of(one.task, today)),
        "below": below.get(one.pk),
        "cells": [(field, field.said(values.get(field.code))) for field in cascade.fields],
    }
