"""A figure over periods and groups: counted in as few readings as can be, by the conditions that find the rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baro.kernel.counted import Counted
from baro.kernel.errors import Refused
from baro.kernel.reporting import Period
from baro.org.actors import Actor
from baro.org.figures.indicators import Dimension, Indicator, indicators
from baro.org.figures.lines import Line
from baro.org.models import Unit
from baro.statistics.groupings import NONE
from baro.statistics.organisation import Organisation
from baro.statistics.queries import lines_before
from baro.statistics.readings import readings
from baro.statistics.units import ByUnit, lives_within
from baro.trail.alphabet import alphabetical

LINE, UNIT, BELOW = "line", "unit", "below"
ALL = "all"


def whole_of(indicator: Indicator, on: date) -> Line | None:
    """All lines of an indicator together; None where they do not count the same things, each row once."""
    lines = lines_before(indicator, on)
    if len(lines) == 1 or any(line.measure or line.of or line.adds or line.noun for line in lines):
        return None
    return Line(indicator.code, indicator.label, reduce(or_, (line.where for line in lines), Q(pk__in=[])))


def line_in(indicator: Indicator, code: str, on: date) -> Line | None:
    """The line of a code as it is on a day: one of those of the indicator, or all of them; None when there is none."""
    if found := next((line for line in lines_before(indicator, on) if line.code == code), None):
        return found
    return whole_of(indicator, on) if code == indicator.code else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is explored: a line (or all of them) of an indicator, of a unit or a whole branch, told apart in a way.

    ``by`` is empty, or the lines, the units, the units just below, or one of the indicator's own dimensions.
    """

    indicator: Indicator
    code: str
    unit: Unit
    by: str = ""
    wide: bool = False
    organisation: Organisation = field(default_factory=Organisation)

    @property
    def below(self) -> bool:
        """Whether the rows of everything below the unit are counted."""
        return self.indicator.branch is None or self.wide or self.by in (UNIT, BELOW)

    @property
    def dimension(self) -> Dimension | None:
        """The indicator's own dimension that is asked for."""
        return next((one for one in self.indicator.dimensions if one.code == self.by), None)

    def label(self, on: date) -> str:
        """What the line is called."""
        line = line_in(self.indicator, self.code, on)
        return str(line.label if line else self.indicator.label)

    @property
    def asked(self) -> dict[str, str]:
        """What the address of its rows says of it."""
        said = {"by": self.by} if self.by else {}
        if self.wide and self.indicator.branch and self.by not in (UNIT, BELOW):
            said["wide"] = "on"
        return said | (self.organisation.asked if self.by in (UNIT, BELOW) else {})

    def counts(self, period: Any) -> str:
        """What is counted in a period, in a sentence."""
        below = self.below and self.indicator.branch is not None
        sentence = self.indicator.counts_below if below else self.indicator.counts
        return str(sentence) % {"unit": self.unit, "period": period}

    @property
    def head(self) -> Any:
        """What the groups are called together."""
        return dict(ways(self.indicator, self.code, date.max)).get(self.by, "")

    def is_known(self, period: Period) -> bool:
        """Whether the figure can be told apart in this way."""
        return not self.by or self.by in dict(ways(self.indicator, self.code, period.last))

    def line(self, period: Period) -> Line | None:
        """The line as it is in a period."""
        return line_in(self.indicator, self.code, period.last)

    def rows(self, period: Period) -> QuerySet[Any]:
        """The rows of a period, of every group."""
        return self.rows_by(self.line(period), period)

    def rows_by(self, line: Line | None, period: Period) -> QuerySet[Any]:
        """The rows of a line in a period; none without a line."""
        question = self.indicator.question
        if self.below and self.indicator.branch is not None:
            question = self.indicator.branch
        rows = question(self.unit, *period.days).order_by()
        return rows.filter(line.where) if line else rows.none()


def ways(indicator: Indicator, code: str, on: date) -> list[tuple[str, Any]]:
    """The ways in which a line of an indicator can be told apart, and how they are called."""
    found: list[tuple[str, Any]] = []
    if code == indicator.code and len(lines_before(indicator, on)) > 1:
        found.append((LINE, _("line of the report")))
    if indicator.owned:
        found += [(BELOW, _("unit just below")), (UNIT, _("each unit"))]
    return found + [(one.code, one.head) for one in indicator.dimensions]


