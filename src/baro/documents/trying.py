"""Reading a file as the product does and telling what the register's form would get, without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from baro.documents.proposing import SURE, Found, found_in, vocabulary
from baro.documents.queries import secrecy_names, type_names, urgency_names
from baro.documents.reading.content import inspect
from baro.documents.reading.oldfonts import guessed
from baro.documents.reading.recognising import recognise
from baro.documents.reading.text import Reading, read, recognise_text
from baro.documents.reading.warnings import WARNINGS
from baro.documents.uploads import limits
from baro.kernel.errors import Refused

PLAIN = ".txt"


@dataclass(frozen=True, slots=True)
class Tried:
    """A file, what the form would get from it, and what to be careful about or why nothing was read."""

    file: str
    found: Found = field(default_factory=Found)
    warnings: tuple[str, ...] = ()
    was_read: bool = True

    def as_json(self) -> dict[str, Any]:
        """The fields with their confidence, days in ISO form; nothing for what was not read."""
        deadlines = [
            {"day": one.day.isoformat(), "clause": one.clause, "words": one.sentence} for one in self.found.deadlines
        ]
        fields = {name: self._told(name, value) for name, value in self.found.initial.items()}
        return {"file": self.file, "fields": fields, "deadlines": deadlines, "warnings": list(self.warnings)}

    def _told(self, name: str, value: Any) -> dict[str, Any]:
        told = {"value": value.isoformat() if isinstance(value, date) else value}
        named = _names(name).get(value) if name in NAMED else None
        return told | ({"name": named} if named else {}) | {"confidence": self.found.confidence[name]}

    def as_text(self) -> Iterator[str]:
        """The same in lines for people; what to look at twice is marked."""
        yield self.file
        for name, value in self.found.initial.items():
            sure = self.found.confidence[name]
            shown = _names(name).get(value, value) if name in NAMED else value
            shown = "; ".join(shown) if isinstance(shown, tuple) else shown
            yield f"  {name:<16}{shown}  ({sure:.0%}{', look twice' if sure < SURE else ''})"
        for one in self.found.deadlines:
            yield f"  {'deadline':<16}{one.day}  {one.clause and f'[{one.clause}] '}{one.sentence}"
        for warning in self.warnings:
            yield f"  {'warning':<16}{warning}"


NAMED = ("type", "urgency", "secrecy")


def _names(name: str) -> dict[Any, str]:
    named: dict[str, Callable[[], dict[Any, str]]] = {
        "type": type_names,
        "urgency": urgency_names,
        "secrecy": secrecy_names,
    }
    return named[name]()


def tried(path: Path) -> Tried:
    """What the form would get from a file, or in its warnings why it gets nothing; never raises for a strange file."""
    try:
        reading, warnings = reading_of(path)
    except Refused as refusal:
        return Tried(str(path), warnings=(str(refusal),), was_read=False)
    return Tried(str(path), found_in(recognise(reading.text, vocabulary(), reading.unsure)), warnings)


def is_plain(path: Path) -> bool:
    """Whether a file is a plain text, which the product takes in only here."""
    return path.suffix.lower() == PLAIN and path.is_file()


def reading_of(path: Path) -> tuple[Reading, tuple[str, ...]]:
    """The text of a file and what it warns of; a plain text stands for what was read elsewhere.

    Raises Refused for a file that the product refuses.
    """
    if is_plain(path):
        text = guessed(path.read_text(encoding="utf-8-sig", errors="replace"))
        return Reading(text, pages=None, needs_ocr=False, truncated=False), ()
    allowed = limits()
    content = inspect(path, path.name, allowed)
    warnings = tuple(str(WARNINGS[code]) for code in content.warnings)
    with path.open("rb") as file:
        reading = read(file, content, allowed)
        if reading.needs_ocr:
            try:
                reading = recognise_text(file, content, allowed)
            except Refused as refusal:
                warnings = (*warnings, str(refusal))
    return reading, warnings
