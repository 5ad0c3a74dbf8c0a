"""Many periods counted in as few readings of the rows as lines and rules allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q

from baro.kernel.reporting import Period, PeriodKind
from baro.org.figures.lines import Line
from baro.statistics.queries import lines_before

if TYPE_CHECKING:
    from baro.statistics.exploring import Asked, Groups


@dataclass(frozen=True, slots=True)
class Reading:
    """Periods of which the rows are asked by the same line and rules, so that one reading of the rows counts all."""

    periods: tuple[Period, ...]

    def told(self, groups: Groups) -> Iterator[tuple[Period, Any, int]]:
        """For each period and value how many there are: one statement."""
        asked, last = groups.asked, self.periods[-1]
        line, of = asked.line(last), groups.expression(last)
        if line is None:
            return
        span = Period(PeriodKind.DAYS, min(one.first for one in self.periods), max(one.last for one in self.periods))
        rows = asked.rows_by(line, span if len(self.periods) > 1 else last)
        told = rows.annotate(of=F(of) if isinstance(of, str) else of).values("of")
        counted = told.annotate(**{f"n{at}": self._count(asked, line, one) for at, one in enumerate(self.periods)})
        for row in counted:
            yield from ((one, row["of"], n) for at, one in enumerate(self.periods) if (n := int(row[f"n{at}"] or 0)))

    def _count(self, asked: Asked, line: Line, period: Period) -> Any:
        within = Q(**{f"{asked.indicator.day}__range": period.days}) if len(self.periods) > 1 else Q()
        return replace(line, where=within).count


def readings(asked: Asked, periods: Sequence[Period]) -> list[Reading]:
    """The periods in as few readings as they can be counted in: one, as long as neither lines nor rules change."""
    if not asked.indicator.day:
        return [Reading((period,)) for period in periods]
    found: list[tuple[Any, list[Period]]] = []
    for period in periods:
        lines = [(line.code, line.where, line.measure) for line in lines_before(asked.indicator, period.last)]
        ruled = (lines, asked.indicator.steady(period.last))
        same = next((some for other, some in found if other == ruled), None)
        if same is None:
            found.append((ruled, [period]))
        else:
            same.append(period)
    return [Reading(tuple(some)) for _ruled, some in found]
