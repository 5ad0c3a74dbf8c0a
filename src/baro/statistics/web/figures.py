"""The figures of a year, each opening the very rows that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baro.kernel.errors import Refused
from baro.org.models import Unit
from baro.statistics.policies import may_see
from baro.statistics.queries import Figure, figures_of, rows_behind
from baro.statistics.registry import Indicator, indicators
from baro.statistics.rules import year_days
from baro.statistics.web.bars import Piece, bar
from baro.statistics.web.forms import EARLIEST, LATEST, YearForm, chosen
from baro.ui.exports import EXPORTS, Sheet, dated
from baro.ui.http import Request
from baro.ui.lists import list_of, page_of_rows


@dataclass(frozen=True, slots=True)
class Line:
    """A figure as it stands in the table: with the addresses of its rows, and the bars of both years."""

    figure: Figure
    url: str
    previous_url: str
    bar: SafeString
    previous_bar: SafeString


@dataclass(frozen=True, slots=True)
class Section:
    """An indicator with its figures."""

    label: Any
    counts: str
    source: str
    lines: list[Line]
    total: int


def address(code: str, unit: Unit, year: int) -> str:
    """Where the rows of a figure are."""
    return reverse("statistics.rows", args=[code, unit.pk, year])


@require_safe
def figures(request: Request) -> HttpResponseBase:
    """A unit's figures of a year beside the year before, as a page or a file."""
    form, asked = chosen(request, YearForm, year=timezone.localdate().year)
    unit, year = asked["unit"], asked["year"]
    found = [(one, figures_of(one, unit, year)) for one in indicators()]
    if (kind := request.GET.get("as", "")) in EXPORTS:
        sheet = _sheet([figure for _one, figures in found for figure in figures], year)
        return EXPORTS[kind].answer(sheet, dated(f"{sheet.title} {year} - {unit}"))
    context = {
        "form": form,
        "unit": unit,
        "year": year,
        "previous_year": year - 1,
        "here": f"?unit={quote(unit.code)}&year={year}",
        "before": year - 1 if year > EARLIEST else None,
        "after": year + 1 if year < timezone.localdate().year else None,
        "sections": [_section(one, figures, unit, year) for one, figures in found],
    }
    return TemplateResponse(request, "statistics/figures.html", context)


@require_safe
def rows(request: Request, code: str, unit: int, year: int) -> HttpResponseBase:
    """The very rows that a figure counts, as far as the reader may open them."""
    owner = get_object_or_404(Unit, pk=unit)
    if not may_see(request.actor, owner) or not EARLIEST <= year <= LATEST:
        raise Http404
    try:
        indicator, line, counted = rows_behind(code, owner, year)
    except (KeyError, Refused) as error:
        raise Http404 from error
    open_to_reader = counted.visible_to(request.actor)  # type: ignore[attr-defined]
    lead = format_html(
        '{} {} <a class="text-decoration-underline" href="{}">{}</a>',
        _told(indicator, owner, year),
        _how_many(counted, open_to_reader),
        f"{reverse('statistics.figures')}?unit={quote(owner.code)}&year={year}",
        _("Back to the figures"),
    )
    title = _("%(figure)s, %(year)s") % {"figure": line.label, "year": year}
    return page_of_rows(request, list_of(indicator.list_code), open_to_reader.for_list(), title=title, lead=lead)


def _how_many(counted: QuerySet[Any], open_to_reader: QuerySet[Any]) -> str:
    """The figure, and how many of its rows the reader may open when these are fewer."""
    value, seen = counted.count(), open_to_reader.count()
    if seen == value:
        return _("The figure is %(value)s.") % {"value": value}
    return _("The figure is %(value)s, of which you may open %(seen)s.") % {"value": value, "seen": seen}


def _told(indicator: Indicator, unit: Unit, year: int) -> str:
    """What is counted."""
    return str(indicator.counts) % {"unit": unit, "period": year}


def _section(indicator: Indicator, found: Sequence[Figure], unit: Unit, year: int) -> Section:
    """The figures of an indicator with bars that compare with the longest."""
    longest = max((max(figure.value, figure.previous) for figure in found), default=0) or 1
    lines = [_line(figure, unit, year, longest) for figure in found]
    total = sum(figure.value for figure in found)
    return Section(indicator.label, _told(indicator, unit, year), indicator.source(year_days(year)[1]), lines, total)


def _line(figure: Figure, unit: Unit, year: int, longest: int) -> Line:
    """A figure with its links and bars."""
    url, previous_url = address(figure.code, unit, year), address(figure.code, unit, year - 1)
    now = Piece("now", figure.value, f"{year}: {figure.value}", url)
    before = Piece("before", figure.previous, f"{year - 1}: {figure.previous}", previous_url)
    return Line(figure, url, previous_url, bar([now], longest), bar([before], longest))


def _sheet(found: Sequence[Figure], year: int) -> Sheet:
    """The figures for a file, with the fingerprints that tie them to their rows."""
    head = [
        _("Code"),
        _("Figure"),
        str(year),
        str(year - 1),
        _("Compared with the year before, in percent"),
        _("Rows"),
        _("Fingerprint"),
    ]
    written = [[f.code, f.label, f.value, f.previous, f.percent_of_previous, f.rows, f.digest] for f in found]
    return Sheet(_("Figures"), head, written, (40, 40, *(16 for _name in head[2:])))
