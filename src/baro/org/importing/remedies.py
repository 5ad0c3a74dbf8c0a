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
from baro.org.importing.shapes import shape_of

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_SHOWN = 60
# About a cell: what to do.
REMEDIES = {
    # what stands in the cell
    "missing": _("Fill this in."),
    "too_long": _("Shorten it to %(most)s characters."),
    "signs": _("It holds a sign that cannot be seen or kept; type it anew."),
    "formula": _("This is a formula; put its result there instead (copy, then paste the values only)."),
    "error": _("The spreadsheet could not work this cell out; write what belongs there."),
    "became_day": _("The spreadsheet took this for a date; format the column as text and type it anew."),
    "too_far": _("This day is further ahead than anybody plans; look at the year."),
    "no_day": _("There is no such day; write it as 31/12/2025 or 2025-12-31."),
    "to_come": _("This day is still to come, and a list founds up to today; plan later ones as a reorganisation."),
    "post_to_come": _("This day is still to come, and posts are opened up to today; bring the row again on that day."),
    "too_early": _("Write the year with four digits, from %(year)s on."),
    "choice": _("Write one of: %(words)s."),
    "nearest": _("Do you mean “%(nearest)s”? The template has all words that may stand here."),
    "merged": _("The cells %(cells)s are merged; unmerge them and write the value in each row."),
    # units
    "unit_twice": _("The unit stands in row %(other)s already; keep one of the two rows."),
    "code_taken": _("This code is taken by a unit that is not yours to keep; choose another."),
    "no_unit": _("You keep no open unit of this code, and none stands in the list of units; correct the code."),
    "no_unit_like": _("You keep no open unit of this code; do you mean %(nearest)s?"),
    "not_yours": _("Somebody else keeps the organisation there; ask them to add it, or take the row out."),
    "no_top": _("A unit without one above it is founded only when a new organisation begins; name the unit above."),
    "circle": _("The unit would stand below itself; give it another unit above."),
    "too_deep": _("It would stand deeper than the tree reaches; put it below a unit nearer to the top."),
    "same_name": _("A unit of this kind and name stands there already (%(taken)s); call this one otherwise."),
    "same_name_row": _("Row %(other)s founds a unit of this kind and name there; call one of them otherwise."),
    "needs_since": _("Write since when: it is new."),
    "before_parent": _("The unit above stands there since %(day)s; choose a day from then on."),
    "differs": _("Recorded is “%(recorded)s”; a list only adds. Change it on the page of the unit or post."),
    "differs_plan": _("Recorded is “%(recorded)s”; a list only adds. A reorganisation changes it."),
    "since_differs": _("It is recorded since %(day)s only; a list does not change that. Leave the cell empty."),
    # posts
    "post_twice": _("The post stands in row %(other)s already; keep one of the two rows."),
    "before_unit": _("The unit exists since %(day)s; choose a day from then on."),
    "no_like": _("No open post of this code and name is yours to see; write it as CODE/post, or leave the cell empty."),
    # people
    "number_twice": _("The number stands in row %(other)s already; everybody has one of their own."),
    "person_twice": _("The name stands in row %(other)s already; give both a number, or keep one of the two rows."),
    "number_taken": _("The number belongs to somebody of another name; correct the number or the name."),
    "namesakes": _("Several people of this name are recorded; write the number of the one you mean."),
    "has_number": _("Somebody of this name has the number %(number)s; write it, or another number for a namesake."),
    # tenures
    "no_person": _("Nobody of this number or name is recorded or stands in the list of people; add them there."),
    "person_wrong": _("Correct the person in row %(other)s of the list of people first."),
    "no_post": _("The unit has no open post of this name, and none stands in the list of posts; correct the name."),
    "no_post_like": _("The unit has no post of this name; do you mean “%(nearest)s”?"),
    "two_posts": _("Several posts of the unit are called so; appoint on the page of the post."),
    "before_post": _("The post exists since %(day)s; choose a day from then on."),
    "ends_first": _("The last day lies before the first; correct one of them."),
    "held": _("%(person)s is recorded there from %(first)s to %(last)s; choose other days, or end that first."),
    "held_row": _("Row %(other)s has somebody there on the same days; correct one of the two."),
    "oneself": _("Nobody appoints themselves; ask who keeps the organisation of the unit above."),
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
        return str(shape_of(self.shape).column(self.column).label) if self.column else ""

    @property
    def shape_title(self) -> str:
        """What the list is called."""
        return str(shape_of(self.shape).title)

    @property
    def remedy(self) -> str:
        """What to do."""
        return REMEDIES[self.code] % {name: self._spoken(name, fact) for name, fact in self.facts.items()}

    @property
    def shown(self) -> str:
        """What stands in the cell; a day as the reader writes it."""
        return spoken_fact(self.value)

    def _spoken(self, name: str, fact: Any) -> str:
        column = shape_of(self.shape).column(self.column) if self.column else None
        if name == "words" and column:
            return ", ".join(str(label) for _value, label in column.choices)
        if name in ("nearest", "recorded") and column and column.choices:
            return str(dict(column.choices).get(fact, fact))
        return spoken_fact(fact)

    def as_kept(self) -> list[Any]:
        """What a row of the database keeps of it."""
        facts = {name: fact.isoformat() if isinstance(fact, date) else fact for name, fact in self.facts.items()}
        return [self.shape, self.row, self.column, self.value, self.code, facts]


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
