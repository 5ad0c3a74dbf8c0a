"""Cells that records can fill in: the figure of an indicator for the unit and the period, and the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from baro.kernel.counted import Counted
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.figures.indicators import Indicator, indicators
from baro.org.figures.lines import Line
from baro.returns.models import Return
from baro.returns.rulebook import Form


def line_in(code: str, on: date) -> tuple[Indicator, Line] | None:
    """The indicator and the line of a code as they are on a day; None when nobody declares it."""
    for one in indicators:
        if code == one.code or code.startswith(f"{one.code}."):
            try:
                lines = one.lines(on)
            except Refused:  # the rulebook does not reach back so far
                return None
            return next(((one, line) for line in lines if line.code == code), None)
    return None


def sources_of(form: Form) -> dict[str, str]:
    """The code of the figure that fills in a cell, by cell."""
    return {form.code(row, column): code for row in form.rows for column, code in row.figures.items()}


def figures_for(one: Return, form: Form) -> dict[str, int]:
    """What the records say for each cell that an indicator can fill in: one query for each indicator."""
    asked: dict[str, tuple[Indicator, dict[str, Line]]] = {}
    for cell, code in sources_of(form).items():
        if found := line_in(code, one.last):
            asked.setdefault(found[0].code, (found[0], {}))[1][cell] = found[1]
    said: dict[str, int] = {}
    for indicator, lines in asked.values():
        cells = list(lines)
        counts = {f"count_{n}": lines[cell].count for n, cell in enumerate(cells)}
        found_now = indicator.question(one.unit, one.first, one.last).order_by().aggregate(**counts)
        said |= {cell: max(0, int(found_now[f"count_{n}"])) for n, cell in enumerate(cells)}
    return said


@dataclass(frozen=True, slots=True, kw_only=True)
class FromRecords(Counted):
    """The figure that filled in a cell: its rows are those of its indicator for the unit and the period."""

    of: Return
    cell: str
    indicator: Indicator
    line: Line

    @property
    def place(self) -> tuple[str, tuple[Any, ...]]:
        """The page of the rows."""
        return "returns.records", (self.of.pk, self.cell)

    def rows_for(self, actor: Actor, _day: date) -> Any:
        """The rows that the actor may see."""
        rows: Any = self.indicator.question(self.of.unit, self.of.first, self.of.last).filter(self.line.where)
        return rows.visible_to(actor)

    def count_for(self, actor: Actor, day: date) -> int:
        """What the rows that the actor may see come to."""
        return int(self.rows_for(actor, day).order_by().aggregate(value=self.line.count)["value"])


def from_records(one: Return, form: Form, cell: str) -> FromRecords | None:
    """What filled in a cell; None for one that no indicator can fill in."""
    code = sources_of(form).get(cell)
    found = line_in(code, one.last) if code else None
    if found is None:
        return None
    indicator, line = found
    return FromRecords(
        code=line.code,
        label=line.label,
        list_code=indicator.list_code,
        of=one,
        cell=cell,
        indicator=indicator,
        line=line,
    )
