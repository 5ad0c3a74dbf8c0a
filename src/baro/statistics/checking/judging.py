"""What becomes of a figure: compared with the one that the records give, and with those it may be mistaken for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Protocol

from baro.statistics.checking.finding import Found, Kind, head_of
from baro.statistics.checking.numbers import decimals_of
from baro.statistics.checking.periods import Period
from baro.statistics.checking.tokens import cleaned, tokens_of
from baro.statistics.rulebook import Facet, FigureWords


class Verdict(StrEnum):
    """How a figure of a text stands to the records, the best first."""

    AGREES = "agrees"
    CUT_OFF = "agrees_cut_off"
    ROUNDED = "agrees_rounded"
    OTHER_PERIOD = "other_period"
    WRONG_BASE = "wrong_base"
    DIFFERS = "differs"
    UNMATCHED = "unmatched"

    @property
    def is_wrong(self) -> bool:
        """Whether the text says something else than the records."""
        return self in (Verdict.DIFFERS, Verdict.WRONG_BASE, Verdict.OTHER_PERIOD)


@dataclass(frozen=True, slots=True)
class Fact:
    """What the records give of a figure in a period: its value, that of the period before, the whole it is part of."""

    value: int
    previous: int | None = None
    whole: int | None = None
    whole_previous: int | None = None

    def right(self, kind: Kind) -> Fraction | None:
        """The value, or the percentage before it is cut off; None where there is no base."""
        if kind is Kind.VALUE:
            return Fraction(self.value)
        base = self.previous if kind is Kind.PERCENT else self.whole
        return Fraction(100 * self.value, base) if base else None

    def wrong(self, kind: Kind) -> Iterable[Fraction]:
        """What comes out of the bases that are mistaken for the right one."""
        bases = {
            Kind.SHARE: [(self.value, self.whole_previous), (self.value, self.previous), (self.previous, self.whole)],
            Kind.PERCENT: [(self.previous, self.value), (self.value, self.whole), (self.value, self.whole_previous)],
        }.get(kind, [])
        return [Fraction(100 * part, base) for part, base in bases if base and part is not None]


class Facts(Protocol):
    """Gives what the records say."""

    def of(self, code: str, period: Period) -> Fact | None:
        """The figure of a code in a period; None when the records do not speak about it."""
        ...

    def elsewhere(self, code: str, period: Period) -> Iterable[tuple[Period, Fact]]:
        """The same figure in the other periods with which this one may be mistaken."""
        ...

    def names(self, year: int) -> Iterable[tuple[str, str]]:
        """The codes of the figures of a year, each with one of the names that it has in the records."""
        ...


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure of the text with its verdict; ``code`` and ``right`` are empty when nothing matches it."""

    start: int
    end: int
    words: str
    value: Decimal
    kind: Kind
    code: str | None
    verdict: Verdict
    right: Decimal | None
    period: Period | None = None
    base: int | None = None

    def as_facts(self) -> dict[str, Any]:
        """The figure as programs take it."""
        return {
            "words": self.words,
            "value": plain(self.value),
            "kind": str(self.kind),
            "indicator": self.code,
            "verdict": str(self.verdict),
            "right": None if self.right is None else plain(self.right),
        }


def plain(value: Decimal) -> int | float:
    """A whole number as such, any other with its decimals."""
    return int(value) if value == value.to_integral_value() else float(value)


@dataclass(frozen=True, slots=True)
class Judged:
    """One possibility: which figure it would be, and what would become of it."""

    verdict: Verdict
    value: Decimal
    kind: Kind
    code: str
    period: Period
    right: Decimal
    base: int | None


RANKS = list(Verdict)


