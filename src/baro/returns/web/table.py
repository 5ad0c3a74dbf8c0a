"""A round over the whole width: branches against standing, the sums of a branch, and the rows behind each number."""

from __future__ import annotations

from html import escape

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baro.org.figures.branches import ALONE, WHOLE, Branch, BranchRow, Counts, branches_of
from baro.org.figures.lines import Line
from baro.org.models import Unit
from baro.returns.actions.filling import kind_of, last_version, values_of
from baro.returns.adding import cell_sum, lines, returns_seen, stand
from baro.returns.models import Round, form_of
from baro.returns.prefilling import from_records
from baro.returns.sheets import sheet_of
from baro.returns.web.pages import RETURNS, ROUNDS
from baro.returns.web.showing import pieces_of, sums_shown
from baro.ui.counts.bars import Piece, bar
from baro.ui.counts.opening import address, number, rows_page
from baro.ui.http import Request, number_in
from baro.ui.lists.exports import EXPORTS, dated
from baro.ui.words.cells import link, own
from baro.ui.words.icons import icon

PER_PAGE = 50
DEEPEST_PAGE = 1000


def _branch(unit: int, span: str) -> tuple[Branch, Unit | None]:
    """The branch that an address names; nought for everything.

    Raises Http404 for one that there is not.
    """
    if span not in (ALONE, WHOLE):
        raise Http404
    under = get_object_or_404(Unit, pk=unit) if unit else None  # sees: names are no secret
    return (Branch(under.path, alone=span == ALONE) if under else Branch("")), under


@require_safe
def table(request: Request, pk: int) -> HttpResponse:
    """Branches against standing, page by page, and the sums of the branch that is looked at."""
    # By hand: the table needs the whole width, and its columns are the classes that occur.
    one, key = ROUNDS.seen(request, pk), number_in(request.GET.get("under"))
    under = get_object_or_404(Unit, pk=key) if key else None  # sees: names are no secret
    page = min(max(1, number_in(request.GET.get("page")) or 1), DEEPEST_PAGE)
    asked, branch = lines(timezone.localdate()), Branch(under.path if under else "")
    seen, first = returns_seen(one, request.actor), (page - 1) * PER_PAGE
    found = branches_of(seen, asked, under=branch.path, first=first, most=PER_PAGE)
    shown = [line for line in asked if not line.tone or found.totals[line.code]]
    painter = _Painter(one, shown)
    context = {
        "round": one,
        "title": _("Returns of the units"),
        "under": under,
        "lines": shown,
        "branches": SafeString("".join(map(painter.row, found.rows))),
        "totals": SafeString(painter.numbers(branch, found.totals)),
        "pieces": pieces_of(one, found.totals, branch),
        "rows": sums_shown(one, request, branch),
        "page": page,
        "more": found.more,
        "asked": f"under={under.pk}&" if under else "",
    }
    return TemplateResponse(request, "returns/table.html", context)


class _Painter:
    """Draws the rows of the table without a template, because there are many cells; addresses are looked up once."""

    def __init__(self, one: Round, shown: list[Line]) -> None:
        self.shown = shown
        self.whole = reverse("returns.table", args=[one.pk])
        first = stand(one, shown[0])
        self.before = address(first).removesuffix(f"{first.branch.key}/{first.branch.span}/{first.code}/")

    def row(self, row: BranchRow) -> str:
        """One branch; one with units under it leads to them."""
        bars = [
            Piece(line.tone, line.label, row.counts[line.code], light=line.light) for line in self.shown if line.tone
        ]
        name = own(row.unit.name)
        if row.deep:
            name = link(SafeString(f"{name}{icon('chevron-right')}"), f"{self.whole}?under={row.unit.pk}")
        return (
            f'<tr><th scope="row" class="cell-main">{name}</th>'
            f'<td class="cell-bar" data-label="">{bar(bars)}</td>{self.numbers(row.branch, row.counts)}</tr>'
        )

    def numbers(self, branch: Branch, counts: Counts) -> str:
        """The numbers of a branch, each of which leads to its returns."""
        where = f"{self.before}{branch.key}/{branch.span}/"
        return "".join(self._number(line, counts[line.code], f"{where}{line.code}/") for line in self.shown)

    @staticmethod
    def _number(line: Line, value: int, url: str) -> str:
        style = "cell-number" if value else "cell-number is-zero"
        return f'<td class="{style}" data-label="{escape(str(line.label))}">{number(value, url)}</td>'


@require_safe
def standing(request: Request, pk: int, unit: int, span: str, stands: str) -> HttpResponseBase:
    """The returns behind one number of the table; ``unit`` is nought for all."""
    one, today = ROUNDS.seen(request, pk), timezone.localdate()
    line = next((line for line in lines(today) if line.code == stands), None)
    if line is None:
        raise Http404
    branch, under = _branch(unit, span)
    title = f"{line.label}: {under}" if under else line.label
    back = (reverse("returns.table", args=[one.pk]), _("Back to the round"))
    return rows_page(request, stand(one, line, branch), today, title=title, lead=str(one), back=back)


@require_safe
def summed(request: Request, pk: int, unit: int, span: str, cell: str) -> HttpResponseBase:
    """The cells of the units behind one sum; ``unit`` is nought for all."""
    one, today = ROUNDS.seen(request, pk), timezone.localdate()
    if cell not in {one.described.code(row, column) for row in one.described.rows for column in one.described.columns}:
        raise Http404
    branch, under = _branch(unit, span)
    counted = cell_sum(one, cell, branch)
    title = f"{counted.label}: {under}" if under else counted.label
    value = number_format(counted.count_for(request.actor, today), use_l10n=True, force_grouping=True)
    lead = _("%(round)s. The sum is %(value)s.") % {"round": one, "value": value}
    back = (reverse("returns.table", args=[one.pk]), _("Back to the round"))
    return rows_page(request, counted, today, title=title, lead=lead, back=back)


@require_safe
def records(request: Request, pk: int, cell: str) -> HttpResponseBase:
    """The records behind a cell that they filled in."""
    one = RETURNS.seen(request, pk)
    counted = from_records(one, form_of(one.round.rule, one.form), cell)
    if counted is None:
        raise Http404
    back = (one.get_absolute_url(), _("Back to the return"))
    return rows_page(request, counted, timezone.localdate(), title=counted.label, lead=str(one), back=back)


@require_safe
def workbook(request: Request, pk: int) -> HttpResponseBase:
    """The return as a workbook, to be filled in offline."""
    one = RETURNS.seen(request, pk)
    last = last_version(one)
    form = form_of(last.rule if last else one.round.rule, one.form)
    sheet = sheet_of(one, form, kind_of(one), values_of(last) if last else {})
    return EXPORTS["xlsx"].answer(request, sheet, dated(str(one)))
