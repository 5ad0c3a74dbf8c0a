"""Doubts about the returns of a year: late, fallen without a note, at odds with another form or the unit's own past."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel import rulebook
from baro.kernel.counted import Counted
from baro.kernel.periods import year_days
from baro.org.actors import Actor
from baro.org.figures.branches import Branch
from baro.org.figures.lines import Line
from baro.returns.models import LATE, Cell, Return, ReturnQuerySet
from baro.returns.rulebook import ReturnForms
from baro.statistics.rulebook import Quality

LATE_ONES, FALLEN, AT_ODDS, UNUSUAL = "late", "fallen", "at_odds", "unusual"
REMEDIES = {
    LATE_ONES: _("Ask the unit for it; agree with it on a day when it is often late."),
    FALLEN: _("Return it for a note that says why, or for a correction."),
    AT_ODDS: _("Ask the unit which of its two forms is right, and let it correct the other one."),
    UNUSUAL: _("Ask the unit whether the figure is meant; a figure that is right stays as it is."),
}


def lines(year: int, today: date) -> Sequence[Line]:
    """How many returns of a year there are, and how many are doubted for which reason; one may be for several."""
    first, last = year_days(year)
    cells = Cell.objects.filter(counts=True, last__range=(first, last)).order_by()  # sees: narrowed by their returns
    quality = rulebook.closest(Quality, on=last).body
    missing = Q(handed_up_on=None, due_on__lt=today)
    return (
        Line("all", pgettext_lazy("returns", "All"), Q(pk__isnull=False)),
        Line(LATE_ONES, pgettext_lazy("returns", "Late"), LATE | missing, tone="warn"),
        Line(FALLEN, _("Fallen without a note"), _of(fallen(cells, _cumulative(last))), tone="bad"),
        Line(AT_ODDS, _("At odds with another form"), _of(at_odds(cells, quality)), tone="bad"),
        Line(UNUSUAL, _("Unlike the year before"), _of(unusual(cells, quality, year)), tone="info"),
    )


def fallen(cells: QuerySet[Cell], forms: Iterable[str]) -> QuerySet[Cell]:
    """The cells of cumulative forms that are less than one of the same year said before, where no note tells why."""
    more = Cell.objects.filter(  # sees: of the same unit
        counts=True,
        unit=OuterRef("unit"),
        form=OuterRef("form"),
        code=OuterRef("code"),
        first=OuterRef("first"),
        last__lt=OuterRef("last"),
        value__gt=OuterRef("value"),
    )
    return cells.filter(Exists(more.order_by()), form__in=list(forms), version__note="")


def at_odds(cells: QuerySet[Cell], quality: Quality) -> QuerySet[Cell]:
    """The cells that are more than that of another form of which they are a part, for the same unit and period."""
    named = [When(code=pair.part, then=Value(pair.whole)) for pair in quality.pairs]
    cells = cells.filter(code__in=[pair.part for pair in quality.pairs], value__gt=0)
    whole = Cell.objects.filter(  # sees: of the same unit
        counts=True,
        unit=OuterRef("unit"),
        code=OuterRef("whole"),
        first=OuterRef("first"),
        last=OuterRef("last"),
        value__lt=OuterRef("value"),
    )
    return cells.alias(whole=Case(*named)).filter(Exists(whole.order_by())) if named else cells.none()


def unusual(cells: QuerySet[Cell], quality: Quality, year: int) -> QuerySet[Cell]:
    """The watched cells that are many times what the unit said for the same period of the year before, or a fraction.

    Of a unit that said nothing then there is nothing to compare.
    """
    then = [When(last=last, then=Value(_year_before(last))) for last in _ends(year)]
    before = Cell.objects.filter(  # sees: of the same unit
        counts=True,
        unit=OuterRef("unit"),
        code=OuterRef("code"),
        last=OuterRef("then"),
    )
    value = Subquery(before.order_by("-first").values("value")[:1])
    cells = cells.filter(code__in=quality.watched).alias(then=Case(*then, output_field=DateField()))
    large = Q(value__gte=quality.least) | Q(before__gte=quality.least)
    apart = Q(value__gt=F("before") * quality.times) | Q(before__gt=F("value") * quality.times)
    return cells.alias(before=value).filter(large, apart)


def _ends(year: int) -> list[date]:
    """The last days of the periods that end in a year: those of months, which are few."""
    ends = (date(year, month, 1) for month in range(2, 13))
    return [*(day - timedelta(days=1) for day in ends), date(year, 12, 31)]


def _year_before(day: date) -> date:
    """The end of the same period of the year before, also when it ends with February."""
    return (day + timedelta(days=1)).replace(year=(day + timedelta(days=1)).year - 1) - timedelta(days=1)


def _cumulative(on: date) -> list[str]:
    return [form.id for form in rulebook.closest(ReturnForms, on=on).body.forms if form.cumulative]


def _of(cells: QuerySet[Cell]) -> Q:
    """The condition for the returns to which some cells belong."""
    return Q(pk__in=cells.values("version__of"))


def returns_of(actor: Actor, year: int) -> ReturnQuerySet:
    """The returns for periods that end in a year, as far as the actor sees them."""
    found: ReturnQuerySet = Return.objects.visible_to(actor).filter(last__range=year_days(year)).order_by()
    return found


def latest_year(actor: Actor, today: date) -> int:
    """The year of the newest period that is over and of which the actor sees a return; this year when there is none."""
    over = Return.objects.visible_to(actor).filter(last__lte=today).order_by("-last").values_list("last", flat=True)
    newest: date | None = over.first()
    return (newest or today).year


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtNumber(Counted):
    """How many returns of a branch and a year are doubted for one reason."""

    line: Line
    year: int
    branch: Branch

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The page of these returns."""
        return "statistics.doubts", (self.branch.key, self.branch.span, self.year, self.code)

    def rows_for(self, actor: Actor, _day: date) -> ReturnQuerySet:
        """The returns that the actor may see."""
        found: ReturnQuerySet = returns_of(actor, self.year).filter(self.branch.where, self.line.where)
        return found


def doubt(line: Line, year: int, branch: Branch) -> DoubtNumber:
    """The number of a line in a branch."""
    return DoubtNumber(
        code=line.code, label=line.label, list_code="returns.returns", line=line, year=year, branch=branch
    )