def _named(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The code of each name, as tables are read; without those of several figures."""
    codes: dict[str, set[str]] = defaultdict(set)
    for code, name in names:
        codes[head_of(tokens_of(cleaned(name)))].add(code)
    return {head: next(iter(meant)) for head, meant in codes.items() if head and len(meant) == 1}


class Judge:
    """Compares figures with the facts of a year."""

    def __init__(self, words: FigureWords, facts: Facts, year: int) -> None:
        self.words, self.facts, self.year = words, facts, year
        self.named = _named(facts.names(year))

    def judged(self, found: Found) -> Judged | None:
        """The best of what the figure may be; None when nothing matches."""
        kinds = [found.kind] if found.kind else [Kind.SHARE, Kind.PERCENT]
        codes = self._codes(found)
        possible = [one for code in codes for kind in kinds if (one := self._as(found, code, kind))]
        return min(possible, key=lambda one: RANKS.index(one.verdict), default=None)

    def _codes(self, found: Found) -> list[str]:
        """The figures that what is said fits; those of which most is said.

        What was done must be said, unless a list names a thing with which only one thing is done. A row of a table that
        begins with the very name of a figure is about no other.
        """
        if code := self.named.get(found.head):
            return [code]
        thing = found.facets.get(Facet.THING)
        acts = {one.act for one in self.words.told if thing in one.thing}
        told = found.facets
        if found.is_label and Facet.ACT not in told and len(acts) == 1:
            told = told | {Facet.ACT: acts.pop()}
        fitting = []
        for one in self.words.told:
            if thing not in one.thing:
                continue
            met = [facet for facet, name in one.facets.items() if told.get(facet) == name]
            unsaid = [facet for facet in one.facets if facet not in told]
            if len(met) + len(unsaid) < len(one.facets) or Facet.ACT in unsaid:
                continue
            if any(facet in unsaid for facet in (Facet.LEVEL, Facet.ABOUT)):
                continue
            fitting.append((len(met), one.figure))
        most = max((met for met, _code in fitting), default=0)
        return [code for met, code in fitting if met == most]

    def _as(self, found: Found, code: str, kind: Kind) -> Judged | None:
        period = (found.period or Period()).in_year(self.year)
        fact = self.facts.of(code, period)
        right = fact.right(kind) if fact else None
        if fact is None or right is None:
            return self._elsewhere(found, code, kind, period)
        base = {Kind.SHARE: fact.whole, Kind.PERCENT: fact.previous}.get(kind)
        verdict, value = self._compared(found, right, kind)
        if verdict is Verdict.DIFFERS:
            if any(self._compared(found, wrong, kind)[0] is not Verdict.DIFFERS for wrong in fact.wrong(kind)):
                verdict = Verdict.WRONG_BASE
            elif self._elsewhere(found, code, kind, period):
                verdict = Verdict.OTHER_PERIOD
        return Judged(verdict, value, kind, code, period, _printed(found, right, kind), base)

    def _elsewhere(self, found: Found, code: str, kind: Kind, period: Period) -> Judged | None:
        """The figure as that of another period, when it is one."""
        for other, fact in self.facts.elsewhere(code, period):
            right = fact.right(kind)
            if right is None:
                continue
            verdict, value = self._compared(found, right, kind)
            if verdict is not Verdict.DIFFERS:
                return Judged(Verdict.OTHER_PERIOD, value, kind, code, other, _printed(found, right, kind), None)
        return None

    def _compared(self, found: Found, right: Fraction, kind: Kind) -> tuple[Verdict, Decimal]:
        compared = [(_verdict(value, right, found, kind), value) for value in found.number.readings]
        return min(compared, key=lambda pair: RANKS.index(pair[0]))


def _told(found: Found, right: Fraction, kind: Kind) -> Fraction:
    """What the text would have to say: by how much it grew or fell, where it tells that."""
    return (right - 100) * found.change if found.change and kind is Kind.PERCENT else right


def _printed(found: Found, right: Fraction, kind: Kind) -> Decimal:
    """The right figure as Baro prints it: percentages cut off after one decimal."""
    return _shortened(_told(found, right, kind), 0 if kind is Kind.VALUE else 1, ROUND_DOWN)


def _verdict(value: Decimal, right: Fraction, found: Found, kind: Kind) -> Verdict:
    told = _told(found, right, kind)
    if Fraction(value) == told:
        return Verdict.AGREES
    if kind is Kind.VALUE and not found.about:
        return Verdict.DIFFERS
    places = decimals_of(value) if kind is not Kind.VALUE else -_noughts(value)
    cut, rounded = (_shortened(told, places, how) == value for how in (ROUND_DOWN, ROUND_HALF_UP))
    if cut and rounded:
        return Verdict.ROUNDED if kind is Kind.VALUE else Verdict.AGREES
    return Verdict.CUT_OFF if cut else Verdict.ROUNDED if rounded else Verdict.DIFFERS


def _shortened(value: Fraction, places: int, how: str) -> Decimal:
    """A fraction with so many decimals; with a negative number of them, in tens, hundreds, thousands."""
    step = Fraction(10) ** -places
    steps = Decimal((value / step).numerator) / Decimal((value / step).denominator)
    whole = steps.to_integral_value(how)
    return whole.scaleb(-places)


def _noughts(value: Decimal) -> int:
    digits = str(int(value))
    return len(digits) - len(digits.rstrip("0"))


def year_told(found: Sequence[Found]) -> int | None:
    """The year of which the figures of a text speak most; None when it names none."""
    years = [one.period.year for one in found if one.period and one.period.year and one.period.year > 0]
    return max(sorted(set(years)), key=years.count, default=None)
