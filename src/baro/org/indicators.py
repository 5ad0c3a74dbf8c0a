"""Indicators about the organisation: what became less in a year, counted from units that ended and from quotas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from baro.kernel import rulebook
from baro.kernel.periods import ONE_DAY
from baro.kernel.rulebook import NoRuleInForce, Rule
from baro.org.figures.indicators import indicator
from baro.org.figures.lines import Line
from baro.org.models import PlannedUnit, Quota, Unit, UnitFacts
from baro.org.rulebook import FewerPosts, FewerUnits, Reductions

REDUCTIONS = "org.reductions"
LESS = "less"  # what a row takes from the number of the year before, or adds to it when negative


def _rule(on: date) -> Rule[Reductions] | None:
    """The rule of the lines in force on a day; None before the first."""
    try:
        return rulebook.in_force(Reductions, on=on)
    except NoRuleInForce:
        return None


def _lines(told: Iterable[FewerUnits | FewerPosts]) -> Sequence[Line]:
    """The lines, each the sum of what its rows take away."""
    return [Line(f"{REDUCTIONS}.{one.id}", one.names, Q(kind__in=one.kinds), measure=LESS) for one in told]


def lines_of_units(on: date) -> Sequence[Line]:
    """The lines in which fewer units are reported, by the rule in force on a day; none before the first rule."""
    rule = _rule(on)
    return _lines(rule.body.units) if rule else []


def lines_of_posts(on: date) -> Sequence[Line]:
    """The lines in which fewer posts are reported, by the rule in force on a day; none before the first rule."""
    rule = _rule(on)
    return _lines(rule.body.posts) if rule else []


def source_of_the_lines(on: date) -> str:
    """Where it is written which lines there are; nothing before the first rule."""
    rule = _rule(on)
    return str(rule.source) if rule else ""


def _below(unit: Unit) -> Q:
    """The condition for facts that say a unit is this one or stood below it at their time."""
    return Q(path__startswith=f"{unit.pk}/") | Q(path__contains=f"/{unit.pk}/")


def _one_for(counts: Exists | Q) -> Case:
    return Case(When(counts, then=Value(1)), default=Value(0), output_field=IntegerField())


@indicator(
    f"{REDUCTIONS}.units",
    _("Fewer units"),
    counts=_("Units below %(unit)s that reorganisations closed in %(period)s, less those that they founded."),
    list_code="org.units",
    version=1,
    lines=lines_of_units,
    source=source_of_the_lines,
    noun="unit",
)
def units_reorganised(unit: Unit, first: date, last: date) -> QuerySet[Unit]:
    """Closed or founded by reorganisations in the period where they stood below the unit then.

    ``less`` is 1 for a unit that closed and -1 for one that was founded; one of which both is true changed nothing.
    What was entered when the organisation began with Baro was not founded in that year and is not counted.
    """
    facts = UnitFacts.objects.current().filter(_below(unit), unit=OuterRef("pk")).order_by()
    planned = PlannedUnit.objects.filter(
        unit=OuterRef("pk"), reorganisation__effective_on__range=(first, last)
    ).order_by()
    closed = Q(closed_on__range=(first, last)) & Q(Exists(facts.filter(period__endswith=OuterRef("closed_on"))))
    founded = Exists(planned) & Exists(facts.filter(period__startswith__range=(first, last)))
    found: QuerySet[Unit] = Unit.objects.annotate(less=_one_for(closed) - _one_for(founded)).exclude(less=0)
    return found


@indicator(
    f"{REDUCTIONS}.posts",
    _("Fewer posts"),
    counts=_(
        "By how much the quotas of the units below %(unit)s were less at the end of %(period)s than a year before."
    ),
    list_code="org.quotas",
    version=1,
    lines=lines_of_posts,
    source=source_of_the_lines,
    noun="post",
)
def quotas_changed(unit: Unit, first: date, last: date) -> QuerySet[Quota]:
    """The quotas that held below the unit on the day before the period or on its last day, and not on both.

    ``less`` is the number of one that held before, and minus the number of one that holds at the end, whichever units
    have them: so what successors took over is counted against what the closed ones had.
    """
    days = (first - ONE_DAY, last)
    before, after = (Q(period__contains=day) & Q(Exists(_stood_below(unit, day))) for day in days)
    less = (_one_for(before) - _one_for(after)) * F("number")
    found: QuerySet[Quota] = Quota.objects.current().annotate(less=less).exclude(less=0)
    return found


def _stood_below(unit: Unit, day: date) -> QuerySet[UnitFacts]:
    """What is believed of the unit of a quota on a day on which it stood below the unit."""
    return UnitFacts.objects.on(day).filter(_below(unit), unit=OuterRef("unit")).order_by()
