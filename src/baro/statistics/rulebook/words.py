"""What texts call the figures, so that a text can be checked against the records."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Self

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, model_validator

from baro.kernel.rulebook.body import Certain, Certainty, Entry, RuleBody, Text
from baro.org.figures.indicators import codes_counted


class Facet(StrEnum):
    """In which respect a word tells one figure from another, or what it says of a number."""

    THING = "thing"
    ACT = "act"
    BY = "by"
    LEVEL = "level"
    ABOUT = "about"
    SAYS = "says"


class Words(Entry):
    """The words of the three languages; those that end in ``*`` stand for all words that begin so."""

    vi: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()
    ar: tuple[Text, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """Those of all languages."""
        return self.vi + self.en + self.ar


class Meaning(Entry):
    """What some words mean; ``behind`` are words that speak of the number before them, ``dual`` those that mean two."""

    facet: Facet
    id: Text
    words: Words = Words()
    behind: Words = Words()
    dual: tuple[Text, ...] = ()


class Told(Certain):
    """Which figure is told by a thing that is counted, and by what else is said of it."""

    certainty: Certainty = Certainty.SECONDARY
    figure: Text
    thing: tuple[Text, ...] = Field(min_length=1)
    act: Text
    by: str = ""
    level: str = ""
    about: str = ""

    @property
    def facets(self) -> dict[Facet, str]:
        """What has to be said beside the thing."""
        said = {Facet.ACT: self.act, Facet.BY: self.by, Facet.LEVEL: self.level, Facet.ABOUT: self.about}
        return {facet: told for facet, told in said.items() if told}


class FigureWords(RuleBody, code="statistics.words", called=gettext_lazy("Words for figures")):
    """By which words the figures of a text are known, and how long a text may be."""

    most_characters: int = Field(ge=1000, le=10_000_000)
    most_characters_pasted: int = Field(ge=1000, le=1_000_000)
    meanings: tuple[Meaning, ...] = Field(min_length=1)
    told: tuple[Told, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _every_meaning_has_words(self) -> Self:
        known = {(one.facet, one.id) for one in self.meanings}
        asked = {(Facet.THING, thing) for one in self.told for thing in one.thing}
        asked |= {pair for one in self.told for pair in one.facets.items()}
        if missing := sorted(f"{facet} {name}" for facet, name in asked - known):
            raise ValueError(f"no words for {', '.join(missing)}")
        return self

    def assumed_rows(self) -> Iterator[tuple[str, Certain]]:
        """The rows that are marked as assumed, and those of figures that nothing counts yet."""
        yield from super().assumed_rows()
        known = codes_counted(timezone.localdate())
        unknown = {one.figure: one for one in self.told if one.figure not in known}
        for figure, one in unknown.items():
            yield _("“%(figure)s”, which nothing counts yet") % {"figure": figure}, one
