"""Which columns a list has, what they are called in each language, what they mean; every part declares its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baro.kernel.registry import Registry

TEXT, DAY, CHOICE, NUMBER = "text", "day", "choice", "number"


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
    """One list."""

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


shapes: Registry[Shape] = Registry("a list")
# What Baro writes beside the rows of a checked file: brought again with the file, they are passed over.
RESULT, REMEDY = pgettext_lazy("list", "Result"), _("What to do")


def is_ours(head: str) -> bool:
    """Whether a head is one that Baro wrote beside a checked file."""
    return plainly(head) in in_each_language(RESULT) | in_each_language(REMEDY)


def shape_called(title: str, among: Iterable[Shape]) -> Shape | None:
    """The list that the title of a sheet names, in whichever language."""
    words = plainly(title)
    return next((s for s in among if words == s.code or words in in_each_language(s.title)), None)


def shape_with(heads: Iterable[str], among: Iterable[Shape]) -> Shape | None:
    """The list to which the heads of columns belong: the one that knows most of them and misses fewest."""
    words = {plainly(head) for head in heads if head.strip()}
    best, rating = None, -len(words)
    for shape in among:
        known = sum(bool(column.words & words) for column in shape.columns)
        missing = sum(not column.words & words for column in shape.needed)
        if known and known - (len(words) - known) - missing > rating:
            best, rating = shape, known - (len(words) - known) - missing
    return best
