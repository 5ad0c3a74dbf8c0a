"""What figures count, said with its number: a document, two documents, three documents, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Self

from babel import Locale
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text, refuse_repeats

PLACE = "{n}"


class Forms(Entry):
    """The forms of a word beside its number; which number takes which is the plural rule of the language (CLDR).

    Each has ``{n}`` where the number stands; Arabic says one and two by the word alone. Without a form of its own a
    number takes the ``other`` one.
    """

    other: Text
    zero: Text | None = None
    one: Text | None = None
    two: Text | None = None
    few: Text | None = None
    many: Text | None = None

    def of(self, count: int, language: str) -> str:
        """The form for a number, which is not yet put in."""
        return getattr(self, _plural_form(language)(abs(count))) or self.other


class Noun(Entry):
    """A kind of thing that figures count; ``names`` is what stands at the head of a column."""

    id: Text = Field(max_length=30)
    names: Names
    vi: Forms
    en: Forms
    ar: Forms

    def spoken(self, count: int, language: str | None = None) -> str:
        """A number of them, in a language (the reader's when none is given): “1,688 organisations”, “وثيقتان”."""
        code = (language or get_language() or "en").partition("-")[0]
        forms: Forms = {"vi": self.vi, "ar": self.ar}.get(code, self.en)
        with translation.override(language or get_language() or "en"):
            return forms.of(count, code).replace(PLACE, number_format(count, force_grouping=True))


class Nouns(RuleBody, code="figures.nouns", called=_("What figures count")):
    """Every kind of thing that is counted."""

    nouns: tuple[Noun, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats("noun", [row.id for row in self.nouns])
        return self

    def named(self) -> Iterator[tuple[str, Names]]:
        """Every noun."""
        return ((row.id, row.names) for row in self.nouns)

    def of(self, code: str) -> Noun:
        """The noun of a code.

        Raises KeyError when there is none.
        """
        for row in self.nouns:
            if row.id == code:
                return row
        raise KeyError(code)


@lru_cache(maxsize=8)
def _plural_form(language: str):  # type: ignore[no-untyped-def]
    return Locale.parse(language).plural_form
