"""What a file is meant to do, and what must become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Content = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file under the name its sender gave it; ``refused``: what the sentence says, else it is kept and ``warns``."""

    name: str
    content: Content
    refused: str = ""
    warns: frozenset[str] = frozenset()


def refused(sentence: str, **files: Content) -> list[Hostile]:
    """Files that are not kept, with words of the sentence that says why; underlines in a name stand for its dot."""
    return [Hostile(_named(name), content, sentence) for name, content in files.items()]


def warned(*codes: str, **files: Content) -> list[Hostile]:
    """Files that are kept with exactly these warnings."""
    return [Hostile(_named(name), content, "", frozenset(codes)) for name, content in files.items()]


def survived(**files: Content) -> list[Hostile]:
    """Files that may be kept or refused: they only must not cost more than one file may."""
    return [Hostile(_named(name), content, "*") for name, content in files.items()]


def _named(name: str) -> str:
    stem, _underline, ending = name.rpartition("_")
    return f"{stem.replace('_', ' ')}.{ending}"
