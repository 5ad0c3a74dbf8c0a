"""The chapters of the yearly report with their prose, in three languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Literal, Self

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Entry, Names, RuleBody, Text, refuse_repeats
from baro.org.figures.indicators import codes_counted
from baro.org.rulebook import Noun
from baro.reports.rulebook.templates import OF_A_PHRASE, OF_SEVERAL, Mark, marks_in

LANGUAGES = ("vi", "en", "ar")
Numerals = Literal["latn", "arab"]


class Sentence(Entry):
    """A sentence; ``nil`` is said in its place when every figure in it is nought, else it is left out then."""

    words: Names
    nil: Names | None = None

    @property
    def marks(self) -> list[Mark]:
        """The marks of the Vietnamese sentence; those of the others are the same."""
        return marks_in(self.words.vi)


class Comparison(Entry):
    """A way of comparing a figure with the year before: what is said when it rose, fell, is equal, has no base.

    ``none`` is for a base of nought (or below), ``still_none`` when the figure is nought too, ``unknown`` without
    records of the year before.
    """

    id: Text
    rise: Names
    fall: Names
    equal: Names
    none: Names
    still_none: Names
    unknown: Names


class TableOf(Entry):
    """A table of figures; a figure or the beginning of the codes of several. ``chart`` says whether it is drawn too."""

    caption: Names
    figures: tuple[Text, ...] = Field(min_length=1)
    chart: bool = False


class Chapter(Entry):
    """A chapter: paragraphs, each of sentences, and its tables. ``comparison`` is how it compares with last year."""

    id: Text
    names: Names
    hint: Names
    comparison: Text = "equals"
    paragraphs: tuple[tuple[Sentence, ...], ...] = ()
    tables: tuple[TableOf, ...] = ()

    @property
    def sentences(self) -> Iterator[Sentence]:
        """All of its sentences."""
        return (sentence for paragraph in self.paragraphs for sentence in paragraph)


class Ordinals(Entry):
    """What stands before the heads of chapters, in their order."""

    vi: tuple[Text, ...]
    en: tuple[Text, ...]
    ar: tuple[Text, ...]


class Numbers(Entry):
    """Which digits each language is written in: European (``latn``) or Arabic-Indic (``arab``)."""

    vi: Numerals
    en: Numerals
    ar: Numerals


class Yearly(RuleBody, code="reports.yearly", called=gettext_lazy("Chapters of the yearly report")):
    """The whole report: nouns, ways of comparing, “of which”, chapters."""

    title: Names
    kind: Names
    ordinals: Ordinals
    numerals: Numbers
    nouns: tuple[Noun, ...]
    counted: dict[str, str]
    comparisons: tuple[Comparison, ...] = Field(min_length=1)
    of_which: Names
    of_which_none: Names
    chapters: tuple[Chapter, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_what_it_has(self) -> Self:
        refuse_repeats("chapter", [chapter.id for chapter in self.chapters])
        refuse_repeats("noun", [noun.id for noun in self.nouns])
        refuse_repeats("comparison", [one.id for one in self.comparisons])
        nouns = {noun.id for noun in self.nouns}
        if unknown := {*self.counted.values(), *(mark.noun for mark in self._marks() if mark.noun)} - nouns:
            raise ValueError(f"unknown nouns: {', '.join(sorted(unknown))}")
        if unknown := {chapter.comparison for chapter in self.chapters} - {one.id for one in self.comparisons}:
            raise ValueError(f"unknown comparisons: {', '.join(sorted(unknown))}")
        if short := [one for one in LANGUAGES if len(getattr(self.ordinals, one)) < len(self.chapters)]:
            raise ValueError(f"ordinals.{short[0]} has fewer entries than there are chapters")
        return self

    @model_validator(mode="after")
    def _says_the_same_in_each_language(self) -> Self:
        for chapter, words in self._sentences():
            _refuse_unlike(words, f"chapter {chapter.id}")
        for comparison in self.comparisons:
            for name in ("rise", "fall", "equal", "none", "still_none", "unknown"):
                _refuse_unknown_words(getattr(comparison, name), f"comparison {comparison.id}")
        _refuse_unknown_words(self.of_which, "of_which")
        _refuse_unknown_words(self.of_which_none, "of_which_none")
        return self

    def _sentences(self) -> Iterator[tuple[Chapter, Names]]:
        """Every sentence, and what is said in its place, with its chapter."""
        for chapter in self.chapters:
            for sentence in chapter.sentences:
                yield from ((chapter, words) for words in (sentence.words, sentence.nil) if words)

    def _marks(self) -> Iterator[Mark]:
        for _chapter, words in self._sentences():
            for language in LANGUAGES:
                yield from marks_in(words.spoken(language))

    def noun(self, code: str) -> Noun | None:
        """The noun of that name."""
        return next((noun for noun in self.nouns if noun.id == code), None)

    def comparison(self, code: str) -> Comparison:
        """The way of comparing of that name."""
        return next(one for one in self.comparisons if one.id == code)

    def codes(self) -> Iterator[tuple[str, str]]:
        """Every figure that is named, and every beginning of several, each with the chapter that names it."""
        for chapter, words in self._sentences():
            yield from ((chapter.id, mark.code) for mark in marks_in(words.vi) if mark.code)
        for chapter in self.chapters:
            yield from ((chapter.id, code) for table in chapter.tables for code in table.figures)

    def contradictions(self, day: date, other: Callable[[type[Any]], Any]) -> Iterator[str]:
        """Figures that no indicator counts, and figures in prose of which it is not said what they count."""
        known = codes_counted(day) | codes_counted(timezone.localdate())
        for chapter, code in dict.fromkeys(self.codes()):
            if code not in known and not any(one.startswith(f"{code}.") for one in known):
                sentence = _("Chapter “%(chapter)s” names the figure “%(code)s”, which no indicator counts.")
                yield sentence % {"chapter": chapter, "code": code}
        for code in dict.fromkeys(self._spoken(known)):
            if code in known and code not in self.counted:
                yield _("It is not said what the figure “%(code)s” counts: name its noun in “counted”.") % {
                    "code": code
                }

    def _spoken(self, known: set[str]) -> Iterator[str]:
        """The figures that prose names as so many of something."""
        for mark in self._marks():
            if mark.kind in OF_SEVERAL:
                yield from sorted(code for code in known if code.startswith(f"{mark.code}."))
            elif mark.kind in ("figure", "of") and not mark.noun:
                yield mark.code


def _refuse_unlike(words: Names, place: str) -> None:
    """Raise ValueError where the languages do not name the same figures."""
    said = {language: sorted(f"{mark.kind}:{mark.code}" for mark in marks_in(words.spoken(language)) if mark.code)
            for language in LANGUAGES}  # fmt: skip
    for language in LANGUAGES[1:]:
        if said[language] != said["vi"]:
            unlike = sorted(set(said[language]) ^ set(said["vi"]))
            raise ValueError(f"{place}: {language} does not say the same figures as vi ({', '.join(unlike)})")


def _refuse_unknown_words(words: Names, place: str) -> None:
    """Raise ValueError for a mark in a phrase that phrases do not have."""
    for language in LANGUAGES:
        for mark in marks_in(words.spoken(language)):
            if mark.kind not in (*OF_A_PHRASE, "previous_year", "year"):
                raise ValueError(f"{place}: {{{mark.kind}}} cannot stand in a phrase")
