"""Names for invented people: drawn with a fixed seed, each given once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

FILE = Path(__file__).parent / "names.toml"
SEED = 2024


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def kept_names() -> dict[tuple[str, str], str]:
    """Unit code and post to the name that the holder must have, because a sample paper says so."""
    return {(row["unit"], row["post"]): row["name"] for row in _words()["kept"]}


def never_given() -> list[str]:
    """Names that nobody in the demo may have."""
    return list(_words()["never"])


class Names:
    """Gives out names that nobody has yet; the same seed gives the same names in the same order."""

    def __init__(self, seed: int = SEED, *, taken: Iterable[str] = ()) -> None:
        self._random = Random(seed)  # noqa: S311 - invented names are no secret
        self._taken = {*never_given(), *kept_names().values(), *taken}

    def next(self) -> str:
        """A name that was not given before."""
        while True:
            name = self._drawn()
            if name not in self._taken:
                self._taken.add(name)
                return name

    def _drawn(self) -> str:
        words, draw = _words(), self._random
        half = words[draw.choices(("men", "women"), weights=(3, 2))[0]]
        families = words["family"]
        common_first = range(len(families), 0, -1)
        (family,) = draw.choices(families, weights=common_first)
        return f"{family} {draw.choice(half['middle'])} {draw.choice(half['given'])}"