class Groups:
    """How the rows of what is asked are told apart."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.units: ByUnit | None = None
        self.values: dict[str, Any] = {}
        self.codes: dict[str, str] = {}
        if asked.by in (UNIT, BELOW) and asked.indicator.owned:
            below = asked.by == BELOW
            self.units = ByUnit(asked.indicator.owned, asked.unit, asked.organisation, below=below)

    def expression(self, period: Period) -> Any:
        """What tells the rows of a period apart, for the database."""
        if self.units:
            return self.units.expression
        if dimension := self.asked.dimension:
            return dimension.column
        if self.asked.by == LINE:
            lines = lines_before(self.asked.indicator, period.last)
            whens = (When(line.where, then=Value(line.code)) for line in lines)
            return Case(*whens, output_field=CharField())
        return Value(ALL)

    def key_of(self, value: Any, period: Period) -> str:
        """The key of the group to which a value belongs."""
        if self.units:
            return self.units.key_of(value, period.last)
        key = NONE if value is None or value == "" else str(value)
        self.values[key] = value
        return key

    def among(self, rows: QuerySet[Any], key: str, period: Period) -> QuerySet[Any]:
        """Those of the rows of a period that belong to a group.

        Raises ValueError for a key that is none.
        """
        of = self.expression(period)
        told = rows.alias(of=F(of) if isinstance(of, str) else of)
        if self.units:
            return told.filter(self.units.where(key, period.last))
        if key != NONE:
            return told.filter(of=key)
        words = isinstance(told.query.annotations["of"].output_field, CharField)
        return told.filter(Q(of=None) | Q(of="") if words else Q(of=None))

    def names(self, keys: Iterable[str], on: date) -> dict[str, str]:
        """What the groups of some keys are called: at most one query."""
        wanted = [key for key in keys if key != NONE]
        found: Mapping[Any, Any] = {}
        if self.units:
            units = Unit.objects.in_bulk([int(key) for key in wanted])  # names are no secret to who sees the counts
            self.codes = {str(pk): unit.code for pk, unit in units.items() if unit.closed_on is None}
            found = {str(pk): unit.name for pk, unit in units.items()}
        elif self.asked.by == LINE:
            found = {line.code: line.label for line in lines_before(self.asked.indicator, on)}
        elif dimension := self.asked.dimension:
            values = [self.values.get(key, key) for key in wanted]
            found = {str(value): name for value, name in dimension.names(values).items()}
        else:
            found = dict.fromkeys(wanted, self.asked.label(on))
        return {key: str(found.get(key, key)) for key in wanted} | {NONE: pgettext("group", "Not stated")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Counted):
    """A number of an exploration: a line in a period, of one group or of all."""

    explored: Asked
    period: Period
    key: str = ""

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The page of the rows."""
        return "statistics.points", (self.code, self.explored.unit.pk, self.period.code)

    def rows(self) -> QuerySet[Any]:
        """The very rows that the number counts, whoever asks.

        Raises ValueError for a key that is none.
        """
        rows = self.explored.rows(self.period)
        return Groups(self.explored).among(rows, self.key, self.period) if self.key else rows

    def rows_for(self, actor: Actor, _day: date) -> QuerySet[Any]:
        """Those of the rows that the actor may see."""
        seen: QuerySet[Any] = self.rows().visible_to(actor)  # type: ignore[attr-defined]
        return seen

    def value_of(self, rows: QuerySet[Any]) -> int:
        """What some of the rows come to."""
        line = self.explored.line(self.period)
        return int(rows.order_by().aggregate(value=line.count)["value"]) if line else 0

    def count_for(self, actor: Actor, day: date) -> int:
        """What the rows that the actor may see come to."""
        return self.value_of(self.rows_for(actor, day))


@dataclass(frozen=True, slots=True)
class Row:
    """One group: its values in each of the columns and a year before each; ``code`` is that of an open unit.

    ``restated`` when it adds up what other units had; ``since`` and ``until`` when the unit existed only for a part of
    the columns' time.
    """

    key: str
    name: str
    values: tuple[int, ...]
    before: tuple[int, ...]
    code: str = ""
    restated: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Exploration:
    """What was found: its columns, its rows, and what the rows sum to.

    ``silent`` are the codes of periods, of columns or of a year before, of which there are no records.
    """

    asked: Asked
    columns: tuple[Period, ...]
    rows: tuple[Row, ...]
    added_up: bool
    silent: Set[str] = frozenset()

    @property
    def labels(self) -> list[str]:
        """What the columns are called beside each other."""
        one_year = len(self.columns) > 1 and len({column.year for column in self.columns}) == 1
        return [column.within_year if one_year else column.short for column in self.columns]

    @property
    def time(self) -> str:
        """The time of all columns together."""
        first, last = self.columns[0], self.columns[-1]
        if first == last:
            return str(first)
        return _("%(first)s to %(last)s") % {"first": first, "last": last}

    @property
    def values(self) -> tuple[int, ...]:
        """The sums of the columns."""
        return tuple(sum(row.values[at] for row in self.rows) for at in range(len(self.columns)))

    @property
    def before(self) -> tuple[int, ...]:
        """The sums of the columns a year before."""
        return tuple(sum(row.before[at] for row in self.rows) for at in range(len(self.columns)))

    @property
    def total(self) -> Row:
        """What all rows sum to."""
        return Row("", _("Together"), self.values, self.before)

    def name_of(self, key: str) -> str:
        """What a group is called; empty for all of them."""
        if not key:
            return ""
        return Groups(self.asked).names([key], self.columns[-1].last)[key]

    def compared(self, values: Sequence[int], before: Sequence[int]) -> tuple[int, int]:
        """What of a row is compared with the year before: the sum where columns add up, else the last column."""
        if not self.columns:
            return 0, 0
        return (sum(values), sum(before)) if self.added_up else (values[-1], before[-1])

    def point(self, period: Period, key: str = "") -> Point:
        """The number of a group in a period; without a key that of all groups."""
        alone = {"wide": "on"} if self.asked.below and self.asked.indicator.branch else {}
        asked = {**self.asked.asked, "key": key} if key else alone
        return Point(
            code=self.asked.code,
            label=self.asked.label(period.last),
            list_code=self.asked.indicator.list_code,
            asked=asked,
            explored=self.asked,
            period=period,
            key=key,
        )


