"""A plan as a list, in a workbook or as CSV: read whole, and everything that is wrong with it said at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from baro.directory.web.reorganising.plan_shapes import (
    CHANGE,
    DISSOLVE,
    DIVIDE,
    FOUND,
    HOW,
    KIND,
    MERGE,
    NAMES,
    SHAPE,
    hows_by_word,
    is_example,
    is_yes,
    labels_of,
    names_of_heads,
    words_of,
)
from baro.org.models import Unit, UnitKind
from baro.org.reorganising.actions.planning import Alteration, Goal, Line, NewUnit, Steps
from baro.sheets.cells import Raw
from baro.sheets.reading import sheets_in
from baro.sheets.rulebook import SheetLimits
from baro.sheets.shapes import plainly

LONGEST = {column.name: column.longest for column in SHAPE.columns if column.name in ("new_code", "new_name")}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a cell of the list, or in several of one row, and what to write instead."""

    row: int
    column: str
    value: str
    remedy: str

    @property
    def label(self) -> str:
        """What the column is called in the language of the reader."""
        return labels_of(self.column.split(", ")) if self.column else ""


@dataclass(slots=True)
class Row:
    """A line of the list: its number in the file, its cells."""

    number: int
    cells: Mapping[str, str]
    how: str = ""
    kind: UnitKind | None = None

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def is_main(self) -> bool:
        """Whether it names the main successor."""
        return is_yes(self["main"])


@dataclass(slots=True)
class Reading:
    """Reads a list against the units that stand; ``mistakes`` holds all of them in the order of the rows."""

    units: Mapping[str, Unit]
    rows: list[Row] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    new: dict[str, NewUnit] = field(default_factory=dict)

    def wrong(self, row: Row, column: str, remedy: str) -> None:
        """Note what is wrong with a cell."""
        self.mistakes.append(Mistake(row.number, column, row[column][:60], remedy))

    def of(self, how: str) -> Iterator[Row]:
        """The rows of one kind of step."""
        return (row for row in self.rows if row.how == how)

    @property
    def closing(self) -> set[str]:
        """The codes of the units that the list closes."""
        return {row["old_code"] for row in self.rows if row.how in (MERGE, DIVIDE, DISSOLVE)}


def read_list(content: bytes, name: str, limits: SheetLimits, units: Mapping[str, Unit]) -> tuple[Steps, list[Mistake]]:
    """The steps that a list describes, and everything that is wrong with it; with mistakes the steps are empty.

    Raises Refused when the file cannot be read at all. Of a workbook the first sheet counts.
    """
    reading = Reading(units)
    rows = (row for sheet in islice(sheets_in(content, name, (SHAPE,), limits), 1) for row in sheet.rows)
    if not _read_rows(reading, rows, limits):
        return Steps(), reading.mistakes
    _check_closed_once(reading)
    _find_new(reading)
    closes = [*_merges(reading), *_divisions(reading), *_dissolutions(reading)]
    changes = list(_changes(reading))
    reading.mistakes.sort(key=lambda mistake: mistake.row)
    if reading.mistakes:
        return Steps(), reading.mistakes
    return Steps(founds=list(reading.new.values()), closes=closes, changes=changes), []


def _read_rows(reading: Reading, rows: Iterable[tuple[int, list[Raw]]], limits: SheetLimits) -> bool:
    """Read the rows; false when the head of the list is not what it must be, or there are too many."""
    written = ((number, [cell.shown.strip() for cell in cells]) for number, cells in rows)
    filled = ((number, cells) for number, cells in written if any(cells))
    number, first = next(filled, (1, []))
    head = [names_of_heads().get(plainly(name), "") for name in first]
    if missing := [column for column in NAMES if column not in head]:
        remedy = _("The first line must name the columns %(columns)s.") % {"columns": labels_of(NAMES)}
        reading.mistakes.append(Mistake(number, ", ".join(missing), ", ".join(first)[:60], remedy))
        return False
    for number, cells in filled:
        row = Row(number, {name: cell for name, cell in zip(head, cells, strict=False) if name})
        if is_example([row["old_code"], row["new_code"]]):
            continue
        _understand(reading, row)
        reading.rows.append(row)
        if len(reading.rows) > limits.most_rows:
            remedy = _("Divide the list: at most %(most)s rows are read at once.") % {"most": limits.most_rows}
            reading.mistakes = [Mistake(number, "", "", remedy)]
            return False
    if not reading.rows:
        reading.mistakes.append(Mistake(2, "", "", _("The list is empty; write one line for each unit that closes.")))
    return bool(reading.rows)


