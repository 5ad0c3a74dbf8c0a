"""The dashboard: how the work of a branch stands, every number opening its tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baro.kernel.errors import Refused
from baro.org.models import Unit
from baro.statistics.board import Cell, Table
from baro.statistics.boards.tasks import MONTH, TASKS
from baro.statistics.groupings import ALL, Grouping
from baro.statistics.organisation import Organisation
from baro.statistics.policies import may_see
from baro.statistics.standing import this_year
from baro.statistics.web.forms import OrganisationForm, chosen, organisation_in
from baro.statistics.web.painting import Painter, home
from baro.statistics.web.trend import MONTHS_OF_TREND, Trend
from baro.ui.counts.opening import address, rows_page
from baro.ui.http import Request, number_in
from baro.ui.lists.exports import EXPORTS, Sheet, dated
from baro.ui.words.cells import written_day

PER_PAGE = 25
DEEPEST_PAGE = 1000


@require_safe
def dashboard(request: Request) -> HttpResponse:
    """The figures of a branch, how they went on, and the heads of the tables.

    Five counting queries, however many tasks there are.
    """
    form, asked = chosen(request, OrganisationForm)
    actor, branch, today = request.actor, asked["unit"], timezone.localdate()
    counts = TASKS.totals(actor, branch, today)
    painter = Painter(TASKS, branch, today, counts)
    by = TASKS.groupings(organisation_in(asked)).values() if counts[TASKS.whole] else ()
    tables = [_head(TASKS.table(actor, branch, one, most=_most(one), today=today)) for one in by]
    context = {
        "form": form,
        "branch": branch,
        "today": today,
        "painter": painter,
        "tables": [painter.table(head) for head, _whole in tables],
        "trend": next((Trend(painter, whole, today) for _one, whole in tables if whole.grouping is MONTH), None),
        "standing": [(one, address(one.now), address(one.then)) for one in this_year(branch, today)],
        "year": today.year,
    }
    return TemplateResponse(request, "statistics/dashboard.html", context)


def _most(grouping: Grouping) -> int:
    """How many groups are read: of months as many as a trend beside the year before needs."""
    return max(grouping.shown, MONTHS_OF_TREND) if grouping is MONTH else grouping.shown


def _head(table: Table) -> tuple[Table, Table]:
    """The part of a table that stands on the dashboard, and all of it that was read."""
    shown = table.grouping.shown
    more = table.more or len(table.rows) > shown
    return replace(table, rows=table.rows[:shown], more=more), table


@require_safe
def breakdown(request: Request, grouping: str) -> HttpResponseBase:
    """One table of the dashboard whole, page by page, or as a file."""
    form, asked = chosen(request, OrganisationForm)
    by = TASKS.groupings(organisation_in(asked)).get(grouping)
    if by is None:
        raise Http404
    actor, branch, today, kind = request.actor, asked["unit"], timezone.localdate(), request.GET.get("as", "")
    if kind in EXPORTS:
        whole, named = TASKS.table(actor, branch, by, today=today), _("Tasks")
        return EXPORTS[kind].answer(request, _sheet(whole, today), dated(f"{named} - {by.head} - {branch}"))
    page = min(max(1, number_in(request.GET.get("page")) or 1), DEEPEST_PAGE)
    table = TASKS.table(actor, branch, by, first=(page - 1) * PER_PAGE, most=PER_PAGE, today=today)
    painter = Painter(TASKS, branch, today, TASKS.totals(actor, branch, today))
    context = {
        "form": form,
        "branch": branch,
        "today": today,
        "page": page,
        "painter": painter,
        "table": painter.table(table),
    }
    return TemplateResponse(request, "statistics/breakdown.html", context)


@require_safe
def tasks(request: Request, unit: int, grouping: str, key: str, standing: str) -> HttpResponseBase:
    """The very tasks behind one number of the dashboard, in the list of tasks."""
    branch = get_object_or_404(Unit, pk=unit)  # sees: judged below
    if not may_see(request.actor, branch):
        raise Http404
    today = timezone.localdate()
    try:
        day = date.fromisoformat(request.GET["day"]) if "day" in request.GET else None
        by = {ALL.code: ALL, **TASKS.groupings(Organisation.named(request.GET.get("organisation"), day))}[grouping]
        line = {line.code: line for line in TASKS.lines(today)}[standing]
        cell, name = TASKS.cell(line, branch, by, key), TASKS.name_of(request.actor, branch, by, key)
    except (KeyError, ValueError, Refused) as error:
        raise Http404 from error
    if name is None:
        raise Http404
    title = f"{cell.label}: {name}" if name else cell.label
    told = f"{' · '.join(_told(cell, name, written_day(today)))}."
    return rows_page(request, cell, today, title=title, lead=told, back=(home(branch), _("Back to the dashboard")))


def _told(cell: Cell, name: str, day: str) -> Iterator[str]:
    """The sentence that says which tasks these are."""
    yield _("Tasks owned in %(unit)s and below") % {"unit": cell.branch}
    if name:
        yield f"{cell.grouping.head}: {name}"
    yield str(cell.label)
    yield _("as of %(day)s") % {"day": day}


def _sheet(table: Table, today: date) -> Sheet:
    """The table for a file."""
    lines = [line for line in TASKS.lines(today) if not line.adds]
    head = [table.grouping.head, *(line.label for line in lines), _("Rate on time, in percent")]
    rows = [[row.name, *(row.counts[line.code] for line in lines), TASKS.rate_of(row.counts)] for row in table.rows]
    return Sheet(str(table.grouping.title), head, rows, (60, *(16 for _line in head[1:])))
