"""The dashboard: how the work of a branch stands, every number opening its tasks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baro.kernel.errors import Refused
from baro.kernel.rules import DueClass
from baro.org.models import Unit
from baro.statistics import board
from baro.statistics.groupings import ALL, Grouping
from baro.statistics.organisation import Organisation, groupings
from baro.statistics.policies import may_see
from baro.statistics.web import painting
from baro.statistics.web.forms import OrganisationForm, chosen, organisation_in
from baro.ui.cells import written_day
from baro.ui.exports import EXPORTS, Sheet, dated
from baro.ui.http import Request, number_in
from baro.ui.lists import list_of, page_of_rows

TASKS = "tasks.list"
HEADS = {"unit": 10, "source": 8, "month": 12}
PER_PAGE = 25
DEEPEST_PAGE = 1000


@require_safe
def dashboard(request: Request) -> HttpResponse:
    """The figures of a branch, and the heads of the tables: four counting queries, however many tasks there are."""
    form, asked = chosen(request, OrganisationForm)
    branch, today, organisation = asked["unit"], timezone.localdate(), organisation_in(asked)
    counts = board.totals(request.actor, branch, today)
    by = groupings(organisation).values() if counts.assigned else ()
    tables = board.tables(request.actor, branch, most=HEADS, by=by, today=today)
    context = {
        "form": form,
        "branch": branch,
        "today": today,
        "counts": counts,
        "rate": painting.rate_of(counts),
        "on_time_url": painting.address(branch, DueClass.ON_TIME),
        "completed_url": painting.address(branch, board.COMPLETED),
        "figures": painting.figures(branch, counts),
        "bar": painting.whole_bar(branch, counts),
        "legend": painting.legend(counts),
        "tables": [painting.painted(one, branch, everything=counts) for one in tables],
    }
    return TemplateResponse(request, "statistics/dashboard.html", context)


@require_safe
def breakdown(request: Request, grouping: str) -> HttpResponseBase:
    """One table of the dashboard whole, page by page, or as a file."""
    form, asked = chosen(request, OrganisationForm)
    by = groupings(organisation_in(asked)).get(grouping)
    if by is None:
        raise Http404
    branch, today, kind = asked["unit"], timezone.localdate(), request.GET.get("as", "")
    if kind in EXPORTS:
        whole, named = board.table(request.actor, branch, by, today=today), _("Tasks")
        return EXPORTS[kind].answer(_sheet(whole), dated(f"{named} - {by.head} - {branch}"))
    page = min(max(1, number_in(request.GET.get("page")) or 1), DEEPEST_PAGE)
    first = (page - 1) * PER_PAGE
    table = board.table(request.actor, branch, by, first=first, most=PER_PAGE, today=today)
    counts = board.totals(request.actor, branch, today)
    context = {
        "form": form,
        "branch": branch,
        "today": today,
        "page": page,
        "legend": painting.legend(counts),
        "table": painting.painted(table, branch, everything=counts),
    }
    return TemplateResponse(request, "statistics/breakdown.html", context)


@require_safe
def tasks(request: Request, unit: int, grouping: str, key: str, standing: str) -> HttpResponseBase:
    """The very tasks behind one figure of the dashboard, in the list of tasks."""
    branch = get_object_or_404(Unit, pk=unit)
    if not may_see(request.actor, branch):
        raise Http404
    today = timezone.localdate()
    try:
        day = date.fromisoformat(request.GET["day"]) if "day" in request.GET else None
        by = {ALL.code: ALL, **groupings(Organisation.named(request.GET.get("organisation"), day))}[grouping]
        rows = board.tasks_behind(request.actor, branch, by, key, standing=standing, today=today)
        name = board.group_of(board.group(request.actor, branch, by, key), by)
    except (KeyError, ValueError, Refused) as error:
        raise Http404 from error
    if name is None:
        raise Http404
    label = painting.label_of(standing)
    title = f"{label}: {name}" if name else label
    lead = format_html(
        '{} <a class="text-decoration-underline" href="{}">{}</a>',
        " · ".join(_told(branch, by, name, label, written_day(today))),
        painting.home(branch),
        _("Back to the dashboard"),
    )
    return page_of_rows(request, list_of(TASKS), rows.for_list(), title=title, lead=lead)  # type: ignore[attr-defined]


def _told(branch: Unit, by: Grouping, name: str, label: str, day: str) -> Iterator[str]:
    """The sentence that says which tasks these are."""
    yield _("Tasks owned in %(unit)s and below") % {"unit": branch}
    if name:
        yield f"{by.head}: {name}"
    yield label
    yield _("as of %(day)s") % {"day": day}


def _sheet(table: board.Table) -> Sheet:
    """The table for a file."""
    columns = (board.ASSIGNED, *(one.value for one in board.CLASSES))
    head = [table.grouping.head, *(painting.label_of(name) for name in columns), _("Rate on time, in percent")]
    rows: list[list[Any]] = [
        [row.name, *(row.counts.of(name) for name in columns), row.counts.rate] for row in table.rows
    ]
    return Sheet(str(table.grouping.title), head, rows, (60, *(16 for _name in head[1:])))
