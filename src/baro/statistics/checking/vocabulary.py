"""The words of the rulebook found in a text: the longest phrase at each place, with all that it means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from baro.statistics.checking.tokens import Token, folded, variants
from baro.statistics.rulebook import Facet, FigureWords

Phrases = list[tuple[tuple[str, ...], list["Sense"]]]
# So many letters of a word that ends in a star find its phrases.
STEM = 2


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase means; ``is_behind`` when it speaks of the number before it, ``is_two`` when it counts two."""

    facet: Facet
    id: str
    is_behind: bool = False
    is_two: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase in the text, from one token up to another, and its senses."""

    first: int
    end: int
    senses: tuple[Sense, ...]

    def of(self, facet: Facet, *, behind: bool = False) -> str:
        """What it means in one respect; empty when it says nothing about it."""
        return next((one.id for one in self.senses if one.facet is facet and one.is_behind is behind), "")

    def says(self, name: str) -> bool:
        """Whether it says this of a number."""
        return any(one.facet is Facet.SAYS and one.id == name for one in self.senses)


class Vocabulary:
    """The phrases of the rulebook by their first words."""

    def __init__(self, words: FigureWords) -> None:
        self._exact: dict[str, dict[tuple[str, ...], list[Sense]]] = defaultdict(dict)
        self._stems: dict[str, dict[tuple[str, ...], list[Sense]]] = defaultdict(dict)
        self._kept: dict[str, Phrases] = {}
        for one in words.meanings:
            for spoken, behind in ((one.words, False), (one.behind, True)):
                self._take_in(spoken.vi, Sense(one.facet, one.id, behind), toned=True)
                self._take_in((*spoken.en, *spoken.ar), Sense(one.facet, one.id, behind))
            self._take_in(one.dual, Sense(one.facet, one.id, is_two=True))

    def _take_in(self, phrases: Sequence[str], sense: Sense, *, toned: bool = False) -> None:
        for phrase in phrases:
            key = tuple(map(_toned if toned else _bare, phrase.split()))
            where = self._stems[key[0][:STEM]] if key[0].endswith("*") else self._exact[key[0]]
            where.setdefault(key, []).append(sense)

    def mentions(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        """The phrases of a text in their order; none lies in another."""
        at = 0
        while at < len(tokens):
            found = self._longest(tokens, at) if tokens[at].is_word else None
            if found:
                yield found
            at = found.end if found else at + 1

    def _longest(self, tokens: Sequence[Token], at: int) -> Mention | None:
        found: dict[int, list[Sense]] = defaultdict(list)
        for phrase, senses in self._beginning(tokens[at]):
            if len(phrase) == 1 or _stands(phrase, tokens, at):
                found[len(phrase)] += [one for one in senses if one not in found[len(phrase)]]
        length = max(found, default=0)
        return Mention(at, at + length, tuple(found[length])) if length else None

    def _beginning(self, token: Token) -> Phrases:
        """The phrases that begin with a word; kept, because texts repeat their words."""
        if token.lower not in self._kept:
            forms = _forms(token)
            found: dict[tuple[str, ...], list[Sense]] = {}
            for form in forms:
                found |= self._exact.get(form, {})
                found |= {one: told for one, told in self._stems.get(form[:STEM], {}).items() if _is(one[0], forms)}
            self._kept[token.lower] = list(found.items())
        return self._kept[token.lower]


def _toned(word: str) -> str:
    """A Vietnamese word as it stands in the text: its tones tell it from others."""
    return f"={word.lower()}"


def _bare(word: str) -> str:
    fold = folded(word.removesuffix("*"))
    plain = fold.removeprefix("ال") if len(fold) > 4 else fold
    return plain + ("*" if word.endswith("*") else "")


def _forms(token: Token) -> tuple[str, ...]:
    return (f"={token.lower}", *variants(token.fold)) if token.is_word else (token.lower, f"={token.lower}")


def _stands(phrase: tuple[str, ...], tokens: Sequence[Token], at: int) -> bool:
    """Whether the words of a phrase follow each other from a place on."""
    if at + len(phrase) > len(tokens):
        return False
    return all(_is(word, _forms(token)) for word, token in zip(phrase, tokens[at : at + len(phrase)], strict=True))


def _is(word: str, forms: Sequence[str]) -> bool:
    if word.endswith("*"):
        return any(form.startswith(word[:-1]) for form in forms)
    return word in forms
