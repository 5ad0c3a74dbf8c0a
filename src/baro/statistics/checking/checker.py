"""A text, the year it speaks of, and each of its figures with its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.statistics.checking.around import LABELS
from baro.statistics.checking.finding import Finder, Found, Kind
from baro.statistics.checking.judging import Checked, Facts, Judge, Verdict, year_told
from baro.statistics.checking.rows import with_cells
from baro.statistics.checking.tokens import Token, cleaned, tokens_of
from baro.statistics.checking.vocabulary import Vocabulary
from baro.statistics.rulebook import Facet, FigureWords

# How many words before and behind a number are told with it.
WORDS_BEFORE, WORDS_BEHIND = 3, 4
LONGEST_WORDS = 90
AND = {"và", "and", "و"}


@dataclass(frozen=True, slots=True)
class Check:
    """The cleaned text, the year of its figures (None when it has none), and the figures in their order."""

    text: str
    year: int | None
    figures: tuple[Checked, ...]

    @property
    def is_right(self) -> bool:
        """Whether no figure says something else than the records."""
        return not any(one.verdict.is_wrong for one in self.figures)


def check(text: str, facts: Facts, year: int | None = None) -> Check:
    """Every figure of a text compared with the facts of a year, which without being given is the one it speaks of.

    Raises Refused for a text that is too long, and for one with figures that names no year while none is given.
    """
    words = rulebook.today(FigureWords)
    if len(text) > words.most_characters:
        sentence = _("The text has %(length)s characters, more than the %(most)s that are checked at once; split it.")
        raise Refused(sentence % {"length": f"{len(text):,}", "most": f"{words.most_characters:,}"})
    clean = cleaned(text)
    tokens = tokens_of(with_cells(clean))
    found = Finder(tokens, Vocabulary(words)).figures()
    if not found:
        return Check(clean, None, ())
    told = year or year_told(found)
    if told is None:
        raise Refused(_("The text names no year; say of which year its figures are."))
    judge = Judge(words, facts, told)
    checked = (_checked(one, judge, clean, tokens) for one in found)
    return Check(clean, told, tuple(one for one in checked if one))


def _checked(found: Found, judge: Judge, text: str, tokens: Sequence[Token]) -> Checked | None:
    """The figure with its verdict; None for words that may be a number and match nothing."""
    judged = judge.judged(found)
    words = _words(found, text, tokens)
    if judged:
        return Checked(
            found.start, found.end, words, judged.value, judged.kind, judged.code, judged.verdict, judged.right,
            judged.period, judged.base,
        )  # fmt: skip
    if not found.sure and Facet.THING not in found.facets and found.number.value < 100:
        return None
    if not found.sure and Facet.ACT not in found.facets:
        return None
    kind = found.kind or Kind.PERCENT
    return Checked(found.start, found.end, words, found.number.value, kind, None, Verdict.UNMATCHED, None)


def _words(found: Found, text: str, tokens: Sequence[Token]) -> str:
    """The number with some words around it, as they stand in the text."""
    first, last = found.first, found.last
    if first and tokens[first - 1].lower in LABELS - {"("}:
        first -= 1
    while first > max(found.first - WORDS_BEFORE, 0) and tokens[first - 1].is_word:
        first -= 1
    while last < min(found.last + WORDS_BEHIND, len(tokens)) and tokens[last].is_word:
        last += 1
    if last > found.last and tokens[last - 1].lower in AND:
        last -= 1
    return " ".join(text[tokens[first].start : tokens[last - 1].end].split())[:LONGEST_WORDS]
