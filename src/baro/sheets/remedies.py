"""What can be wrong in a list, and what to do about it: one sentence each, made in the language of the reader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _

from baro.kernel.errors import FileRefused
from baro.sheets.shapes import Column, Shape, shapes

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_SHOWN = 60
# About a cell: what to do. Parts add what can be wrong with their own lists.
REMEDIES = {
    # what stands in the cell
    "missing": _("Fill this in."),
    "too_long": _("Shorten it to %(most)s characters."),
    "signs": _("It holds a sign that cannot be seen or kept; type it anew."),
    "formula": _("This is a formula; put its result there instead (copy, then paste the values only)."),
    "error": _("The spreadsheet could not work this cell out; write what belongs there."),
    "became_day": _("The spreadsheet took this for a date; format the column as text and type it anew."),
    "long_number": _("A spreadsheet keeps only 15 digits of a number. Format the column as text and type it again."),
    "too_far": _("This day is further ahead than anybody plans; look at the year."),
    "no_day": _("There is no such day; write it as 31/12/2025 or 2025-12-31."),
    "no_number": _("This is not a clear number. Write it in digits, with one comma or point before the decimals."),
    "too_early": _("Write the year with four digits, from %(year)s on."),
    "choice": _("Write one of: %(words)s."),
    "nearest": _("Do you mean “%(nearest)s”? The template has all words that may stand here."),
    "merged": _("The cells %(cells)s are merged; unmerge them and write the value in each row."),
}
# About the whole file.
REFUSALS = {
    "empty": _("“%(name)s” is empty; choose the file again."),
    "no_rows": _("“%(name)s” has no rows below its head; write one row for each thing that is new."),
    "too_large": _("“%(name)s” is larger than the %(most)s MB allowed; divide it into several files."),
    "too_many": _("“%(name)s” has more than %(most)s rows; divide it into several files."),
    "not_a_list": _("“%(name)s” is %(seems)s; save it as an Excel workbook (.xlsx) or as CSV in UTF-8."),
    "encoding": _("The letters of “%(name)s” are stored in an unknown way; save it as “CSV UTF-8” or as .xlsx."),
    "quotes": _("In “%(name)s”, row %(row)s, a quotation mark is opened and never closed; close it."),
    "longest": _("In “%(name)s”, row %(row)s, a cell is longer than %(most)s characters; shorten it."),
    "head": _("The head of “%(name)s” names no list that is known here; begin with the template."),
    "sheet": _("The sheet “%(sheet)s” is none of units, posts, people and tenures; name it so, or take it out."),
    "lacks": _("The list of %(list)s lacks the column %(columns)s; add it to its first row."),
    "unknown_column": _(
        "The list of %(list)s has the column “%(column)s”, which is unknown; take it out or rename it."
    ),
    "doubled_column": _("The list of %(list)s has the column %(column)s twice; keep one of them."),
    "no_head": _("The list of %(list)s has a column without a head that holds “%(value)s”; name it or empty it."),
    "doubled_sheet": _("The list of %(list)s stands in two sheets; put its rows into one."),
    "office_bomb": _("“%(name)s” unpacks to more than is read here; divide it into several files, or save it as CSV."),
    "office_entities": _("“%(name)s” holds declarations that Excel never writes; save it again with Excel or as CSV."),
    "office_letters": _(
        "“%(name)s” stores its letters in a way that Excel never does; save it again with Excel or as CSV."
    ),
    "office_locked": _("“%(name)s” is protected by a password; save a copy without one."),
    "office_macros": _("“%(name)s” contains macros; save it as .xlsx without them."),
    "office_broken": _("“%(name)s” is damaged; open it with Excel and save it again."),
    "office_other": _("“%(name)s” is no Excel workbook; save it as .xlsx or as CSV in UTF-8."),
}
SEEMINGS = {
    "docx": _("a Word document"),
    "old_excel": _("a workbook in the old Excel format, or one with a password"),
    "pdf": _("a PDF"),
    "image": _("a picture"),
    "web_page": _("a web page under another name"),
    "program": _("a program"),
    "unknown": _("no list but data of another kind"),
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in one cell; the sentence is made when it is read."""

    shape: str
    row: int
    column: str
    value: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def column_label(self) -> str:
        """What the column is called."""
        return str(shapes[self.shape].column(self.column).label) if self.column else ""

    @property
    def shape_title(self) -> str:
        """What the list is called."""
        return str(shapes[self.shape].title)

    @property
    def remedy(self) -> str:
        """What to do."""
        return self.remedy_in(shapes[self.shape])

    def remedy_in(self, shape: Shape) -> str:
        """What to do, in a list whose shape is made for one record and declared nowhere."""
        column = shape.column(self.column) if self.column else None
        return REMEDIES[self.code] % {name: _spoken(column, name, fact) for name, fact in self.facts.items()}

    @property
    def shown(self) -> str:
        """What stands in the cell; a day as the reader writes it."""
        return spoken_fact(self.value)

    def as_kept(self) -> list[Any]:
        """What a row of the database keeps of it."""
        facts = {name: fact.isoformat() if isinstance(fact, date) else fact for name, fact in self.facts.items()}
        return [self.shape, self.row, self.column, self.value, self.code, facts]


def _spoken(column: Column | None, name: str, fact: Any) -> str:
    """A fact as the sentence about a cell says it: choices by their names."""
    if name == "words" and column:
        return ", ".join(str(label) for _value, label in column.choices)
    if name in ("nearest", "recorded") and column and column.choices:
        return str(dict(column.choices).get(fact, fact))
    return spoken_fact(fact)


def shown_value(text: str) -> str:
    """What stands in a cell, as it is said again: short, and without what cannot be shown."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text[:LONGEST_SHOWN])


def spoken_fact(fact: Any) -> str:
    """A fact inside a sentence: days as the reader writes them; in Arabic each keeps its own direction."""
    if isinstance(fact, str) and ISO_DAY.fullmatch(fact):
        fact = date.fromisoformat(fact)
    text = date_format(fact, "SHORT_DATE_FORMAT") if isinstance(fact, date) else str(fact)
    return f"\u2068{text}\u2069" if get_language_bidi() else text


def refusal(code: str, **facts: Any) -> FileRefused:
    """The refusal of a whole file."""
    if "seems" in facts:
        facts["seems"] = SEEMINGS[facts["seems"]]
    return FileRefused(REFUSALS[code] % {name: spoken_fact(fact) for name, fact in facts.items()})
