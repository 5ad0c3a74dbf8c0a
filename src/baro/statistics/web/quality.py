"""Data quality: which returns of a year are doubted and why, branch by branch, each number opening its returns."""

from __future__ import annotations

from html import escape

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baro.org.figures.branches import ALONE, WHOLE, Branch, BranchRow, Counts, branches_of
from baro.org.models import Unit
from baro.statistics.doubts import REMEDIES, doubt, latest_year, lines, returns_of
from baro.statistics.policies import may_see
from baro.statistics.web.forms import EARLIEST, LATEST, YearForm, chosen
from baro.ui.counts.opening import address, number, rows_page
from baro.ui.http import Request, number_in
from baro.ui.words.cells import link, own
from baro.ui.words.icons import icon

PER_PAGE = 50
DEEPEST_PAGE = 1000


@require_safe
def quality(request: Request) -> HttpResponse:
    """The doubts of a unit's year, branch by branch."""
    today = timezone.localdate()
    form, asked = chosen(request, YearForm, year=latest_year(request.actor, today))
    unit, year = asked["unit"], asked["year"]
    page = min(max(1, number_in(request.GET.get("page")) or 1), DEEPEST_PAGE)
    told, first = lines(year, today), (page - 1) * PER_PAGE
    rows = returns_of(request.actor, year)
    found = branches_of(rows, told, under=unit.path, first=first, most=PER_PAGE)
    painter = _Painter(year)
    context = {
        "form": form,
        "unit": unit,
        "year": year,
        "lines": told,
        "kinds": [(line.label, REMEDIES[line.code]) for line in told if line.code in REMEDIES],
        "totals": SafeString(painter.numbers(Branch(unit.path), found.totals)),
        "rows": SafeString("".join(map(painter.row, found.rows))),
        "count": found.totals["all"],
        "page": page,
        "more": found.more,
    }
    return TemplateResponse(request, "statistics/quality.html", context)


class _Painter:
    """Draws the rows of the table."""

    def __init__(self, year: int) -> None:
        self.year, self.whole = year, reverse("statistics.quality")
        self.lines = lines(year, timezone.localdate())

    def row(self, row: BranchRow) -> str:
        """One branch; one with units under it leads to them."""
        name = own(row.unit.name)
        if row.deep and not row.unit.closed_on:
            where = f"{self.whole}?unit={row.unit.code}&year={self.year}"
            name = link(SafeString(f"{name}{icon('chevron-right')}"), where)
        return f'<tr><th scope="row" class="cell-main">{name}</th>{self.numbers(row.branch, row.counts)}</tr>'

    def numbers(self, branch: Branch, counts: Counts) -> str:
        """The numbers of a branch, each of which leads to its returns."""
        cells = []
        for line in self.lines:
            style = "cell-number" if counts[line.code] else "cell-number is-zero"
            value = number(counts[line.code], address(doubt(line, self.year, branch)))
            cells.append(f'<td class="{style}" data-label="{escape(str(line.label))}">{value}</td>')
        return "".join(cells)


@require_safe
def doubts(request: Request, unit: int, span: str, year: int, code: str) -> HttpResponseBase:
    """The returns behind one number of the page."""
    owner, today = get_object_or_404(Unit, pk=unit), timezone.localdate()  # sees: judged below
    line = next((line for line in lines(year, today) if line.code == code), None) if EARLIEST < year <= LATEST else None
    if line is None or span not in (ALONE, WHOLE) or not may_see(request.actor, owner):
        raise Http404
    counted = doubt(line, year, Branch(owner.path, alone=span == ALONE))
    title = f"{line.label}: {owner}"
    back = (f"{reverse('statistics.quality')}?unit={owner.code}&year={year}", _("Back to data quality"))
    return rows_page(request, counted, today, title=title, lead=REMEDIES.get(code, ""), back=back)