def explore(asked: Asked, columns: Sequence[Period], *, added_up: bool = False) -> Exploration:
    """The figure in each of the periods and a year before each, told apart as asked.

    One statement counts where the indicator says by which day its rows belong to a period and the rules stay, else one
    for each period; few more name the groups and find where units stand. ``added_up`` says that the columns are parts
    of one time.
    """
    periods = list({one.code: one for column in columns for one in (column, column.before)}.values())
    groups = Groups(asked)
    counts, parts = _counted(groups, periods)
    last = columns[-1].last if columns else date.max
    names = groups.names(counts, last)
    lives = _lives(groups, counts, columns)
    rows = [
        Row(
            key,
            names[key],
            tuple(counts[key][column.code] for column in columns),
            tuple(counts[key][column.before.code] for column in columns),
            groups.codes.get(key, ""),
            groups.units is not None and groups.units.is_restated(parts[key]),
            *lives.get(key, (None, None)),
        )
        for key in counts
    ]
    return Exploration(asked, tuple(columns), tuple(_in_order(rows, asked, last)), added_up, _silent(asked, periods))


def _silent(asked: Asked, periods: Sequence[Period]) -> set[str]:
    """The codes of the periods of which the unit has no records; a branch has those that any unit of it has."""
    if asked.below and asked.indicator.branch is not None:
        return set()
    told = asked.indicator.gathered(asked.unit, [one.days for one in periods])
    return {one.code for one in periods if one.days not in told}


def _in_order(rows: list[Row], asked: Asked, on: date) -> list[Row]:
    """Lines in the order of the report, others with the largest first; groups of nought are left out."""
    some = [row for row in rows if any(row.values) or any(row.before) or not asked.by]
    if asked.by == LINE:
        place = {line.code: at for at, line in enumerate(lines_before(asked.indicator, on))}
        return sorted(some, key=lambda row: place.get(row.key, len(place)))
    return sorted(some, key=lambda row: (-row.values[-1], -sum(row.values), alphabetical(row.name), row.key))


def _counted(groups: Groups, periods: Sequence[Period]) -> tuple[dict[str, Counter[str]], dict[str, set[Any]]]:
    """For each group how many there are in each period, and the values that it adds up."""
    found = [told for some in readings(groups.asked, periods) for told in some.told(groups)]
    if groups.units:
        groups.units.prepare({value for _period, value, _total in found})
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    parts: dict[str, set[Any]] = defaultdict(set)
    if not groups.asked.by:
        counts[ALL] = Counter()
    for period, value, total in found:
        key = groups.key_of(value, period)
        counts[key][period.code] += total
        parts[key].add(value)
    return counts, parts


def _lives(
    groups: Groups, keys: Iterable[str], columns: Sequence[Period]
) -> dict[str, tuple[date | None, date | None]]:
    """Of which groups the unit existed for a part of the time only."""
    if not groups.units or not columns:
        return {}
    found = lives_within([int(key) for key in keys if key != NONE], columns[0].first, columns[-1].last)
    return {str(pk): days for pk, days in found.items()}


def codes_of(one: Indicator) -> set[str]:
    """The codes of its lines today; none where the rulebook does not speak of today."""
    try:
        return {line.code for line in one.lines(timezone.localdate())}
    except Refused:
        return set()


def indicator_of(code: str) -> Indicator | None:
    """The indicator to which the code of a line, or its own, belongs; None when there is none."""
    return next((one for one in indicators if code == one.code or code in codes_of(one)), None)
