"""Reading a file of lists: which lists it holds, and every cell of them understood or said to be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from baro.sheets.cells import Raw, Understanding, Wrong
from baro.sheets.remedies import Mistake, refusal, shown_value
from baro.sheets.rulebook import SheetLimits
from baro.sheets.shapes import Column, Shape, is_ours, plainly, shape_called, shape_with
from baro.sheets.texts import rows_of_text
from baro.sheets.workbooks import NOTHING, Sheet, corner, sheets_of

Step = Callable[[int], None]
OURS = 2  # columns that Baro writes beside those of a checked file
EVERY = 1000  # rows between two steps of the progress
BEGINNINGS = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0", "old_excel"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"Rar!", "unknown"),
    (b"7z\xbc\xaf", "unknown"),
    (b"\x1f\x8b", "unknown"),
    (b"{\\rtf", "unknown"),
    (b"SQLite format", "unknown"),
)
WEB = (b"<!doctype html", b"<html", b"<?xml", b"<table", b"<style")


@dataclass(slots=True)
class Row:
    """A row of a list: its number in the file, and what its cells were understood to say."""

    number: int
    cells: dict[str, Any]
    faults: tuple[str, ...] = ()
    result: str = ""

    def __getitem__(self, column: str) -> Any:
        return self.cells.get(column, "")

    @property
    def is_wrong(self) -> bool:
        """Whether any of its cells is."""
        return bool(self.faults)


@dataclass(slots=True)
class Lists:
    """What a file holds: the rows of each list, the columns it has, what is wrong, and how many rows are hidden."""

    rows: dict[str, list[Row]]
    heads: dict[str, list[str]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    most_mistakes: int = 1000
    mistakes_count: int = 0
    hidden: int = 0

    def note(self, mistake: Mistake, row: Row) -> None:
        """Note what is wrong with a cell; of very many only the first are kept, and all are counted."""
        row.faults += (mistake.column,)
        self.mistakes_count += 1
        if len(self.mistakes) < self.most_mistakes:
            self.mistakes.append(mistake)

    def wrong(self, shape: str, row: Row, column: str, code: str, **facts: Any) -> None:
        """Note what is wrong with a cell."""
        value = row[column]
        shown = value.isoformat() if isinstance(value, date) else str(value)
        self.note(Mistake(shape, row.number, column, shown_value(shown), code, facts), row)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(map(len, self.rows.values()))


@dataclass(frozen=True, slots=True)
class Table:
    """One list of a file as it lies there: its shape, the columns of its head by their places, its rows."""

    shape: Shape
    columns: dict[int, Column]
    rows: Iterable[tuple[int, list[Raw]]]
    sheet: Sheet


def read(
    content: bytes, name: str, among: Sequence[Shape], limits: SheetLimits, step: Step = lambda _count: None
) -> Lists:
    """The lists of a file, which are some of those ``among`` which to look.

    Raises Refused when the file is none, is too large, or its heads are not what they must be.
    """
    lists = Lists({shape.code: [] for shape in among}, most_mistakes=limits.mistakes_kept)
    for table in tables_of(content, name, among, limits):
        if table.shape.code in lists.heads:
            raise refusal("doubled_sheet", list=table.shape.title)
        lists.heads[table.shape.code] = [column.name for column in table.columns.values()]
        lists.hidden += table.sheet.hidden
        _read_rows(lists, table, name, limits, step)
        _name_merged(lists, table)
    if not lists.heads:
        raise refusal("head", name=name)
    if not lists.count:
        raise refusal("no_rows", name=name)
    return lists


def tables_of(content: bytes, name: str, among: Sequence[Shape], limits: SheetLimits) -> Iterator[Table]:
    """The lists of a file as they lie there, one after the other.

    Raises Refused.
    """
    for sheet in sheets_in(content, name, among, limits):
        if table := _table(sheet, name, among):
            yield table


def sheets_in(content: bytes, name: str, among: Sequence[Shape], limits: SheetLimits) -> Iterator[Sheet]:
    """The sheets of a file, whatever list they hold; a text is one of them.

    Raises Refused when the file is empty, too large, or neither a workbook nor a text with cells.
    """
    if not content.strip():
        raise refusal("empty", name=name)
    if len(content) > limits.largest_bytes:
        raise refusal("too_large", name=name, most=limits.largest_mib)
    if content.startswith(b"PK"):
        sheets = sheets_of(content, name, limits)
    else:
        _refuse_others(content, name)
        sheets = iter([Sheet("", rows_of_text(content, name, among))])
    most = limits.most_rows * (max(len(shape.columns) for shape in among) + OURS)
    for sheet in sheets:
        if sheet.cells > most:
            raise refusal("too_many", name=name, most=limits.most_rows)
        yield sheet


def _refuse_others(content: bytes, name: str) -> None:
    seems = next((seems for beginning, seems in BEGINNINGS if content.startswith(beginning)), "")
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(WEB):
        seems = "web_page"
    if seems:
        raise refusal("not_a_list", name=name, seems=seems)


def _table(sheet: Sheet, name: str, among: Sequence[Shape]) -> Table | None:
    """The list in a sheet; None for an empty sheet, and for one of explanations.

    Raises Refused when its head is not what it must be.
    """
    begun = next(((number, cells) for number, cells in sheet.rows if any(cells)), None)
    if begun is None:
        return None
    heads = [cell.shown for cell in begun[1]]
    shape = shape_called(sheet.title, among) or shape_with(heads, among)
    if shape is None:
        if not sheet.title or not _explains(heads):
            raise refusal("sheet", sheet=sheet.title) if sheet.title else refusal("head", name=name)
        return None
    ours = {place for place, head in enumerate(heads) if head and is_ours(head)}
    columns = _columns(shape, ["" if place in ours else head for place, head in enumerate(heads)])
    return Table(shape, columns, _filled(shape, ours | columns.keys(), sheet.rows), sheet)


def _explains(heads: list[str]) -> bool:
    """Whether a sheet is no list but words about lists: its first row has one cell."""
    return sum(bool(head) for head in heads) == 1


def _columns(shape: Shape, heads: list[str]) -> dict[int, Column]:
    """The columns by their places.

    Raises Refused for one that is missing, unknown or there twice.
    """
    known = {word: column for column in reversed(shape.columns) for word in column.words}
    columns: dict[int, Column] = {}
    for place, head in enumerate(heads):
        if not head:
            continue
        column = known.get(plainly(head))
        if column is None:
            raise refusal("unknown_column", list=shape.title, column=shown_value(head))
        if column in columns.values():
            raise refusal("doubled_column", list=shape.title, column=column.label)
        columns[place] = column
    if lacking := [str(column.label) for column in shape.needed if column not in columns.values()]:
        raise refusal("lacks", list=shape.title, columns=", ".join(lacking))
    return columns


def _filled(shape: Shape, headed: set[int], rows: Iterable[tuple[int, list[Raw]]]) -> Iterator[tuple[int, list[Raw]]]:
    """The rows that hold anything; what stands under no head is not passed over in silence."""
    for number, cells in rows:
        if not any(cells):
            continue
        if loose := next((cell for place, cell in enumerate(cells) if cell and place not in headed), None):
            raise refusal("no_head", list=shape.title, value=shown_value(loose.shown))
        yield number, cells


def _read_rows(lists: Lists, table: Table, name: str, limits: SheetLimits, step: Step) -> None:
    understand = {place: Understanding(column, table.sheet.epoch) for place, column in table.columns.items()}
    code, rows, before = table.shape.code, lists.rows[table.shape.code], lists.count
    example = example_of(table.shape)
    for number, cells in table.rows:
        row = Row(number, {})
        for place, understood in understand.items():
            _read_cell(lists, code, row, understood, cells[place] if place < len(cells) else NOTHING)
        if row.cells == example:
            continue
        rows.append(row)
        if before + len(rows) > limits.most_rows:
            raise refusal("too_many", name=name, most=limits.most_rows)
        if len(rows) % EVERY == 0:
            step(EVERY)
    step(len(rows) % EVERY)


def _read_cell(lists: Lists, code: str, row: Row, understood: Understanding, raw: Raw) -> None:
    """Keep what a cell says, or what is wrong with it."""
    column = understood.column
    try:
        value = understood(raw)
    except Wrong as wrong:
        lists.note(Mistake(code, row.number, column.name, shown_value(raw.shown), wrong.code, wrong.facts), row)
        return
    if value != "":
        row.cells[column.name] = value
    elif column.needed:
        lists.wrong(code, row, column.name, "missing")


def example_of(shape: Shape) -> dict[str, Any]:
    """What the example in the template says: left standing there, it is passed over."""
    understood = {column.name: Understanding(column)(Raw(column.example)) for column in shape.columns}
    return {name: value for name, value in understood.items() if value != ""}


def _name_merged(lists: Lists, table: Table) -> None:
    """Merged cells hold one value for many rows, which a list cannot mean."""
    by_number = {row.number: row for row in lists.rows[table.shape.code]}
    for cells in table.sheet.merged:
        number, place = corner(cells)
        column = table.columns.get(place - 1)
        if number in by_number and column:
            lists.wrong(table.shape.code, by_number[number], column.name, "merged", cells=cells)
