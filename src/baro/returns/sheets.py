"""A return as a workbook: a row for each cell, filled in offline and brought back with every mistake named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from baro.kernel import rulebook
from baro.kernel.errors import FileRefused
from baro.returns.models import LARGEST, Return
from baro.returns.rulebook import Form
from baro.sheets.reading import Lists, Row, read
from baro.sheets.remedies import REMEDIES
from baro.sheets.rulebook import SheetLimits
from baro.sheets.shapes import NUMBER, Column, Shape
from baro.ui.lists.exports import Sheet

CODE, SECTION, ROW, COLUMN, VALUE, OF = "cell", "section", "row", "column", "value", "return"
SHAPE = Shape(
    "return",
    pgettext_lazy("returns", "Return"),
    (
        Column(CODE, pgettext_lazy("returns", "Cell"), "", "", needed=True),
        Column(SECTION, gettext_lazy("Section"), "", ""),
        Column(ROW, pgettext_lazy("returns", "Row"), "", "", longest=300),
        Column(COLUMN, pgettext_lazy("returns", "Column"), "", "", longest=300),
        Column(VALUE, pgettext_lazy("returns", "Value"), "", "", holds=NUMBER),
        Column(OF, pgettext_lazy("returns", "Return"), "", "", needed=True, longest=100),
    ),
)

REMEDIES |= {
    "not_a_cell": gettext_lazy("The form has no such cell. Take the workbook from the page of this return again."),
    "cell_twice": gettext_lazy("The cell stands in row %(other)s already. Keep one of the two rows."),
    "other_return": gettext_lazy("The row is of another return. Take the workbook from the page of this one."),
    "not_whole": gettext_lazy("Write a whole number from 0 on, without decimals."),
}


def sheet_of(one: Return, form: Form, kind: str, values: Mapping[str, int]) -> Sheet:
    """The workbook of a return with what was filled in so far."""
    heads = [column.label for column in SHAPE.columns]
    return Sheet(str(SHAPE.title), heads, _rows(one, form, kind, values), (44, 30, 44, 34, 14, 28))


def _named(one: Return) -> str:
    """What stands in each row, so that the figures of another unit or period are taken for no others."""
    return f"{one.unit.code} {one.form} {one.period}"


def _rows(one: Return, form: Form, kind: str, values: Mapping[str, int]) -> Iterator[list[Any]]:
    sections = {one.id: str(one.names) for one in form.sections}
    for code, row, column in form.cells_for(kind):
        names = (sections.get(row.section, ""), str(row.names), str(column.names))
        yield [code, *names, values.get(code, ""), _named(one)]


def values_in(content: bytes, name: str, one: Return, form: Form, kind: str) -> dict[str, int]:
    """What a workbook says of the cells of a return; empty ones say nothing.

    Raises FileRefused when it is no such workbook, when it is that of another return, when it has hidden rows, and with
    every wrong cell named.
    """
    lists = read(content, name, [SHAPE], rulebook.today(SheetLimits))
    if lists.hidden:
        sentence = ngettext(
            "“%(name)s” has %(count)s hidden row. Show it, look at it, and upload the file again.",
            "“%(name)s” has %(count)s hidden rows. Show them, look at them, and upload the file again.",
            lists.hidden,
        )
        raise FileRefused(sentence % {"name": name, "count": lists.hidden})
    known = {code for code, _row, _column in form.cells_for(kind)}
    found: dict[str, int] = {}
    first: dict[str, int] = {}
    for row in lists.rows[SHAPE.code]:
        if OF not in row.faults and str(row[OF]) != _named(one):
            lists.wrong(SHAPE.code, row, OF, "other_return")
        _take(lists, row, known, found, first)
    if lists.mistakes_count:
        _refuse_wrong(lists, name)
    return found


def _take(lists: Lists, row: Row, known: set[str], found: dict[str, int], first: dict[str, int]) -> None:
    """Take the value of a row, or note what is wrong with it."""
    code, value = str(row[CODE]), row.cells.get(VALUE)
    if code not in known:
        if CODE not in row.faults:
            lists.wrong(SHAPE.code, row, CODE, "not_a_cell")
        return
    if code in first:
        lists.wrong(SHAPE.code, row, CODE, "cell_twice", other=first[code])
    first[code] = row.number
    if value is None:
        return
    if not isinstance(value, Decimal) or value != value.to_integral_value() or not 0 <= value < LARGEST:
        lists.wrong(SHAPE.code, row, VALUE, "not_whole")
    else:
        found[code] = int(value)


def _refuse_wrong(lists: Lists, name: str) -> None:
    """Raise FileRefused with a sentence for every wrong cell."""
    count, sentences = lists.mistakes_count, {}
    for mistake in sorted(lists.mistakes, key=lambda one: one.row):
        told = {"row": mistake.row, "column": SHAPE.column(mistake.column).label, "value": mistake.shown}
        where = _("Row %(row)s, %(column)s, “%(value)s”:") % told
        sentences[f"{mistake.row}:{mistake.column}:{mistake.code}"] = f"{where} {mistake.remedy_in(SHAPE)}"
    whole = ngettext(
        "%(count)s cell of “%(name)s” is wrong. Nothing was saved.",
        "%(count)s cells of “%(name)s” are wrong. Nothing was saved.",
        count,
    )
    raise FileRefused(whole % {"count": count, "name": name}, fields=sentences)
