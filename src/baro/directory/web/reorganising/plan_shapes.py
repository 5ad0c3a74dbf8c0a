"""The list of a plan: its columns and words in every language, and the file with which one begins."""

from __future__ import annotations

from functools import cache

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.directory.import_files import spoken
from baro.org.models import UnitKind
from baro.sheets.shapes import CHOICE, Column, Shape, in_each_language, plainly
from baro.ui.lists.exports import Sheet

MERGE, DIVIDE, DISSOLVE, CHANGE, FOUND = "merge", "divide", "dissolve", "change", "found"
HOWS = (
    (MERGE, pgettext_lazy("reorganisation", "Merge")),
    (DIVIDE, pgettext_lazy("reorganisation", "Divide")),
    (DISSOLVE, pgettext_lazy("reorganisation", "Dissolve")),
    (CHANGE, pgettext_lazy("reorganisation", "Change")),
    (FOUND, pgettext_lazy("reorganisation", "Found")),
)
ALSO = {
    MERGE: ("whole", "hợp nhất", "دمج"),
    DIVIDE: ("part", "chia", "tách", "تقسيم"),
    DISSOLVE: ("حل",),
    CHANGE: ("rename", "đổi tên", "تغيير"),
    FOUND: ("تأسيس",),
}
YES = _("yes")
ALSO_YES = {"x", "1", "true"}

HOW = Column("how", _("How"), _("One of those below."), MERGE, CHOICE, choices_of=lambda: HOWS)
KIND = Column(
    "kind",
    _("Kind"),
    _("Of a new unit, when it is another than that of the old one."),
    UnitKind.COMMUNE_COMMITTEE,
    CHOICE,
    choices_of=lambda: UnitKind.choices,
)
SHAPE = Shape(
    "plan",
    _("Plan of a reorganisation"),
    (
        Column("old_code", _("Old code"), _("Of the unit that closes or changes."), "VD-01"),
        Column("new_code", _("New code"), _("Of the unit that follows, new or standing."), "VD-101", longest=40),
        Column("new_name", _("New name"), _("Of a new unit, or of one that changes."), "Đảng ủy phường Ví Dụ"),
        KIND,
        HOW,
        Column("main", _("Main successor"), _("“Yes” for the main part of a divided unit."), "yes"),
    ),
)
NAMES = [column.name for column in SHAPE.columns]
# What the template shows; brought again, these rows are passed over.
EXAMPLES = (
    ("VD-01", "VD-101", "Đảng ủy phường Ví Dụ", UnitKind.COMMUNE_COMMITTEE, MERGE, ""),
    ("VD-02", "VD-101", "", "", MERGE, ""),
    ("VD-03", "VD-101", "", "", DIVIDE, "yes"),
    ("VD-03", "VD-102", "Đảng ủy phường Ví Dụ 2", UnitKind.COMMUNE_COMMITTEE, DIVIDE, ""),
    ("VD-04", "", "", "", DISSOLVE, ""),
)


@cache
def names_of_heads() -> dict[str, str]:
    """Every word for a column, in every language, to its name."""
    return {word: column.name for column in SHAPE.columns for word in column.words}


@cache
def hows_by_word() -> dict[str, str]:
    """Every word for what becomes of a unit, in every language."""
    return HOW.choice_words() | {plainly(word): how for how, words in ALSO.items() for word in words}


def is_yes(text: str) -> bool:
    """Whether a cell says yes, in whichever language."""
    return plainly(text) in in_each_language(YES) | ALSO_YES


def is_example(cells: list[str]) -> bool:
    """Whether a row is one of the template, by its two codes."""
    return tuple(cells[:2]) in {row[:2] for row in EXAMPLES}


def words_of(column: Column) -> str:
    """What may stand in a column, in the words of the reader."""
    return ", ".join(str(label).lower() for _value, label in column.choices)


def labels_of(names: list[str]) -> str:
    """What columns are called in the language of the reader."""
    return ", ".join(str(SHAPE.column(name).label) for name in names)


def template_sheet() -> Sheet:
    """The head of the list and its examples, as the reader writes them."""
    said = {"yes": str(YES)}
    rows = [
        [spoken(column, said.get(value, value)) for column, value in zip(SHAPE.columns, row, strict=True)]
        for row in EXAMPLES
    ]
    return Sheet(str(SHAPE.title), [str(column.label) for column in SHAPE.columns], rows, [14, 14, 40, 30, 14, 22])
