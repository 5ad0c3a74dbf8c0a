"""Sentences of a report with their figures put in; every figure is a link to its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from baro.printing.content import Run, Runs
from baro.reports.facts import Fact, Facts, among
from baro.reports.numerals import Numbers, numbers_of
from baro.reports.rulebook import Chapter, Mark, Sentence, Yearly
from baro.reports.rulebook.templates import OF_A_FIGURE, OF_SEVERAL, pieces_of

PLACE = "{n}"
GAP = "\N{NO-BREAK SPACE}"


class NotCounted(LookupError):  # noqa: N818 - an answer about a year
    """A figure that the prose names was not counted in that year: its sentence cannot be said."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Says the sentences of one report in one language; ``about`` is what the marks of the report stand for.

    Links lead to the ``site``, whose address is left out on its own pages.
    """

    rule: Yearly
    language: str
    facts: Facts
    about: Mapping[str, str]
    site: str = ""

    @property
    def numbers(self) -> Numbers:
        """How numbers are written."""
        return numbers_of(self.rule, self.language)

    def paragraph(self, chapter: Chapter, sentences: Iterable[Sentence]) -> Runs:
        """The sentences that have something to say, one behind the other."""
        said = [runs for one in sentences if (runs := self.sentence(chapter, one))]
        return tuple(run for at, runs in enumerate(said) for run in (*((Run(" "),) if at else ()), *runs))

    def sentence(self, chapter: Chapter, sentence: Sentence) -> Runs:
        """A sentence; nothing when its figures are all nought and nothing is said of that, or one was not counted."""
        codes = [mark for mark in sentence.marks if mark.code]
        if codes and not any(among(self.facts, mark.code) for mark in codes):
            return ()
        is_nil = bool(codes) and not any(self._weighs(mark) for mark in codes)
        words = sentence.nil if is_nil else sentence.words
        if words is None:
            return ()
        try:
            return tuple(self._put_in(words.spoken(self.language), lambda mark: self._mark(chapter, mark)))
        except NotCounted:
            return ()

    def plain(self, words: str) -> str:
        """Words in which only the marks of the report stand."""
        return "".join(run.text for run in self._put_in(words, lambda mark: (Run(self.about[mark.kind]),)))

    def count(self, fact: Fact, value: int, noun: str = "") -> Runs:
        """So many of what a figure counts; the number is a link, or the word that says the number."""
        found = self.rule.noun(noun or self.rule.counted.get(fact.code, ""))
        if found is None:
            return Run(f"{fact.label}: "), Run(self.numbers.whole(value), link=self.rows_of(fact))
        form = getattr(found, self.language).of(value, self.language)
        before, place, after = form.partition(PLACE)
        if not place:
            return (Run(form, link=self.rows_of(fact)),)
        number = Run(self.numbers.whole(value), link=self.rows_of(fact))
        runs = (Run(before), number, Run(GAP + after[1:] if after.startswith(" ") else after))
        return tuple(run for run in runs if run.text)

    def compared(self, chapter: Chapter, fact: Fact) -> Runs:
        """How a figure compares with the year before: risen, fallen, equal, or without a base."""
        way = self.rule.comparison(chapter.comparison)
        said = {
            "value": Run(self.numbers.whole(fact.value), link=self.rows_of(fact)),
            "base": self.previous(fact),
            "change": Run(self.numbers.whole(abs(fact.value - (fact.previous or 0)))),
            "percent": Run(self.numbers.percent(fact.percent) if fact.percent is not None else ""),
        }
        phrase = _phrase(fact)
        return tuple(self._put_in(getattr(way, phrase).spoken(self.language), lambda mark: (said[mark.kind],)))

    def previous(self, fact: Fact) -> Run:
        """The figure of the year before; a dash where there are no records of it."""
        return (
            Run("–") if fact.previous is None else Run(self.numbers.whole(fact.previous), link=self.rows_before(fact))
        )

    def rows_of(self, fact: Fact) -> str:
        """Where the rows of a figure are; of nothing there is nothing to open."""
        return self.site + fact.rows_at if fact.rows else ""

    def rows_before(self, fact: Fact) -> str:
        """Where those of the year before are."""
        return self.site + fact.before_at if fact.previous else ""

    def _weighs(self, mark: Mark) -> bool:
        """Whether there is anything to say about a mark."""
        found = among(self.facts, mark.code)
        if mark.kind == "risen":
            return any(fact.value < 0 for fact in found)
        return any(fact.value > 0 if mark.kind == "list" else fact.value for fact in found)

    def _put_in(self, words: str, say: Callable[[Mark], Runs]) -> Iterator[Run]:
        for piece in pieces_of(words):
            yield from (Run(piece),) if isinstance(piece, str) else say(piece)

    def _mark(self, chapter: Chapter, mark: Mark) -> Runs:
        """What stands in the place of a mark."""
        if mark.kind in OF_SEVERAL:
            return self._list(mark)
        if mark.kind not in OF_A_FIGURE:
            return (Run(self.about[mark.kind]),)
        fact = self.facts.get(mark.code)
        if fact is None:
            raise NotCounted(mark.code)
        return self._of_a_figure(chapter, mark, fact)

    def _of_a_figure(self, chapter: Chapter, mark: Mark, fact: Fact) -> Runs:
        """What a mark says of its figure."""
        said: dict[str, Callable[[], Runs]] = {
            "figure": lambda: self.count(fact, fact.value, mark.noun),
            "number": lambda: (Run(self.numbers.whole(fact.value), link=self.rows_of(fact)),),
            "previous": lambda: (self.previous(fact),),
            "share": lambda: (Run("" if fact.share is None else self.numbers.percent(fact.share)),),
            "compared": lambda: self.compared(chapter, fact),
            "of": lambda: self._of_which(fact, mark.noun),
        }
        return said[mark.kind]()

    def _of_which(self, fact: Fact, noun: str) -> Runs:
        """The phrase “of which”: how many of the whole, and which share."""
        if not fact.value or fact.share is None:
            found = self.rule.noun(noun or self.rule.counted.get(fact.code, ""))
            names = found.names.spoken(self.language) if found else str(fact.label)
            none = (Run(names[:1].lower() + names[1:]),)
            return tuple(self._put_in(self.rule.of_which_none.spoken(self.language), lambda _mark: none))
        said: dict[str, Runs] = {
            "part": self.count(fact, fact.value, noun),
            "percent": (Run(self.numbers.percent(fact.share)),),
            "whole": (Run(self.numbers.whole(fact.whole or 0)),),
        }
        return tuple(self._put_in(self.rule.of_which.spoken(self.language), lambda mark: said[mark.kind]))

    def _list(self, mark: Mark) -> Runs:
        """All figures of a beginning that count something, as a list in words."""
        risen = mark.kind == "risen"
        found = [fact for fact in among(self.facts, mark.code) if (fact.value < 0 if risen else fact.value > 0)]
        if not found:
            raise NotCounted(mark.code)
        items = [self.count(fact, abs(fact.value), mark.noun) for fact in found]
        # The list is joined with places in it, so that the words between them are those of the language.
        places = [f"\N{NULL}{at}\N{NULL}" for at in range(len(items))]
        pieces = self.numbers.joined(places).split("\N{NULL}")
        return tuple(
            run
            for at, piece in enumerate(pieces)
            for run in (items[int(piece)] if at % 2 else (Run(piece),))
            if run.text
        )


def _phrase(fact: Fact) -> str:
    """Which of the phrases fits."""
    if fact.previous is None:
        return "unknown"
    if fact.previous <= 0:
        return "none" if fact.value else "still_none"
    if fact.value == fact.previous:
        return "equal"
    return "rise" if fact.value > fact.previous else "fall"
