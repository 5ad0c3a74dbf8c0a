"""The forms of periodic returns as dated data: who fills them in, for which periods, rows, columns and checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, NonNegativeInt, model_validator

from baro.kernel.reporting import PeriodKind
from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text, refuse_repeats
from baro.org.models import UnitKind


class PeriodRule(Entry):
    """When returns of a kind of period are asked for, and how many working days after its end they are due."""

    id: PeriodKind
    names: Names
    due: NonNegativeInt


class Group(Entry):
    """Columns that together are the whole of another one; an ``optional`` group may be left blank as a whole."""

    id: Text
    names: Names
    whole: Text
    optional: bool = False


class Column(Entry):
    """A column; its value is not above that of the column ``within``, and it belongs to the parts of a ``group``."""

    id: Text
    names: Names
    within: str = ""
    group: str = ""


class Row(Entry):
    """A row; its values are not above those of the row ``within``.

    ``columns`` are those that it has (all, unless named), ``filled_by`` the kinds of unit that see it. ``figures``
    names the figure that is filled in beforehand, by column. ``section`` is the id of the heading it stands under.
    """

    id: Text
    names: Names
    section: str = ""
    within: str = ""
    columns: tuple[str, ...] = ()
    filled_by: frozenset[UnitKind] = frozenset()
    figures: dict[str, str] = Field(default_factory=dict)


class Heading(Entry):
    """A heading over some rows."""

    id: Text
    names: Names


class Form(Entry):
    """One form. A ``cumulative`` one counts from the beginning of the year, so that its values never fall."""

    id: Text
    names: Names
    filled_by: frozenset[UnitKind] = Field(min_length=1)
    periods: tuple[PeriodKind, ...] = Field(min_length=1)
    cumulative: bool = True
    columns: tuple[Column, ...] = Field(min_length=1)
    groups: tuple[Group, ...] = ()
    sections: tuple[Heading, ...] = ()
    rows: tuple[Row, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        refuse_repeats("rows", [row.id for row in self.rows])
        refuse_repeats("columns", [column.id for column in self.columns])
        rows, columns = {row.id for row in self.rows}, {column.id for column in self.columns}
        groups, sections = {group.id for group in self.groups}, {one.id for one in self.sections}
        named = [(row.within, rows) for row in self.rows] + [(one.within, columns) for one in self.columns]
        named += [(one.group, groups) for one in self.columns] + [(one.whole, columns) for one in self.groups]
        named += [(row.section, sections) for row in self.rows]
        named += [(name, columns) for row in self.rows for name in (*row.columns, *row.figures)]
        if lost := sorted({name for name, known in named if name and name not in known}):
            raise ValueError(f"form {self.id} names what it has not: {', '.join(lost)}")
        return self

    def columns_of(self, row: Row) -> list[Column]:
        """The columns that a row has."""
        return [column for column in self.columns if not row.columns or column.id in row.columns]

    def rows_for(self, kind: str) -> list[Row]:
        """The rows that units of a kind fill in."""
        return [row for row in self.rows if not row.filled_by or kind in row.filled_by]

    def code(self, row: Row | str, column: Column | str) -> str:
        """The code of a cell."""
        row, column = getattr(row, "id", row), getattr(column, "id", column)
        return f"{self.id}.{row}.{column}"

    def cells_for(self, kind: str) -> Iterator[tuple[str, Row, Column]]:
        """The cells that units of a kind fill in, each with its code, row by row."""
        for row in self.rows_for(kind):
            for column in self.columns_of(row):
                yield self.code(row, column), row, column

    def name_of(self, code: str) -> str:
        """A cell in words, with its heading where rows are called alike; its code when the form does not have it."""
        found = ((r, c) for r in self.rows for c in self.columns_of(r) if self.code(r, c) == code)
        row, column = next(found, (None, None))
        if row is None or column is None:
            return code
        named = str(row.names) if len(self.columns) == 1 else f"{row.names}: {column.names}"
        alike = [one for one in self.rows if one.names == row.names]
        heading = next((one.names for one in self.sections if one.id == row.section), "")
        return f"{heading} – {named}" if heading and len(alike) > 1 else named

    def optional_columns(self) -> frozenset[str]:
        """The columns of groups that may be left blank as a whole."""
        may = {group.id for group in self.groups if group.optional}
        return frozenset(column.id for column in self.columns if column.group in may)


class ReturnForms(RuleBody, code="returns.forms", called=_("Forms of periodic returns")):
    """The forms in force, when their rounds open and until when they are due."""

    opens_before: NonNegativeInt  # days before the end of a period on which its round opens
    periods: tuple[PeriodRule, ...]
    forms: tuple[Form, ...]

    @model_validator(mode="after")
    def _periods_known(self) -> Self:
        refuse_repeats("forms", [form.id for form in self.forms])
        refuse_repeats("periods", [period.id for period in self.periods])
        known = {period.id for period in self.periods}
        if lost := sorted({one for form in self.forms for one in form.periods if one not in known}):
            raise ValueError(f"periods without a deadline: {', '.join(lost)}")
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """The forms by their ids."""
        return ((form.id, form.names) for form in self.forms)

    def form(self, code: str) -> Form | None:
        """The form of an id."""
        return next((form for form in self.forms if form.id == code), None)

    def period(self, kind: PeriodKind) -> PeriodRule:
        """The rule of a kind of period."""
        return next(period for period in self.periods if period.id == kind)
