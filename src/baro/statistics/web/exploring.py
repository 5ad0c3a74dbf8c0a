"""Exploring a figure over periods and groups: the table, the chart, files of both, and the rows behind each number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.kernel.figures import percent
from baro.kernel.reporting import Period, between
from baro.org.figures.comparing import compared
from baro.org.models import Unit
from baro.org.rulebook import Nouns
from baro.statistics.exploring import Asked, Exploration, Point, Row, explore, indicator_of
from baro.statistics.organisation import Organisation
from baro.statistics.policies import may_see
from baro.statistics.terms import period_asked
from baro.statistics.web.asking import YEARLY, ExploreForm, asked_in, columns_in, first_figure, period_in
from baro.statistics.web.charting import chart_of
from baro.statistics.web.figures import how_many, told_changes
from baro.statistics.web.forms import chosen
from baro.ui.charts import Chart, as_png, as_svg, for_page
from baro.ui.counts.opening import address, number, rows_page
from baro.ui.http import Request, number_in
from baro.ui.lists.exports import EXPORTS, Sheet, dated, saved_as
from baro.ui.lists.states import Address
from baro.ui.lists.viewed import ViewedPage, keeps_views
from baro.ui.words.cells import written_day

CODE = keeps_views("statistics.explore")
PER_PAGE, FEWEST, CELLS = 25, 10, 160  # rows of a page: fewer where they have many columns
NONE_YET = "—"
PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


@require_safe
def explore_page(request: Request) -> HttpResponseBase:
    """A figure over time and groups, as a page, a table for a spreadsheet or a picture."""
    kept = ViewedPage(CODE, request)
    form, asked = chosen(request, ExploreForm, kept.state.query, **_defaults(kept))
    period = period_in(asked)
    found = explore(asked_in(asked, period), columns_in(asked, period), added_up=_adds_up(asked))
    chart = chart_of(found, asked.get("chart") or "")
    title = found.asked.label(period.last)
    kind = request.GET.get("as", "")
    if kind in EXPORTS:
        return EXPORTS[kind].answer(request, _sheet(found, title), dated(f"{title} - {found.asked.unit}"))
    if kind in PICTURES:
        return _picture(request, kind, chart, f"{title} - {found.asked.unit} {period.short}")
    here = Address(kept.state.query)
    shown = Shown(found, number_in(request.GET.get("page")) or 1, here)
    context = {
        "form": form,
        "list": kept,
        "path": request.path,
        "found": shown,
        "period": period,
        "chart": for_page(chart),
        "drawn": chart.is_drawn,
        "title": title,
        "here": here,
    }
    return TemplateResponse(request, "statistics/explore.html", context)


def _defaults(kept: ViewedPage) -> dict[str, Any]:
    """What the page opens with: the ten years of the first figure."""
    bare = not any(kept.state.query.get(name) for name in ("figure", "period", "year", "over", "by"))
    opened: dict[str, Any] = {"year": timezone.localdate().year, "figure": first_figure()}
    return opened | ({"over": YEARLY} if bare else {})


def _adds_up(asked: dict[str, Any]) -> bool:
    """Whether the columns are parts of one year that may be summed."""
    return bool(asked.get("over")) and asked.get("over") != YEARLY and not asked.get("cumulative")


@require_safe
def points(request: Request, code: str, unit: int, period: str) -> HttpResponseBase:
    """The very rows behind one number of an exploration, as far as the reader may open them."""
    owner = get_object_or_404(Unit, pk=unit)  # sees: judged below
    if not may_see(request.actor, owner):
        raise Http404
    try:
        point = _point(request, code, owner, period_asked(period, owner))
        value, seen = point.value_of(point.rows()), point.count_for(request.actor, timezone.localdate())
        name = Exploration(point.explored, (point.period,), (), added_up=False).name_of(point.key)
    except (KeyError, ValueError, Refused) as error:
        raise Http404 from error
    if point.key and not point.rows().exists():
        raise Http404
    title = " · ".join(filter(None, (point.label, name, str(point.period))))
    lead = f"{point.explored.counts(point.period)} {how_many(value, seen)}"
    back = f"{reverse(CODE)}?unit_code={owner.code}&figure={code}&year={point.period.year}"
    return rows_page(request, point, timezone.localdate(), title=title, lead=lead, back=(back, _("Back to exploring")))


def _point(request: Request, code: str, unit: Unit, period: Period) -> Point:
    """The number that an address stands for.

    Raises KeyError for a figure or a way that there is not, ValueError for a wrong day, Refused for an organisation
    without one.
    """
    one = indicator_of(code)
    if one is None:
        raise KeyError(code)
    said = request.GET
    day = date.fromisoformat(said["day"]) if "day" in said else None
    organisation = Organisation.named(said.get("organisation"), day)
    asked = Asked(one, code, unit, said.get("by", ""), "wide" in said, organisation)
    if asked.line(period) is None or not asked.is_known(period) or bool(asked.by) != ("key" in said):
        raise KeyError(code)
    return Exploration(asked, (period,), (), added_up=False).point(period, said.get("key", ""))


def _picture(request: Request, kind: str, chart: Chart, name: str) -> HttpResponseBase:
    """The chart as a file; its links lead back here.

    Raises Refused when there is nothing to draw.
    """
    if not chart.is_drawn:
        raise Refused(_("There is nothing to draw. Choose another period or figure."))

    def made() -> HttpResponse:
        base = request.build_absolute_uri("/")[:-1]
        drawn = as_png(chart) if kind == "png" else as_svg(chart, base=base)
        return HttpResponse(drawn, content_type=PICTURES[kind])

    return saved_as(request, dated(name), kind, made)


def _sheet(found: Exploration, title: str) -> Sheet:
    """The table for a file: each period beside the year before."""
    heads = [_("Group"), *(str(words) for period in found.columns for words in (period.short, period.before.short))]
    rows = [[row.name, *_told(found, row)] for row in (*found.rows, *([found.total] if found.asked.by else []))]
    return Sheet(title, heads, rows, (50, *(14 for _head in heads[1:])))


def _told(found: Exploration, row: Row) -> Iterator[int | None]:
    """The values of a row, each before that of the year before; None for a time without records."""
    for period, now, then in zip(found.columns, row.values, row.before, strict=True):
        yield None if period.code in found.silent else now
        yield None if period.before.code in found.silent else then


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table, ready for the page; ``url`` explores the unit itself."""

    name: str
    url: str
    note: str
    cells: list[tuple[str, SafeString]]
    before: SafeString
    against: str
    share: str
    is_total: bool


