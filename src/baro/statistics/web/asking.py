"""What the page of exploring asks for: a figure, of whom, in which period, over which time, told apart how."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baro.kernel.errors import Refused
from baro.kernel.reporting import Period, PeriodKind, period_of, same_as
from baro.org.figures.indicators import indicators
from baro.org.models import Unit
from baro.statistics.exploring import Asked, indicator_of, line_in, ways, whole_of
from baro.statistics.queries import lines_before
from baro.statistics.terms import period_asked, terms_of
from baro.statistics.web.forms import OrganisationForm, YearForm, organisation_in
from baro.ui.charts import Kind

YEARS = 10
MONTHLY, QUARTERLY, YEARLY = "months", "quarters", "years"
OVER = {
    "": gettext_lazy("This period alone"),
    MONTHLY: gettext_lazy("Month by month"),
    QUARTERLY: gettext_lazy("Quarter by quarter"),
    YEARLY: gettext_lazy("The same period of ten years"),
}
KINDS = {
    Kind.LINES: gettext_lazy("Lines"),
    Kind.BARS: gettext_lazy("Bars"),
    Kind.STACKED: gettext_lazy("Stacked columns"),
    Kind.MULTIPLES: gettext_lazy("Small charts side by side"),
    Kind.GRID: gettext_lazy("Grid of units"),
}
PARTS = ("", "H1", "9M", "Q1", "Q2", "Q3", "Q4", *(f"{month:02}" for month in range(1, 13)))
WHOLE_YEAR = "year"


class ExploreForm(YearForm, OrganisationForm):
    """Everything that an exploration can be asked."""

    figure = forms.ChoiceField(label=gettext_lazy("Figure"))
    period = forms.ChoiceField(label=gettext_lazy("Reporting period"))
    over = forms.ChoiceField(label=gettext_lazy("Over time"), choices=list(OVER.items()))
    by = forms.ChoiceField(label=gettext_lazy("Break down by"))
    wide = forms.BooleanField(label=gettext_lazy("With everything below the unit"))
    cumulative = forms.BooleanField(label=gettext_lazy("Add up from the beginning of the year"))
    chart = forms.ChoiceField(label=gettext_lazy("Chart"))
    in_sight = ("unit", "figure", "period", "year", "over", "by")

    def __init__(self, query: Any = None, *, actor: Any = None) -> None:
        super().__init__(query, actor=actor)
        self._choose("figure", list(_figures()))
        self._choose("chart", [("", _("What fits")), *((kind.value, words) for kind, words in KINDS.items())])
        self._choose("by", [("", _("Nothing")), *_every_way()])
        asked = str(self.data.get("period") or "")
        free = [(asked, str(period_of(asked)))] if _is_days(asked) else []
        self._choose("period", [*_parts(), *free])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def filled(self, shown: dict[str, Any]) -> ExploreForm:
        """The form with what the page shows: the ways that the figure knows, and the terms of the unit."""
        super().filled(shown)
        if one := indicator_of(shown["figure"]):
            self._choose("by", [("", _("Nothing")), *ways(one, shown["figure"], timezone.localdate())])
        terms = [(term.code, str(term)) for term in terms_of(shown["unit"])]
        chosen = shown.get("period", "")
        free = [(chosen, str(period_of(chosen)))] if _is_days(chosen) and chosen not in dict(terms) else []
        self._choose("period", [*_parts(), *terms, *free])
        return self

    @property
    def behind(self) -> list[forms.BoundField]:
        """The fields that are asked less often."""
        return [self[name] for name in ("organisation", "day", "chart", "wide", "cumulative")]

    @property
    def asks_behind(self) -> bool:
        """Whether any of these asks for something."""
        return any(self.initial.get(name) or bound.errors for bound in self.behind for name in (bound.name,))


def _is_days(code: str) -> bool:
    """Whether a code stands for free days, or a term."""
    try:
        return period_of(code).kind is PeriodKind.DAYS
    except ValueError:
        return False


def _figures() -> Iterator[tuple[Any, list[tuple[str, Any]]]]:
    """The lines of each indicator under its name, all of them together first where that makes sense."""
    today = timezone.localdate()
    for one in indicators:
        whole = whole_of(one, today)
        lines = [(line.code, line.label) for line in lines_before(one, today)]
        yield one.label, [(whole.code, _("%(figure)s: all") % {"figure": one.label}), *lines] if whole else lines


def _every_way() -> list[tuple[str, Any]]:
    today = timezone.localdate()
    return list(dict(way for one in indicators for way in ways(one, one.code, today)).items())


def _parts() -> Iterator[tuple[str, Any]]:
    """The whole year and its parts."""
    yield WHOLE_YEAR, _("Whole year")
    yield "H1", _("First six months")
    yield "9M", _("First nine months")
    for number in range(1, 5):
        yield f"Q{number}", _("Quarter %(number)s") % {"number": number}
    for month, name in MONTHS.items():
        yield f"{month:02}", name


def first_figure() -> str:
    """The figure with which the page opens: all of the first indicator that can be told together, else a first line."""
    today = timezone.localdate()
    told_together = next((one for one in indicators if whole_of(one, today)), None)
    return told_together.code if told_together else lines_before(next(iter(indicators)), today)[0].code


def period_in(asked: dict[str, Any]) -> Period:
    """The period that is asked for.

    Raises Refused for one of which there can be no figures.
    """
    part, year, unit = asked.get("period") or WHOLE_YEAR, asked["year"], asked["unit"]
    try:
        if ".." in part:
            return period_asked(part, unit)
        return period_of(f"{year:04}" if part == WHOLE_YEAR else f"{year:04}-{part}")
    except ValueError:
        raise Refused(_("“%(period)s” is not a period; choose one from the list.") % {"period": part}) from None


def columns_in(asked: dict[str, Any], period: Period) -> list[Period]:
    """The periods that stand side by side; months and quarters that have not begun are left out."""
    over, today = asked.get("over"), timezone.localdate()
    if over == YEARLY:
        return _of_ten_years(period, asked["unit"])
    if over not in (MONTHLY, QUARTERLY) or period.kind in (PeriodKind.TERM, PeriodKind.DAYS):
        return [period]
    kind = PeriodKind.MONTH if over == MONTHLY else PeriodKind.QUARTER
    within = [one for one in period.parts(kind) if period.first <= one.first and one.last <= period.last]
    begun = [one for one in within if one.first <= today] or within[:1] or [period]
    return [one.cumulative for one in begun] if asked.get("cumulative") else begun


def _of_ten_years(period: Period, unit: Unit) -> list[Period]:
    """The same period of ten years up to its own; of a term, all terms until it."""
    if period.kind is PeriodKind.TERM:
        return [term for term in terms_of(unit) if term.last <= period.last][-YEARS:]
    if period.kind is PeriodKind.DAYS:
        return [period]
    return [same_as(period, year) for year in range(period.year - YEARS + 1, period.year + 1)]


def asked_in(asked: dict[str, Any], period: Period) -> Asked:
    """What is explored.

    Raises Refused for a figure that there is not in the period, and for one of which the period makes no sense.
    """
    code = asked["figure"]
    one = indicator_of(code)
    if one is None or line_in(one, code, period.last) is None:
        sentence = _("The rulebook does not say how this figure is counted in %(period)s; choose a later period.")
        raise Refused(sentence % {"period": period})
    if period.kind not in one.periods:
        sentence = _("“%(figure)s” is not counted for %(period)s; choose another period.")
        raise Refused(sentence % {"figure": one.label, "period": period})
    by = asked.get("by") or ""
    known = {way for way, _words in ways(one, code, period.last)}
    wide = bool(asked.get("wide"))
    return Asked(one, code, asked["unit"], by if by in known else "", wide, organisation_in(asked))
