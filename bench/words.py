"""Texts as long and as unevenly worded as official ones: few words are everywhere, most are nearly nowhere."""

from __future__ import annotations

from itertools import accumulate, product
from random import Random
from unicodedata import normalize

INITIALS = ["b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu"]
INITIALS += ["r", "s", "t", "th", "tr", "v", "x"]
VOWELS = "aăâeêioôơuưy"
FINALS = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"]
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]

SYLLABLES = 5_000  # as many as are in common use; after them come names, figures and codes, seldom each
CODES = 60_000
STREAM = 2_000_000  # words drawn; each text is a stretch of them


def vocabulary(chance: Random) -> list[str]:
    """Every word, the commonest first."""
    syllables = sorted(normalize("NFC", "".join(parts)) for parts in product(INITIALS, VOWELS, TONES, FINALS))
    codes = [str(number) for number in chance.sample(range(100_000, 1_000_000), CODES)]
    return [*chance.sample(syllables, SYLLABLES), *codes]


class Texts:
    """An endless source of texts whose words follow Zipf's law; the same seed gives the same texts."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self.words = vocabulary(self._chance)
        weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))
        self._stream = self._chance.choices(self.words, cum_weights=weights, k=STREAM)

    def text(self, words: int) -> str:
        """So many words."""
        start = self._chance.randrange(STREAM - words)
        return " ".join(self._stream[start : start + words])

    @property
    def common(self) -> str:
        """A word that stands in most texts of 1 KB."""
        return self.words[10]

    def rarest_of(self, text: str) -> str:
        """The word of a text that stands in the fewest others."""
        place = {word: rank for rank, word in enumerate(self.words)}
        return max((word for word in text.split() if word in place), key=place.__getitem__)
