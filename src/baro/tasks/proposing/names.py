"""Units by the names under which papers speak of them: whole, shortened, in letters, or as groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from baro.tasks.proposing.shapes import WORDS, end_of_group, end_of_shape, folded, goes_on

# Longer names are none.
MOST_WORDS = 16
TAIL = ("TINH", "UY")
BETWEEN = re.compile(
    r"\s*[,;/\n]\s*(?:(?:VA|CUNG(?: VOI)?|AND)\s+)?(?:[-+•*]\s*)?|\s+(?:VA|CUNG VOI|CUNG|AND|&)\s+(?:VOI\s+)?"
)
IN_BRACKETS = re.compile(r"\([^)]*\)")
BULLET = " .,:-+•*"


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of the organisation as far as papers speak of it."""

    name: str
    kind: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: as the organisation calls the unit, else as it is written."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of names: units by the words under which they go, bodies outside, short forms of words.

    ``by_key`` has an empty name for words that several units share: they stay as they are written.
    """

    by_key: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    bodies: frozenset[tuple[str, ...]] = frozenset()
    short: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, units: Iterable[KnownUnit], *, bodies: Iterable[str] = (), short: Mapping[str, str] | None = None
    ) -> Names:
        """The names of units, of ``bodies`` outside the organisation, and what is ``short`` for which words."""
        written_out = {folded(one): tuple(folded(long).split()) for one, long in (short or {}).items()}
        keys = cls(short=written_out)
        whole = {keys.key_of(unit.name): unit for unit in units}
        places = [key[2:] for key, unit in whole.items() if unit.kind == "provincial_committee" and key[:2] == TAIL]
        by_key: dict[tuple[str, ...], str] = {}
        for key, unit in whole.items():
            for alias in _aliases(key, unit.suffix, places):
                by_key[alias] = unit.name if by_key.get(alias, unit.name) == unit.name else ""
        by_key |= {key: unit.name for key, unit in whole.items()}
        return cls(by_key, frozenset(map(keys.key_of, bodies)), written_out)

    def key_of(self, text: str) -> tuple[str, ...]:
        """The folded words of a name, short forms written out."""
        return tuple(part for word in WORDS.findall(folded(text)) for part in self._written_out(word))

    def known_as(self, text: str) -> str:
        """What the organisation calls a unit that is written so; empty where it knows none."""
        return self.by_key.get(self.key_of(text), "")

    def _written_out(self, word: str) -> tuple[str, ...]:
        return self.short.get(word) or (("VA",) if word == "&" else tuple(filter(None, re.split("[.&-]", word))))

    def at(self, text: str, start: int) -> Named | None:
        """The name that begins at a place: a group, a unit that is known, or what has the shape of a name."""
        if end := end_of_group(text, start):
            return Named(" ".join(text[start:end].split()), start, end)
        known = self._known_at(text, start)
        if known and (not goes_on(text, known.end) or self._known_at(text, known.end + 1)):
            return known
        end = end_of_shape(text, start)
        if not end:
            return None
        written = " ".join(text[start:end].split())
        return Named(self.by_key.get(self.key_of(written)) or written, start, end)

    def _known_at(self, text: str, start: int) -> Named | None:
        """The longest name that is known; its words may stand with short forms between them."""
        key: tuple[str, ...] = ()
        found, before = None, start
        for word in WORDS.finditer(text, start):
            if text[before : word.start()].strip(" -,\n") or len(key) >= MOST_WORDS:
                break
            key = (*key, *self._written_out(folded(word[0])))
            before = word.end()
            if key in self.by_key or key in self.bodies:
                found = Named(self.by_key.get(key) or text[start:before], start, before)
        return found if found and text[start].isupper() else None

    def listed(self, text: str, start: int) -> tuple[list[Named], int]:
        """The names of a list that begins at a place, and where it ends; none where no name begins there."""
        found: list[Named] = []
        end = at = start
        while at < len(text) and (name := self.at(text, at)):
            found.append(name)
            end = name.end
            between = BETWEEN.match(folded(text), end)
            if between is None:
                break
            at = between.end()
        return found, end

    def all_in(self, cell: str) -> list[str]:
        """The names in a cell or the value of a label; what has no shape of a name as it is written, part by part."""
        found: list[str] = []
        for part in filter(None, (one.strip(BULLET) for one in re.split(r"[;\n]", IN_BRACKETS.sub("", cell)))):
            names, end = self.listed(part, 0)
            found += [name.name for name in names]
            rest = part[end:].strip(BULLET) if names else part
            found += [self.by_key.get(self.key_of(one)) or " ".join(one.split()) for one in _written(rest)]
        return list(dict.fromkeys(found))


def _written(rest: str) -> list[str]:
    """What stands between commas, for names without a shape."""
    parts = [re.sub(r"^(?:và|cùng)\s+", "", one.strip(BULLET)) for one in rest.split(",")]
    return [one for one in parts if any(sign.isalpha() for sign in one)]


def _aliases(key: tuple[str, ...], suffix: str, places: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Other words under which a unit goes: its letters, without whose it is, or with the place of the province."""
    if len(suffix) > 2:
        yield (folded(suffix),)
    if key[:2] == TAIL and key[2:] in places:
        yield TAIL
    if len(key) > 3 and key[-2:] == TAIL:
        yield key[:-2]
        yield from ((*key, *place) for place in places)
    if key[:2] == ("DANG", "UY") and key[2:3] in (("XA",), ("PHUONG",)) and len(key) > 4:
        yield ("DANG", "UY", *key[3:])
