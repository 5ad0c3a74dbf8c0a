"""What stands around a number: the words before and behind it, up to what parts it from others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from baro.statistics.checking.tokens import Token
from baro.statistics.checking.vocabulary import Mention, Vocabulary
from baro.statistics.rulebook import Facet

ENDS = {".", ";", ":", "\n", "|", ")", "("}
LABELS = {":", "|", "=", "("}
# How many words a number may stand from its thing, a percentage from its reason, a year from what announces it.
REACH, NEAR, CLOSE = 9, 4, 2


class Around:
    """The tokens of a text with the phrases that were found in them; ``line`` is the token with which the line began.

    ``cell`` says in which cell of the line it is walked through.
    """

    def __init__(self, tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
        self.tokens = tokens
        mentions = list(vocabulary.mentions(tokens))
        self.at = {mention.first: mention for mention in mentions}
        self.ending = {mention.end: mention for mention in mentions}
        self.covers = {at: one for one in mentions for at in range(one.first, one.end)}
        self.line = self.cell = 0

    def announced(self, at: int) -> bool:
        """Whether a year is introduced as one, and does not only stand there."""
        before = self.ending.get(at)
        return bool(before and (before.says("year") or before.says("months"))) or self.says_before(at, "months", NEAR)

    def is_no_figure(self, at: int) -> bool:
        """Whether the words beside it say that it numbers, and does not count."""
        before, behind = self.ending.get(at), self.at.get(at + 1)
        if behind and any(one.id == "no_figure" and one.is_behind for one in behind.senses):
            return True
        if self.tokens[at - 1].lower == "(" and at > 1:
            before = before or self.ending.get(at - 1)
            label = before and any(one.id == "no_figure" and not one.is_behind for one in before.senses)
            return bool(label) and not self.is_of_thing(at)
        numbered = before and any(one.id == "no_figure" and not one.is_behind for one in before.senses)
        return bool(numbered) and not self.is_of_thing(at)

    def is_percent(self, at: int) -> bool:
        """Whether a sign or word of percent follows."""
        following = self.at.get(at + 1)
        sign = at + 1 < len(self.tokens) and self.tokens[at + 1].lower == "%"
        return sign or bool(following and (following.says("percent") or following.says("points")))

    def is_of_thing(self, at: int) -> bool:
        """Whether a thing stands directly behind it, or before “one” as Arabic has it."""
        return self.thing_behind(at, within=CLOSE) is not None or self.thing_of_one(at) is not None

    def is_figure_of_thing(self, at: int) -> bool:
        """Whether a number that looks like a year counts a thing."""
        before = self.ending.get(at)
        if self.tokens[at].number is None or (before and before.says("year")):
            return False
        is_label = at > 0 and self.tokens[at - 1].lower == ":" and self.thing_before(at) is not None
        return is_label or self.thing_behind(at, within=1) is not None

    def thing_of_one(self, at: int) -> Mention | None:
        """The thing before the word “one”, as Arabic counts one."""
        token, before = self.tokens[at], self.ending.get(at)
        is_one = token.is_spelled and token.fold in ("واحد", "واحده", "واحدا")
        return before if is_one and before and before.of(Facet.THING) else None

    def window(self, at: int, step: int, ends: set[str] = ENDS) -> Iterator[int]:
        """The places from a number on to the next one, or to the sign that parts it from what follows."""
        at += step
        while 0 <= at < len(self.tokens):
            token = self.tokens[at]
            if token.lower in ends or (token.number is not None and not token.year):
                return
            yield at
            at += step

    def thing_behind(self, at: int, within: int = REACH) -> Mention | None:
        """The thing that the number counts: the first one behind it that nothing parts from it."""
        for place in self.window(at, 1):
            if self.tokens[place].lower == "," or place - at > within:
                return None
            mention = self.at.get(place)
            if mention and any(one.facet is Facet.THING and not one.is_two for one in mention.senses):
                return mention
        return None

    def thing_before(self, at: int) -> Mention | None:
        """What a label names: the last thing before the number in its line or clause."""
        labelled = self.tokens[at - 1].lower in LABELS if at else False
        ends = {".", ";", "\n"} if labelled else ENDS
        for place in self.window_over_cells(at, ends):
            mention = self.ending.get(place + 1)
            if mention and mention.of(Facet.THING):
                return mention
        return None

    def window_over_cells(self, at: int, ends: set[str]) -> Iterator[int]:
        """The places before a number, back to one of the ends, to another number, or to the beginning of the line."""
        for place in range(at - 1, self.line - 1, -1):
            token = self.tokens[place]
            if token.lower in ends or (token.number is not None and not token.year):
                return
            yield place

    def says_before(self, at: int, name: str, within: int) -> bool:
        """Whether something is said in the last words before a place."""
        for place in range(at, max(at - within, self.line) - 1, -1):
            mention = self.ending.get(place)
            if mention and mention.says(name):
                return True
        return False

    def says_behind(self, at: int, name: str, within: int) -> bool:
        """Whether something is said in the next words behind a place."""
        places = (place for place in self.window(at, 1) if place - at <= within)
        return any(self.at[place].says(name) for place in places if place in self.at)

    def is_in_brackets(self, at: int) -> bool:
        """Whether a bracket opens directly before it."""
        return at > 0 and self.tokens[at - 1].lower == "("
