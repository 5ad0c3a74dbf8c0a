"""The figures of a text with what is said of each: walked once, word by word, remembering who did what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from baro.statistics.checking.around import CLOSE, ENDS, NEAR, REACH, Around
from baro.statistics.checking.numbers import SCALES, Number
from baro.statistics.checking.periods import WHOLE_YEAR, Period, months_of
from baro.statistics.checking.tokens import Token
from baro.statistics.checking.vocabulary import Mention, Vocabulary
from baro.statistics.rulebook import Facet

ENDS_SENTENCE = {".", "\n"}
# Of so many values before it a percentage may be told.
FIGURES_BACK = 12
CARRIED = (Facet.ACT, Facet.BY)
# A longer line is no heading.
HEADING = 160


def head_of(tokens: Sequence[Token]) -> str:
    """The words with which a row of a table begins, without signs, as the names of figures are compared with them."""
    return " ".join(token.fold or token.lower for token in tokens if token.lower[0].isalnum())


class Kind(StrEnum):
    """What a figure says."""

    VALUE = "value"
    SHARE = "share"
    PERCENT = "percent_of_previous"


@dataclass(frozen=True, slots=True)
class Found:
    """A figure in the text from ``start`` to ``end`` with what is said of it.

    ``facets`` say which figure it is, ``of`` is the place in the list of the value that a percentage is about.
    ``change`` is 1 or -1 for a percentage that tells by how much it grew or fell. ``about`` is a word such as “nearly”.
    ``sure`` when it surely is a figure, ``is_label`` when its name stands before it as in a list; ``head`` is what its
    row of a table begins with, as `head_of` writes it. Its tokens go from ``first`` up to ``last``.
    """

    start: int
    end: int
    number: Number
    kind: Kind | None
    facets: dict[Facet, str]
    period: Period | None = None
    of: int | None = None
    change: int = 0
    about: str = ""
    sure: bool = True
    first: int = 0
    last: int = 0
    is_label: bool = False
    head: str = ""


@dataclass(slots=True)
class _State:
    """What was said before, and still holds."""

    facets: dict[Facet, str] = field(default_factory=dict)
    period: Period | None = None

    def copy(self) -> _State:
        return _State(dict(self.facets), self.period)


class Finder(Around):
    """Finds the figures of one text."""

    def __init__(self, tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
        super().__init__(tokens, vocabulary)
        self.found: list[Found] = []
        self.state, self.heading = _State(), _State()
        self.outer: list[Period | None] = []
        self.columns: dict[int, Period | Kind] = {}
        self.head = ""
        # Of this sentence: its first figure in the list, its first token; and the last token that said what was done.
        self.since, self.sentence, self.acted = 0, 0, -1

    def figures(self) -> list[Found]:
        """All of them, in their order."""
        for at, token in enumerate(self.tokens):
            if token.lower == "|":
                self.head = self.head if self.cell else head_of(self.tokens[self.line : at])
                self.cell += 1
            if at in self.at:
                self._remember(self.at[at])
            if token.year:
                self._year(at, token)
            if token.lower in ENDS:
                self._break(at, token.lower)
            if self._counts(at):
                self._take(at)
        return self.found

    def _remember(self, mention: Mention) -> None:
        """Who did what is remembered until something else is said."""
        for facet in CARRIED:
            told = mention.of(facet) or mention.of(facet, behind=True)
            if not told:
                continue
            self.state.facets[facet] = told
            if facet is Facet.ACT:
                self.acted = mention.first
        if mention.says("half_term"):
            self.state.period = Period.half_term(self.state.period)
        if any(one.is_two for one in mention.senses):
            self._take_two(mention)

    def _year(self, at: int, token: Token) -> None:
        """A year that is announced, or that stands alone in a heading, is the one of what follows."""
        if self.is_figure_of_thing(at) or self.cell:
            return
        if self.says_before(at, "against", NEAR) or not (self.announced(at) or self._in_heading(at)):
            return
        months = self.state.period.months if self.state.period and self.state.period.year is None else WHOLE_YEAR
        self.state.period = Period(token.year, months)

    def _in_heading(self, at: int) -> bool:
        return at - self.line < REACH and not any(one.first >= self.line for one in self.found[-1:])

    def _break(self, at: int, sign: str) -> None:
        if sign == "(":
            self.outer.append(self.state.period)
        elif sign == ")" and self.outer:
            self.state.period = self.outer.pop()
        if sign == "\n":
            self._end_line(at)
        if sign in ENDS_SENTENCE:
            self.since, self.sentence, self.outer = len(self.found), at + 1, []

    def _end_line(self, at: int) -> None:
        """What a heading says holds for the lines below it; a paragraph is forgotten."""
        self._read_columns(at)
        is_short = at > self.line and self.tokens[at - 1].end - self.tokens[self.line].start <= HEADING
        has_figures = bool(self.found) and self.found[-1].first >= self.line
        if is_short and not has_figures:
            # the years at the head of columns are not that of what follows the table
            is_head = len({token.year for token in self.tokens[self.line : at] if token.year}) > 1
            self.heading = replace(self.state.copy(), period=self.heading.period if is_head else self.state.period)
        elif not is_short:
            self.heading = _State(period=self.heading.period)
        self.state = self.heading.copy()
        self.line, self.cell, self.head = at + 1, 0, ""

    def _read_columns(self, at: int) -> None:
        """The head of a table says of which year its columns are, and which of them are percentages."""
        line = self.tokens[self.line : at]
        if not any(token.lower == "|" for token in line):
            self.columns = {}
        elif self.found and self.found[-1].first >= self.line:
            return
        else:
            self.columns, cell = {}, 0
            for place in range(self.line, at):
                cell += self.tokens[place].lower == "|"
                told = self._told_by_head(place)
                if told is not None:
                    self.columns.setdefault(cell, told)

    def _told_by_head(self, place: int) -> Period | Kind | None:
        token, mention = self.tokens[place], self.at.get(place)
        if token.year:
            return Period(token.year)
        if mention and mention.says("share"):
            return Kind.SHARE
        is_percent = token.lower == "%" or bool(mention and (mention.says("percent") or mention.says("against")))
        return Kind.PERCENT if is_percent else None

    # Which tokens are figures

    def _counts(self, at: int) -> bool:
        token = self.tokens[at]
        if token.number is None or (at in self.covers and not token.is_spelled):
            return False
        if self._is_months(at) or self.is_no_figure(at):
            return False
        if token.year and not self.is_percent(at) and not self.is_figure_of_thing(at):
            return False
        return not token.is_spelled or self.is_of_thing(at) or self.is_percent(at) or " " in token.lower

    def _is_months(self, at: int) -> bool:
        """Whether it tells the months of a period, which it then sets."""
        following = self.at.get(at + 1)
        if not (following and following.says("months")):
            return False
        number = self.tokens[at].number
        months = months_of(int(number.value)) if number else None
        if months:
            year = self.state.period.year if self.state.period else None
            self.state.period = Period(year, months)
        return True

    # What is said of them

    def _take(self, at: int) -> None:
        token = self.tokens[at]
        end, number, last = token.end, token.number, at + 1
        if number is None:
            return
        column = self.columns.get(self.cell) if self.columns else None
        if self.is_percent(at) or isinstance(column, Kind):
            self.found.append(self._percentage(at, column if isinstance(column, Kind) else None))
            return
        following = self.tokens[last] if last < len(self.tokens) else None
        scale = SCALES.get(following.fold, 1) if following and following.is_word else 1
        if following and scale > 1 and not token.is_spelled:
            number, end, last = number.times(scale), following.end, last + 1
        self.found.append(self._value(at, last, number, end))

    def _take_two(self, mention: Mention) -> None:
        """An Arabic dual counts two."""
        first, last = self.tokens[mention.first], self.tokens[mention.end - 1]
        thing = next(one.id for one in mention.senses if one.is_two)
        facets = {**self.state.facets, Facet.THING: thing, **self._qualities(mention.end - 1)}
        number = Number((Decimal(2),))
        self.found.append(
            Found(
                first.start, last.end, number, Kind.VALUE, facets, self.state.period,
                sure=False, first=mention.first, last=mention.end,
            )
        )  # fmt: skip

    def _value(self, at: int, last: int, number: Number, end: int) -> Found:
        thing = self.thing_of_one(at)
        behind = thing is None and self.thing_behind(last - 1)
        is_label = self.tokens[at - 1].lower in (":", "|", "=") if at else False
        before = self.thing_before(at) if thing is None and (is_label or not behind) else thing
        named = before if is_label and before else behind or before
        facets = dict(self.state.facets)
        if named:
            facets[Facet.THING] = named.of(Facet.THING)
            if named is before:
                facets |= self._qualities_before(at, named)
            behind_it = self._qualities(last - 1)
            facets |= behind_it
            self._share_act(behind_it)
        period, of = self._period_of(at, named), None
        if not named or (named is before and self.is_in_brackets(at)):
            of = self._last_value()
            if of is not None and (period or Period()) != (self.found[of].period or Period()):
                facets = dict(self.found[of].facets)
            else:
                of = None
        about = next((name for name in ("about", "over") if self.says_before(at, name, 1)), "")
        if " " not in self.tokens[at].lower and self.tokens[at].is_spelled and Facet.THING not in facets:
            facets = {}
        sure = not self.tokens[at].is_spelled
        return Found(
            self.tokens[at].start,
            end,
            number,
            Kind.VALUE,
            facets,
            period,
            of,
            about=about,
            sure=sure,
            first=at,
            last=last,
            is_label=bool(is_label and named),
            head=self.head,
        )

    def _last_value(self) -> int | None:
        """The last value of this sentence that is of some thing."""
        for place in range(len(self.found) - 1, max(self.since, len(self.found) - FIGURES_BACK) - 1, -1):
            one = self.found[place]
            if one.kind is Kind.VALUE and one.of is None and Facet.THING in one.facets:
                return place
        return None

    def _period_of(self, at: int, named: Mention | None) -> Period | None:
        """The period that is said of this number alone, else the one that holds."""
        column = self.columns.get(self.cell) if self.columns else None
        if isinstance(column, Period):
            return column
        state = self.state.period or Period()
        if self.says_before(at, "against", 1) or (self.says_before(at, "year_before", CLOSE) and not named):
            return state.year_before()
        if not named or self.is_in_brackets(at):
            for place in self.window(at, 1):
                mention = self.at.get(place)
                if mention and mention.says("against"):
                    break
                if mention and mention.says("year_before") and place - at <= NEAR:
                    return state.year_before()
                if (year := self.tokens[place].year) and self.announced(place):
                    return Period(year, state.months)
        return self.state.period

    def _qualities(self, at: int) -> dict[Facet, str]:
        """What is said behind a number: the level, the subject, and what was done to it by whom."""
        told: dict[Facet, str] = {}
        for place in self.window(at, 1):
            mention = self.at.get(place)
            if mention is None:
                continue
            for facet in (Facet.LEVEL, Facet.ABOUT):
                if mention.of(facet):
                    told.setdefault(facet, mention.of(facet))
            for facet in CARRIED:
                if mention.of(facet, behind=True) and self._is_open(at, place):
                    told.setdefault(facet, mention.of(facet, behind=True))
        if Facet.ACT not in self.state.facets and Facet.ACT not in told:
            told |= self._act_behind(at)
        return told

    def _share_act(self, told: dict[Facet, str]) -> None:
        """What was done to several is said at last: it holds for all of the sentence of which nothing else was said."""
        if Facet.ACT not in told or self.acted >= self.sentence:
            return
        carried = {facet: told[facet] for facet in CARRIED if facet in told}
        for place in range(self.since, len(self.found)):
            one = self.found[place]
            self.found[place] = replace(one, facets=one.facets | carried)

    def _is_open(self, at: int, place: int) -> bool:
        """Whether nothing parts a number from a place behind it."""
        return not any(self.tokens[one].lower == "," for one in range(at + 1, place))

    def _act_behind(self, at: int) -> dict[Facet, str]:
        for place in self.window(at, 1):
            mention = self.at.get(place)
            if mention and mention.of(Facet.ACT):
                return {Facet.ACT: mention.of(Facet.ACT)}
        return {}

    def _qualities_before(self, at: int, thing: Mention) -> dict[Facet, str]:
        """What the label of a number says."""
        told: dict[Facet, str] = {}
        first = max(self.line, thing.first - REACH)
        for place in range(first, at):
            mention = self.at.get(place)
            if mention is None:
                continue
            for facet in (Facet.LEVEL, Facet.ABOUT, *CARRIED):
                name = mention.of(facet) or mention.of(facet, behind=True)
                if name and place >= (thing.first if facet in (Facet.LEVEL, Facet.ABOUT) else first):
                    told[facet] = name
        return told

    def _percentage(self, at: int, column: Kind | None = None) -> Found:
        number = self.tokens[at].number
        end = at + 1
        if self.is_percent(at):
            end = at + 2 if self.tokens[at + 1].lower == "%" else self.at[at + 1].end
        kind, change = (column, 0) if column else self._kind_of(at, end - 1)
        of = self._last_value()
        facets = dict(self.found[of].facets) if of is not None else dict(self.state.facets)
        if of is None:
            thing = self.thing_behind(end - 1) or self.thing_before(at)
            facets |= {Facet.THING: thing.of(Facet.THING)} if thing else {}
        period = self.found[of].period if of is not None else self.state.period
        if column:
            period = next((one for one in self.columns.values() if isinstance(one, Period)), period)
        return Found(
            self.tokens[at].start, self.tokens[end - 1].end, number.as_fraction() if number else Number(()),
            kind, facets, period, of=of, change=change, first=at, last=end, head=self.head,
        )  # fmt: skip

    def _kind_of(self, at: int, last: int) -> tuple[Kind | None, int]:
        """What a percentage says, by the nearest words: behind it first, then before it; None when nothing tells."""
        change = 1 if self.says_before(at, "grew", NEAR) or self.says_behind(last, "grew", CLOSE) else 0
        change = change or (-1 if self.says_before(at, "fell", NEAR) or self.says_behind(last, "fell", CLOSE) else 0)
        if change:
            return Kind.PERCENT, change
        for place in self.window(last, 1):
            mention = self.at.get(place)
            if mention and (mention.says("against") or mention.says("year_before")):
                return Kind.PERCENT, 0
            if mention and mention.says("share"):
                return Kind.SHARE, 0
        for place in self.window_over_cells(at, {".", ";", "\n"}):
            mention = self.ending.get(place + 1)
            if mention and mention.says("share"):
                return Kind.SHARE, 0
            if mention and (mention.says("against") or mention.says("year_before")):
                return Kind.PERCENT, 0
        return None, 0
