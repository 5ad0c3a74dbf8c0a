"""The figures of a year, each opening the very rows that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baro.kernel.errors import Refused
from baro.kernel.periods import year_days
from baro.kernel.reporting import Period, year_of
from baro.org.figures.comparing import Comparison
from baro.org.figures.indicators import Indicator, indicators, line_of
from baro.org.models import Unit
from baro.statistics.policies import may_see
from baro.statistics.queries import Figure, figures_of
from baro.statistics.terms import period_asked
from baro.statistics.web.forms import EARLIEST, YearForm, chosen
from baro.statistics.web.published.shown import standing
from baro.ui.counts.bars import Piece
from baro.ui.counts.opening import address, rows_page
from baro.ui.http import Request
from baro.ui.lists.exports import EXPORTS, Sheet, dated
from baro.ui.words.cells import written_day


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it stands in the table, beside the year before; None for a year without records."""

    figure: Figure
    now: Piece | None
    before: Piece | None

    @property
    def against(self) -> str:
        """What it is of the year before in percent; in words where its indicator compares otherwise."""
        if self.figure.line.indicator.comparison is not Comparison.EQUALS:
            return self.figure.comparison
        found = self.figure.percent_of_previous
        return "—" if found is None else f"{number_format(found, 1)}\N{NO-BREAK SPACE}%"


@dataclass(frozen=True, slots=True)
class Section:
    """An indicator with its figures and their ``total``; ``longest`` is the count to which its bars compare."""

    label: Any
    counts: str
    source: str
    lines: list[Shown]
    total: int | None
    longest: int
    changes: list[str]


@require_safe
def figures(request: Request) -> HttpResponseBase:
    """A unit's figures of a year beside the year before, as a page or a file."""
    form, asked = chosen(request, YearForm, year=timezone.localdate().year)
    unit, year = asked["unit"], asked["year"]
    kind = request.GET.get("as", "")
    found = [(one, figures_of(one, unit, year, fingerprints=kind in EXPORTS)) for one in indicators]
    if kind in EXPORTS:
        sheet = _sheet([figure for _one, figures in found for figure in figures], year)
        return EXPORTS[kind].answer(request, sheet, dated(f"{sheet.title} {year} - {unit}"))
    context = {
        "form": form,
        "unit": unit,
        "year": year,
        "previous_year": year - 1,
        "here": f"?unit={quote(unit.code)}&year={year}",
        "before": year - 1 if year > EARLIEST else None,
        "after": year + 1 if year < timezone.localdate().year else None,
        "sections": [_section(one, figures, unit, year) for one, figures in found],
        "published": standing(request, unit, year),
    }
    return TemplateResponse(request, "statistics/figures.html", context)


@require_safe
def rows(request: Request, code: str, unit: int, period: str) -> HttpResponseBase:
    """The very rows that a figure counts, as far as the reader may open them."""
    owner = get_object_or_404(Unit, pk=unit)  # sees: judged below
    if not may_see(request.actor, owner):
        raise Http404
    try:
        asked = period_asked(period, owner)
        line = line_of(code, owner, asked)
    except (KeyError, ValueError, Refused) as error:
        raise Http404 from error
    title = _("%(figure)s, %(year)s") % {"figure": line.label, "year": asked}
    today = timezone.localdate()
    counted = how_many(line.value_of(line.rows()), line.count_for(request.actor, today))
    lead = f"{_told(line.indicator, owner, asked)} {counted}"
    here = f"{reverse('statistics.figures')}?unit={quote(owner.code)}&year={asked.year}"
    return rows_page(request, line, today, title=title, lead=lead, back=(here, _("Back to the figures")))


def how_many(value: int, seen: int) -> str:
    """The figure, and how many of its rows the reader may open when these are fewer."""
    if seen == value:
        return _("The figure is %(value)s.") % {"value": value}
    return _("The figure is %(value)s, of which you may open %(seen)s.") % {"value": value, "seen": seen}


def _told(indicator: Indicator, unit: Unit, period: int | Period) -> str:
    """What is counted."""
    return str(indicator.counts) % {"unit": unit, "period": period}


def _section(indicator: Indicator, found: Sequence[Figure], unit: Unit, year: int) -> Section:
    """The figures of an indicator with bars that compare with the longest."""
    return Section(
        indicator.label,
        _told(indicator, unit, year),
        indicator.source(year_days(year)[1]),
        [_shown(figure) for figure in found],
        total=sum(values) if (values := [one.value for one in found if one.value is not None]) else None,
        longest=max((value for one in found for value in (one.value, one.previous) if value is not None), default=0),
        changes=told_changes(indicator, year_of(year).before),
    )


def told_changes(indicator: Indicator, first: Period) -> list[str]:
    """What changed of an indicator's question since a period began, a sentence each."""
    told = _("Since %(day)s: %(change)s Here everything is counted by this version (%(version)s).")
    return [
        told % {"day": written_day(one.since), "change": one.what, "version": one.version}
        for one in indicator.changed_since(first)
    ]


def _shown(figure: Figure) -> Shown:
    """A figure with its addresses and bars."""
    now, before = figure.line, figure.before
    return Shown(
        figure,
        None if figure.value is None else Piece("accent", now.year, figure.value, address(now)),
        None if (then := figure.previous) is None else Piece("neutral", before.year, then, address(before), light=True),
    )


def _sheet(found: Sequence[Figure], year: int) -> Sheet:
    """The figures for a file, with the fingerprints that tie them to their rows."""
    head = [
        _("Code"),
        _("Figure"),
        str(year),
        str(year - 1),
        _("Compared with the year before, in percent"),
        _("Share of its whole, in percent"),
        _("Rows"),
        _("Fingerprint"),
        _("Counted in"),
        _("Version"),
        _("Reporting period"),
    ]
    rows = [list(figure.as_facts().values()) for figure in found]
    return Sheet(_("Figures"), head, rows, (40, 40, *(16 for _name in head[2:])))
