"""The four lists of the organisation: which columns each has, what they are called in each language, what they mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.org.models import PostRank, TenureKind, UnitKind
from baro.org.staffing import kinds_known

TEXT, DAY, CHOICE = "text", "day", "choice"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its machine name, what it is called and means, and what may stand in it.

    ``needed`` ones are filled in every row; what a row of something new needs on top is checked later. ``also`` are
    other words by which it is known. ``choices_of`` is asked anew each time: the rulebook may have others by then.
    """

    name: str
    label: Any
    about: Any
    example: str
    holds: str = TEXT
    needed: bool = False
    longest: int = 200
    choices_of: Callable[[], Iterable[tuple[str, Any]]] = tuple
    also: tuple[str, ...] = ()

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """What may stand in it, each value with what it is called; empty for a column of anything."""
        return list(self.choices_of())

    @property
    def words(self) -> set[str]:
        """Everything that a head may call it, in every language."""
        return {plainly(self.name), *map(plainly, self.also), *in_each_language(self.label)}

    def choice_words(self) -> dict[str, str]:
        """Every word for each of the choices, in every language, to its value."""
        words = {plainly(value): value for value, _label in self.choices}
        for value, label in self.choices:
            words |= dict.fromkeys(in_each_language(label), value)
        return words


@dataclass(frozen=True, slots=True)
class Shape:
    """One of the four lists."""

    code: str
    title: Any
    columns: tuple[Column, ...]

    @property
    def needed(self) -> list[Column]:
        """The columns that a list must have."""
        return [column for column in self.columns if column.needed]

    def column(self, name: str) -> Column:
        """The column of a machine name."""
        return next(column for column in self.columns if column.name == name)


def plainly(text: str) -> str:
    """Words for comparing: composed letters, lower case, single spaces, without the star of a needed column."""
    composed = unicodedata.normalize("NFC", text).casefold().replace("_", " ")
    return " ".join(composed.replace("*", " ").replace("\ufeff", " ").split())


def in_each_language(label: Any) -> set[str]:
    """A label in every language of the product, for comparing."""
    spoken = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            spoken.add(plainly(str(label)))
    return spoken


SINCE = Column("since", _("Since"), _("The first day, as 31/12/2025 or 2025-12-31."), "28/09/2020", DAY)

UNITS = Shape(
    "units",
    _("Units"),
    (
        Column("code", _("Code"), _("No two open units share one."), "VD-01", needed=True, longest=40, also=("mã",)),
        Column("name", _("Name"), _("As it is printed."), "Đảng ủy xã Ví Dụ", needed=True),
        Column(
            "kind",
            _("Kind"),
            _("One of those below."),
            "commune_committee",
            CHOICE,
            needed=True,
            choices_of=lambda: UnitKind.choices,
        ),
        Column(
            "parent",
            _("Code of the unit above"),
            _("A unit of the same list, or one that is recorded; in any order."),
            "VD",
            longest=40,
            also=("parent code", "mã cấp trên"),
        ),
        Column("suffix", _("Suffix in symbols"), _("What stands behind the type in a symbol."), "ĐU", longest=20),
        SINCE,
    ),
)
UNIT = Column("unit", _("Code of the unit"), _("The unit to which the post belongs."), "VD-01", needed=True, longest=40)
POSTS = Shape(
    "posts",
    _("Posts"),
    (
        UNIT,
        Column("name", _("Post"), _("Once in a unit."), "Phó Bí thư", needed=True, longest=120, also=("tên chức vụ",)),
        Column(
            "rank",
            _("Rank"),
            _("One of those below."),
            "deputy",
            CHOICE,
            needed=True,
            choices_of=lambda: PostRank.choices,
        ),
        Column(
            "quota",
            _("Counted as"),
            _("One of those below, or empty when it is not counted."),
            "civil_servant",
            CHOICE,
            choices_of=kinds_known,
        ),
        SINCE,
        Column(
            "like",
            _("Duties like"),
            _("A recorded post as CODE/post: the new post may do in its unit what that one may do in its own."),
            "VD/Văn thư",
        ),
    ),
)
PEOPLE = Shape(
    "people",
    _("People"),
    (
        Column(
            "number",
            _("Personnel number"),
            _("By it a person is found again; without one, by a name that nobody else bears."),
            "VD-00123",
            longest=40,
            also=("key", "số hiệu"),
        ),
        Column("name", _("Full name"), _("As in the papers."), "Nguyễn Thị Mai", needed=True, longest=120),
    ),
)
TENURES = Shape(
    "tenures",
    _("Tenures"),
    (
        Column(
            "person",
            _("Person"),
            _("The personnel number, or the name if only one person bears it."),
            "VD-00123",
            needed=True,
            longest=120,
        ),
        UNIT,
        Column("post", _("Post"), _("As it is called in the unit."), "Phó Bí thư", needed=True, longest=120),
        Column(
            "kind",
            pgettext_lazy("tenure", "How"),
            _("Empty: holds it."),
            "holder",
            CHOICE,
            choices_of=lambda: TenureKind.choices,
        ),
        Column("from", pgettext_lazy("tenure", "From"), _("The first day."), "28/09/2020", DAY, needed=True),
        Column("to", pgettext_lazy("tenure", "To"), _("The last day; empty: until further notice."), "", DAY),
    ),
)
SHAPES = (UNITS, POSTS, PEOPLE, TENURES)
# What Baro writes beside the rows of a checked file: brought again with the file, they are passed over.
RESULT, REMEDY = pgettext_lazy("list", "Result"), _("What to do")


def is_ours(head: str) -> bool:
    """Whether a head is one that Baro wrote beside a checked file."""
    return plainly(head) in in_each_language(RESULT) | in_each_language(REMEDY)


def shape_of(code: str) -> Shape:
    """The list of a code.

    Raises KeyError when there is none.
    """
    return {shape.code: shape for shape in SHAPES}[code]


def shape_called(title: str) -> Shape | None:
    """The list that the title of a sheet names, in whichever language."""
    words = plainly(title)
    return next((s for s in SHAPES if words == s.code or words in in_each_language(s.title)), None)


def shape_with(heads: Iterable[str]) -> Shape | None:
    """The list to which the heads of columns belong: the one that knows most of them and misses fewest."""
    words = {plainly(head) for head in heads if head.strip()}
    best, rating = None, -len(words)
    for shape in SHAPES:
        known = sum(bool(column.words & words) for column in shape.columns)
        missing = sum(not column.words & words for column in shape.needed)
        if known and known - (len(words) - known) - missing > rating:
            best, rating = shape, known - (len(words) - known) - missing
    return best