def _understand(reading: Reading, row: Row) -> None:
    """Read how and kind of a row, and whether its old unit stands."""
    row.how = hows_by_word().get(plainly(row["how"]), "")
    if not row.how:
        reading.wrong(row, "how", _("Write one of: %(words)s.") % {"words": words_of(HOW)})
    if row["kind"]:
        found = KIND.choice_words().get(plainly(row["kind"]))
        row.kind = UnitKind(found) if found else None
        if not found:
            reading.wrong(row, "kind", _("Write one of: %(words)s.") % {"words": words_of(KIND)})
    if row.how not in ("", FOUND) and row["old_code"] not in reading.units:
        reading.wrong(row, "old_code", _("No open unit here has this code; copy it from the list of units."))
    for column, longest in LONGEST.items():
        if len(row[column]) > longest:
            reading.wrong(row, column, _("Shorten it to %(most)s characters.") % {"most": longest})


def _check_closed_once(reading: Reading) -> None:
    """A unit goes over once, except in parts."""
    seen: dict[str, Row] = {}
    for row in reading.rows:
        if row.how not in (MERGE, DIVIDE, DISSOLVE):
            continue
        before = seen.setdefault(row["old_code"], row)
        if before is not row and not (before.how == row.how == DIVIDE):
            remedy = _("The unit closes in row %(row)s already; keep one of the two rows.") % {"row": before.number}
            reading.wrong(row, "old_code", remedy)


def _find_new(reading: Reading) -> None:
    """The units that the list founds: those whose code no unit bears that stays."""
    closing = reading.closing
    for row in reading.rows:
        code = row["new_code"]
        if row.how in ("", CHANGE, DISSOLVE) or not code or code in reading.new:
            continue
        stays = reading.units.get(code) if code not in closing else None
        if stays is None:
            _found_new(reading, row)
        elif row.how == FOUND or row["new_name"] not in ("", stays.name):
            remedy = _("%(unit)s bears this code and stays; choose another code, or leave the new name empty.")
            reading.wrong(row, "new_code", remedy % {"unit": stays.name})


def _found_new(reading: Reading, row: Row) -> None:
    """Take the name and kind of a new unit from the first row that gives its name."""
    code, old = row["new_code"], reading.units.get(row["old_code"])
    named = next((other for other in reading.rows if other["new_code"] == code and other["new_name"]), row)
    kind = named.kind or row.kind or (UnitKind(old.kind) if old else None)
    if not named["new_name"]:
        reading.wrong(
            row, "new_name", _("No unit that stays has the code %(code)s; name the new unit.") % {"code": code}
        )
    if kind is None:
        if not named["kind"]:
            reading.wrong(named, "kind", _("Write one of: %(words)s.") % {"words": words_of(KIND)})
    else:
        reading.new[code] = NewUnit(code, named["new_name"], kind, old.suffix if old else "")


def _goal(reading: Reading, row: Row) -> Goal | None:
    """The unit that follows; says what is wrong when the row names none."""
    code = row["new_code"]
    if not code:
        reading.wrong(row, "new_code", _("Write the code of the unit that follows."))
    return reading.new.get(code) or (reading.units.get(code) if code not in reading.closing else None)


def _merges(reading: Reading) -> Iterator[Line]:
    for row in reading.of(MERGE):
        unit, goal = reading.units.get(row["old_code"]), _goal(reading, row)
        if unit and goal:
            yield Line(unit, goal)


def _divisions(reading: Reading) -> Iterator[Line]:
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in reading.of(DIVIDE):
        parts[row["old_code"]].append(row)
    for rows in parts.values():
        if len(rows) < 2:
            reading.wrong(rows[0], "how", _("A divided unit has two rows or more, one for each part."))
        if sum(row.is_main for row in rows) != 1:
            reading.wrong(rows[0], "main", _("Write yes in exactly one of the rows of this unit."))
        for row in rows:
            unit, goal = reading.units.get(row["old_code"]), _goal(reading, row)
            if unit and goal:
                yield Line(unit, goal, in_part=True, is_main=row.is_main)


def _dissolutions(reading: Reading) -> Iterator[Line]:
    above = {unit.pk: unit for unit in reading.units.values()}
    for row in reading.of(DISSOLVE):
        unit = reading.units.get(row["old_code"])
        if unit is None:
            continue
        successor: Any = _goal(reading, row) if row["new_code"] else above.get(unit.parent_id or 0)
        if successor is None or successor.code in reading.closing - set(reading.new):
            remedy = _("Name a unit that stays and answers for what this one leaves.")
            reading.wrong(row, "new_code", remedy)
        else:
            yield Line(unit, successor, dissolves=True)


def _changes(reading: Reading) -> Iterator[Alteration]:
    for row in reading.of(CHANGE):
        if not (row["new_code"] or row["new_name"] or row.kind):
            reading.wrong(row, "new_name", _("Write what changes: a new name, code or kind."))
        elif unit := reading.units.get(row["old_code"]):
            yield Alteration(unit, name=row["new_name"], kind=row.kind, code=row["new_code"])
