"""Files of the four lists: templates, the organisation as it was on a day, and a checked file with what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from baro.org.actors import Actor
from baro.org.importing.checking import Checked, check_content, limits_on
from baro.org.importing.giving import Snapshot
from baro.org.importing.shapes import SHAPES, shape_of
from baro.sheets.cells import day_in
from baro.sheets.reading import Table, tables_of
from baro.sheets.remedies import Mistake
from baro.sheets.shapes import CHOICE, DAY, REMEDY, RESULT, Column, Shape
from baro.ui.lists.exports import Sheet, set_widths

WIDTHS = {DAY: 12, CHOICE: 28}
MOST_CHECKED = 5000  # rows of a template whose cells offer their choices


def spoken(column: Column, value: Any) -> Any:
    """A value of a column in the words of the reader."""
    return str(dict(column.choices).get(value, value)) if column.holds == CHOICE else value


def kept_as_text(value: Any) -> Any:
    """An apostrophe that begins a text gets another, because reading a list takes one away."""
    return f"'{value}" if isinstance(value, str) and value.startswith("'") else value


def _widths(columns: Iterable[Column]) -> list[int]:
    return [WIDTHS.get(column.holds, min(max(14, column.longest // 5), 40)) for column in columns]


def snapshot_sheet(shape: Shape, snapshot: Snapshot, *, machine: bool = False, text: bool = False) -> Sheet:
    """A list of the organisation; ``machine``: under the names and words that programs use; ``text``: for CSV."""
    heads = [column.name if machine else str(column.label) for column in shape.columns]

    def rows() -> Iterator[list[Any]]:
        for row in snapshot.rows(shape.code):
            values = [row.get(column.name, "") for column in shape.columns]
            if not machine:
                values = [spoken(column, value) for column, value in zip(shape.columns, values, strict=True)]
            yield [kept_as_text(value) for value in values] if text else values

    return Sheet(str(shape.title), heads, rows(), _widths(shape.columns))


# What was found in a file


def checked_sheets(content: bytes, name: str, *, by: Actor, today: date) -> Iterator[Sheet]:
    """The lists of a file as they lie there, beside each row what becomes of it and what is wrong with it.

    Raises Refused.
    """
    checked = check_content(content, name, by=by)
    for table in tables_of(content, name, SHAPES, limits_on(today)):
        heads = [str(column.label) for column in table.columns.values()]
        widths = [*_widths(table.columns.values()), 16, 80]
        yield Sheet(str(table.shape.title), [*heads, RESULT, REMEDY], _beside(table, checked), widths)


def _beside(table: Table, checked: Checked) -> Iterator[list[Any]]:
    wrong: dict[int, list[Mistake]] = defaultdict(list)
    for mistake in checked.case.lists.mistakes:
        if mistake.shape == table.shape.code:
            wrong[mistake.row].append(mistake)
    results = {row.number: row.result for row in checked.case.lists.rows[table.shape.code]}
    for number, cells in table.rows:
        if number not in results:
            continue
        shown = [cells[place].shown if place < len(cells) else "" for place in table.columns]
        remedies = [f"{mistake.column_label}: {mistake.remedy}" for mistake in wrong[number]]
        yield [*shown, result_words(results[number]), " ".join(remedies)]


def result_words(result: str) -> str:
    """What becomes of a row, in words."""
    words = {
        "new": _("new"),
        "same": _("recorded already"),
        "numbered": _("gets the number"),
        "wrong": _("to be corrected"),
    }
    return words[result]


# Templates


def template_sheet(shape: Shape) -> Sheet:
    """The head of a list and its example."""
    heads = [_head(column) for column in shape.columns]
    return Sheet(str(shape.title), heads, [[_example(column) for column in shape.columns]], _widths(shape.columns))


def _head(column: Column) -> str:
    return f"{column.label} *" if column.needed else str(column.label)


def _example(column: Column) -> Any:
    """The example as the reader writes it."""
    if column.holds == DAY and column.example:
        return day_in(column.example)
    return spoken(column, column.example)


def template_book() -> Workbook:
    """The four lists with an example each, whose cells offer what may stand in them, and a sheet of explanations."""
    book = Workbook()
    about = book.active
    about.title = _("Explanations")[:31]
    places = _explain(about)
    about.sheet_view.rightToLeft = get_language_bidi()
    for shape in SHAPES:
        sheet = book.create_sheet(str(shape.title)[:31])
        sheet.freeze_panes = "A2"
        sheet.sheet_view.rightToLeft = get_language_bidi()
        set_widths(sheet, _widths(shape.columns))
        table = template_sheet(shape)
        sheet.append(list(table.heads))
        sheet.append(list(*table.rows))
        for place, column in enumerate(shape.columns, start=1):
            sheet.cell(1, place).font = Font(bold=True)
            _prepare(sheet, place, column, places.get((shape.code, column.name), ""))
    return book


def _explain(about: Any) -> dict[tuple[str, str], str]:
    """Write the sheet of explanations; where the words of each choice stand."""
    about.append([_("Fill in one row for each thing that is new; the example may stay, it is passed over.")])
    about.append([])
    about.append([_("List"), _("Column"), _("Name for programs"), _("Needed"), _("What belongs there"), _("Example")])
    for cell in about[3]:
        cell.font = Font(bold=True)
    choices = [(shape, column) for shape in SHAPES for column in shape.columns if column.choices]
    for shape in SHAPES:
        for column in shape.columns:
            needed = _("yes") if column.needed else ""
            example = column.example if column.holds == DAY else _example(column)
            facts = [str(shape.title), str(column.label), column.name, needed, str(column.about), example]
            about.append(facts)
    places = {}
    for shape, column in choices:
        about.append([])
        about.append([f"{shape.title}: {column.label}"])
        about.cell(about.max_row, 1).font = Font(bold=True)
        first = about.max_row + 1
        for _value, label in column.choices:
            about.append([str(label)])
        places[shape.code, column.name] = f"'{about.title}'!$A${first}:$A${about.max_row}"
    set_widths(about, [26, 26, 18, 10, 70, 26])
    for row in about.iter_rows(min_row=3):
        row[4].alignment = Alignment(wrap_text=True, vertical="top")
    return places


def _prepare(sheet: Any, place: int, column: Column, words: str) -> None:
    """Keep codes from being taken for numbers or dates, and offer the choices."""
    letter, form = sheet.cell(1, place).column_letter, "dd/mm/yyyy" if column.holds == DAY else "@"
    sheet.cell(2, place).number_format = form
    sheet.column_dimensions[letter].number_format = form
    if words:
        offered = DataValidation(type="list", formula1=f"={words}", allow_blank=True)
        sheet.add_data_validation(offered)
        offered.add(f"{letter}2:{letter}{MOST_CHECKED}")


def wanted(code: str) -> list[Shape]:
    """The list of a code, or all of them.

    Raises KeyError for a code of none.
    """
    return list(SHAPES) if code == "all" else [shape_of(code)]