class Shown:
    """What was found, ready for the page: one page of groups, or the periods below each other where nothing is told
    apart.
    """

    def __init__(self, found: Exploration, page: int, here: Address) -> None:
        self.found, self.asked, self.here = found, found.asked, here
        self.per_page = max(FEWEST, min(PER_PAGE, CELLS // (len(found.columns) + 3)))
        self.pages = max(1, -(-len(found.rows) // self.per_page))
        self.page = min(max(1, page), self.pages)

    @property
    def earlier(self) -> str:
        """The address of the page before, if there is one."""
        return self.here.with_(page=self.page - 1) if self.page > 1 else ""

    @property
    def later(self) -> str:
        """The address of the next page, if there is one."""
        return self.here.with_(page=self.page + 1) if self.page < self.pages else ""

    @property
    def noun(self) -> Any:
        """What is counted."""
        line = self.asked.line(self.found.columns[-1])
        code = self.asked.indicator.noun_of(line) if line else self.asked.indicator.noun
        try:
            return rulebook.today(Nouns).of(code).names
        except KeyError:
            return ""

    @property
    def counts(self) -> str:
        """What is counted, in a sentence."""
        return self.asked.counts(self.found.time)

    @property
    def source(self) -> str:
        """Where that is written."""
        return self.asked.indicator.source(self.found.columns[-1].last)

    @property
    def changes(self) -> list[str]:
        """What changed of the question within the time that is shown."""
        first = self.found.columns[0].before if len(self.found.columns) == 1 else self.found.columns[0]
        return told_changes(self.asked.indicator, first)

    @property
    def heads(self) -> list[str]:
        """The heads of the columns of periods."""
        return self.found.labels

    @property
    def head(self) -> Any:
        """The head of the column of groups."""
        return self.asked.head

    @property
    def is_summed(self) -> bool:
        """Whether the columns have a sum."""
        return self.found.added_up and len(self.found.columns) > 1

    @property
    def rows(self) -> Iterator[Line]:
        """The groups of the page, and the sum of all of them below."""
        first = (self.page - 1) * self.per_page
        whole = self.found.compared(self.found.values, self.found.before)[0]
        for row in self.found.rows[first : first + self.per_page]:
            yield self._line(row, whole, row.key)

    @property
    def _time(self) -> tuple[Period, Period]:
        """The time that is compared with the year before, and the same a year before."""
        first, last = self.found.columns[0], self.found.columns[-1]
        if not self.is_summed:
            return last, last.before
        return between(first.first, last.last), between(first.before.first, last.before.last)

    def _own(self, code: str) -> str:
        """The same of a unit alone, with what is below it."""
        bare = Address(QueryDict(self.here.without("unit", "unit_code").removeprefix("?")))
        return bare.with_(unit_code=code) if code and code != self.asked.unit.code else ""

    @property
    def total(self) -> Line:
        """The sum of all groups."""
        return self._line(self.found.total, 0, "")

    def _line(self, row: Row, whole: int, key: str) -> Line:
        periods = self.found.columns
        cells = [
            (head, self._number(value, period, key))
            for head, period, value in zip(self.found.labels, periods, row.values, strict=True)
        ]
        now, then = self.found.compared(row.values, row.before)
        days, earlier = self._time
        if self.is_summed:
            cells.append((_("Together"), self._number(now, days, key)))
        before = self._number(then, earlier, key)
        note = " ".join(filter(None, (_told_life(row), _("restated") if row.restated else "")))
        against, share = _percent(now, 0 if self._is_silent(earlier) else then), _percent(now, whole)
        return Line(row.name, self._own(row.code), note, cells, before, against, share, not row.key)

    @property
    def sums(self) -> tuple[SafeString, SafeString, str]:
        """Where nothing is told apart: the sum of the periods, that of the year before, and how they compare."""
        now, then = self.found.compared(self.found.values, self.found.before)
        days, earlier = self._time
        return self._number(now, days), self._number(then, earlier), self._compared(now, then, days, earlier)

    def _number(self, value: int, period: Period, key: str = "") -> SafeString:
        """A number that opens its rows; a dash for a time without records."""
        if self._is_silent(period):
            return format_html('<abbr title="{}">{}</abbr>', _("No records of this time"), NONE_YET)
        return number(value, address(self.found.point(period, key)) if value else "")

    def _is_silent(self, period: Period) -> bool:
        """Whether there are no records of any column within a time."""
        shown = (one for column in self.found.columns for one in (column, column.before))
        within = [one for one in shown if period.first <= one.first and one.last <= period.last]
        return bool(within) and all(one.code in self.found.silent for one in within)

    def _compared(self, value: int, then: int, period: Period, earlier: Period) -> str:
        if self._is_silent(period):
            return ""
        return compared(value, None if self._is_silent(earlier) else then, self.asked.indicator.comparison)

    @property
    def periods(self) -> Iterator[tuple[Period, SafeString, SafeString, str]]:
        """Where nothing is told apart: each period, its number, that of the year before, and how they compare."""
        for row in self.found.rows:
            for period, value, then in zip(self.found.columns, row.values, row.before, strict=True):
                told = self._compared(value, then, period, period.before)
                yield period, self._number(value, period), self._number(then, period.before), told


def _told_life(row: Row) -> str:
    """For which part of the time the unit existed."""
    if row.since and row.until:
        return _("only from %(since)s to %(until)s") % {
            "since": written_day(row.since),
            "until": written_day(row.until),
        }
    if row.since:
        return _("only since %(since)s") % {"since": written_day(row.since)}
    return _("only until %(until)s") % {"until": written_day(row.until)} if row.until else ""


def _percent(part: int, whole: int) -> str:
    found = percent(part, whole)
    return NONE_YET if found is None else f"{number_format(found, 1)}\N{NO-BREAK SPACE}%"
